#include "analysis/one_point.h"

#include "analysis/table_text.h"
#include "base/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <numbers>
#include <utility>

namespace spoor {
namespace {

constexpr double kLevel = 0.95;
// Bisection ends at a thousandth; shares are counts of draws, of which another library's last bit may turn one or two.
constexpr double kWideningTolerance = 0.01, kShareTolerance = 0.01;
// Above this share of honest markings that disagree as much, a conflict is what clicking does.
constexpr double kOrdinary = 0.05;

std::string names(const OnePoint& point, const ConflictSet& set) {
  std::string text;
  for (std::size_t i = 0; i < set.marks.size(); ++i) {
    text += i == 0 ? "" : i + 1 == set.marks.size() ? " and " : ", ";
    text += printable(point.marks[set.marks[i]].id, 60);
  }
  return text;
}

}  // namespace

OnePoint one_point(std::vector<ShadowMark> marks, int draws, std::uint64_t seed, const Job& job) {
  OnePoint point;
  point.marks = std::move(marks);
  point.found = agreement(point.marks);
  point.honest = honest_marking(point.marks, point.found, draws, seed, job);
  point.conflicts = conflict_sets(point.marks, kSigmas);
  point.regions =
      light_regions(point.marks, std::max(joint_widening(point.marks.size(), kLevel), point.found.widening * 1.01));
  return point;
}

void add_agreement(PassOutput& output, const OnePoint& point, const OnePointWords& words) {
  const double widening = point.found.widening, p = point.honest.p;
  const auto add = [&](const char* id, std::string title, double value, const char* unit, double tolerance) {
    output.measurements.push_back({id, std::move(title), value, unit, {}, tolerance, {}});
  };
  add("widening", fmt::format("Deviations within which {} satisfies all marks", words.one), widening,
      "standard deviations", kWideningTolerance * (1 + widening));
  add("factor", fmt::format("Factor by which all deviations must grow for {}, at 2 deviations", words.one),
      widening / kSigmas, "1", kWideningTolerance * (1 + widening));
  add("p_honest", fmt::format("Honest markings of {} that disagree as much", words.one), p, "1", kShareTolerance);
  output.measurements.back().sigma = std::sqrt(p * (1 - std::min(1.0, p)) / point.honest.draws);
  add("conflict_rate", fmt::format("Honest markings of {} that conflict at 2 deviations", words.one),
      static_cast<double>(point.honest.conflicts) / point.honest.draws, "1", kShareTolerance);
}

MarkDirection direction_of(const ShadowMark& mark) {
  constexpr double kDegree = std::numbers::pi / 180;
  const double dx = (mark.first.x + mark.second.x) / 2 - mark.at.x;
  const double dy = (mark.first.y + mark.second.y) / 2 - mark.at.y;
  return {std::fmod(std::atan2(dx, -dy) / kDegree + 360, 360),
          std::hypot(mark.sigma_at_px, mark.sigma_px) / std::hypot(dx, dy) / kDegree};
}

std::vector<Table::Column> conflict_columns() {
  return {{"Deviations needed without it", "", Table::Kind::kNumber},
          {"Of the orders tried, conflicts it is in", "", Table::Kind::kNumber}};
}

std::vector<std::string> conflict_cells(const OnePoint& point, std::size_t mark) {
  std::vector<ShadowMark> rest = point.marks;
  rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(mark));
  int times = 0;
  for (const ConflictSet& set : point.conflicts) {
    if (std::count(set.marks.begin(), set.marks.end(), mark) > 0) times += set.times;
  }
  const double widening = agreement(rest).widening;
  return {widening < 1e-3 ? "0" : significant(widening, 3), std::to_string(times)};
}

void add_conflicts(PassOutput& output, const OnePoint& point, const OnePointWords& words) {
  if (point.conflicts.empty()) return;
  Table sets{"conflicts",
             fmt::format("Smallest sets of marks that no {} satisfies at 2 deviations", words.one),
             {{"Marks", "", Table::Kind::kText}, {"Orders of search that led to it", "", Table::Kind::kNumber}},
             {}};
  for (const ConflictSet& set : point.conflicts) sets.rows.push_back({names(point, set), std::to_string(set.times)});
  output.tables.push_back(std::move(sets));
}

Observation agreement_observation(const OnePoint& point, const OnePointWords& words, const std::string& strength) {
  Observation o;
  o.rests_on = {"widening", "p_honest"};
  const auto count = point.marks.size();
  if (point.conflicts.empty()) {
    o.bearing = count < 3 ? Bearing::kInconclusive : Bearing::kNeutral;
    std::string one = words.one;
    if (!one.empty()) one[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(one[0])));
    o.statement = fmt::format("{} satisfies all {} {} {}.", one, count, words.marks,
                              point.found.widening < 0.01 ? words.as_marked
                                                          : fmt::format("within {} standard deviations of their clicks",
                                                                        significant(point.found.widening, 2)));
    if (!strength.empty()) o.statement += " " + strength;
    if (count < 3) o.statement += " Fewer than three marks seldom exclude anything.";
    return o;
  }
  o.bearing = Bearing::kInconclusive;
  const ConflictSet& first = point.conflicts.front();
  o.statement = fmt::format(
      "No {} satisfies the {} {} within {} standard deviations of their clicks; the deviations would have to be {} "
      "times "
      "as large. Honest marking of {} disagrees as much in {} of {} simulated markings ({}){}. {} conflict already by "
      "themselves (found in {} of the orders tried): these want looking at again first.",
      words.one, count, words.marks, significant(kSigmas, 1), significant(point.found.widening / kSigmas, 3), words.one,
      point.honest.as_much, point.honest.draws, p_is(point.honest.p),
      point.honest.p > kOrdinary ? ", which is no more than clicking does" : "", names(point, first), first.times);
  o.rests_on.push_back("conflicts");
  return o;
}

std::vector<PicturePoint> outline_within(const LightRegion& region, double reach) {
  ConvexPolygon outline = region.outline;
  const double side = static_cast<double>(region.side);
  for (const double sign : {1.0, -1.0}) {
    outline = clipped(outline, {sign, 0, reach});
    outline = clipped(outline, {0, sign, reach});
  }
  for (PicturePoint& p : outline) p = {side * p.x, side * p.y};
  return outline;
}

double area_of(const ConvexPolygon& polygon) {
  double twice = 0;
  for (std::size_t i = 0; i < polygon.size(); ++i) {
    const PicturePoint &p = polygon[i], &q = polygon[(i + 1) % polygon.size()];
    twice += p.x * q.y - q.x * p.y;
  }
  return std::abs(twice) / 2;
}

}  // namespace spoor
