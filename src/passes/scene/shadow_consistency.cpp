#include "analysis/lens_wording.h"
#include "analysis/mark_notes.h"
#include "analysis/pass.h"
#include "analysis/table_text.h"
#include "base/text.h"
#include "methods/shadow/marks_from_regions.h"
#include "methods/shadow/one_light.h"
#include "methods/shadow/undistorted_shadows.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace spoor::passes {
namespace {

constexpr double kDegree = std::numbers::pi / 180;
constexpr double kLevel = 0.95;
// Bisection ends at a thousandth; shares are counts of draws, of which another library's last bit may turn one or two.
constexpr double kWideningTolerance = 0.01, kShareTolerance = 0.01;
// Farthest coordinate of an outline that is handed out, in picture diagonals.
constexpr double kDrawnReach = 20;
// Above this share of honest markings that disagree as much, a conflict is what clicking does.
constexpr double kOrdinary = 0.05;
// Deviation of the distortion's centre from the picture's, in picture diagonals.
constexpr double kCentreSigma = 0.01;

struct Params {
  double sigma = 2;
  int draws = 500;
  int seed = 1;
  int frame = 0;
};

const ParamTable<Params>& table() {
  static const ParamTable<Params> fields =
      ParamTable<Params>()
          .number(&Params::sigma, "sigma", "Deviation of a click",
                  "For marks that state none; a larger one widens every mark and makes conflicts rarer.", "px",
                  {0.05, 200}, {0.5, 10})
          .integer(&Params::draws, "draws", "Simulated markings",
                   "More of them make the shares finer and take longer in proportion.", "", {100, 20000}, {200, 2000})
          .integer(&Params::seed, "seed", "Seed", "Another seed gives other simulated markings.", "", {0, 1000000},
                   {0, 100})
          .integer(&Params::frame, "frame", "Frame", "The frame whose marks are compared; one light per frame.", "",
                   {0, 100000000}, {0, 1000});
  return fields;
}

std::string names(const std::vector<ShadowMark>& marks, const std::vector<std::size_t>& indices) {
  std::string text;
  for (std::size_t i = 0; i < indices.size(); ++i) {
    text += i == 0 ? "" : i + 1 == indices.size() ? " and " : ", ";
    text += printable(marks[indices[i]].id, 60);
  }
  return text;
}

// In picture coordinates: where the light is seen, or for a light behind where its shadows run to.
PicturePoint seen_at(const PicturePoint& light, LightSide side) {
  const double sign = static_cast<double>(side);
  return {sign * light.x, sign * light.y};
}

double area(const ConvexPolygon& polygon) {
  double twice = 0;
  for (std::size_t i = 0; i < polygon.size(); ++i) {
    const PicturePoint &p = polygon[i], &q = polygon[(i + 1) % polygon.size()];
    twice += p.x * q.y - q.x * p.y;
  }
  return std::abs(twice) / 2;
}

class Consistency {
 public:
  Consistency(const FrameInfo& picture, MarkedShadows shadows, const MarkedEdges& straight, const Params& params)
      : width_(picture.width),
        height_(picture.height),
        diagonal_(std::hypot(width_, height_)),
        marks_(std::move(shadows.marks)),
        left_out_(std::move(shadows.left_out)),
        params_(params) {
    left_out_.insert(left_out_.end(), straight.left_out.begin(), straight.left_out.end());
    edges_ = straight.edges.size();
    lens_ = lens_from_straight_edges(straight.edges, width_, height_, kCentreSigma * diagonal_);
    if (!lens_ && edges_ > 0) left_out_.push_back(kNoLens);
    if (!lens_) return;
    for (ShadowMark& mark : marks_) mark = undistorted(mark, *lens_);
  }

  PassOutput measure(const Job& job) {
    found_ = agreement(marks_);
    honest_ = honest_marking(marks_, found_, params_.draws, static_cast<std::uint64_t>(params_.seed), job);
    conflicts_ = conflict_sets(marks_, kSigmas);
    // What is drawn holds the light in 95 of 100 honest markings; of marks that conflict even so, the region that all
    // their deviations must grow to is drawn.
    drawn_widening_ = std::max(joint_widening(marks_.size(), kLevel), found_.widening * 1.01);
    regions_ = light_regions(marks_, drawn_widening_);
    add_measurements();
    add_tables();
    add_drawings();
    add_plan();
    observe();
    if (lens_) add_lens(output_, *lens_, edges_);
    return std::move(output_);
  }

 private:
  void add_measurements() {
    const auto add = [&](const char* id, const char* title, double value, const char* unit, double tolerance) {
      output_.measurements.push_back({id, title, value, unit, {}, tolerance, {}});
    };
    add("marks", "Shadows compared", static_cast<double>(marks_.size()), "1", 0);
    add("widening", "Deviations within which one light satisfies all marks", found_.widening, "standard deviations",
        kWideningTolerance * (1 + found_.widening));
    add("factor", "Factor by which all deviations must grow for one light, at 2 deviations", found_.widening / kSigmas,
        "1", kWideningTolerance * (1 + found_.widening));
    output_.measurements.push_back({"p_honest",
                                    "Honest markings of one light that disagree as much",
                                    honest_.p,
                                    "1",
                                    std::sqrt(honest_.p * (1 - std::min(1.0, honest_.p)) / honest_.draws),
                                    kShareTolerance,
                                    {}});
    add("conflict_rate", "Honest markings of one light that conflict at 2 deviations",
        static_cast<double>(honest_.conflicts) / honest_.draws, "1", kShareTolerance);
    add("feasible_share", "Repetitions of these marks, moved by their deviations, that one light satisfies",
        static_cast<double>(honest_.feasible_again) / honest_.draws, "1", kShareTolerance);
    for (const LightSide side : {LightSide::kFront, LightSide::kBehind}) {
      const LeastSlack slack = total_slack(marks_, side);
      add(side == LightSide::kFront ? "slack_front" : "slack_behind",
          side == LightSide::kFront ? "Least total slack of the marks as they are, light in front"
                                    : "Least total slack of the marks as they are, light behind",
          slack.total, "px", 1e-6 * (1 + slack.total));
    }
  }

  void add_tables() {
    Table rows{"marks",
               "What each mark says",
               {{"Mark", "", Table::Kind::kText},
                {"Kind", "", Table::Kind::kText},
                {"Direction to the light", "degrees", Table::Kind::kNumber},
                {"Its deviation", "degrees", Table::Kind::kNumber},
                {"Opening at 2 deviations", "degrees", Table::Kind::kNumber},
                {"Deviations needed without it", "", Table::Kind::kNumber},
                {"Of the orders tried, conflicts it is in", "", Table::Kind::kNumber}},
               {}};
    for (std::size_t i = 0; i < marks_.size(); ++i) {
      const ShadowMark& mark = marks_[i];
      std::vector<ShadowMark> rest = marks_;
      rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(i));
      int times = 0;
      for (const ConflictSet& set : conflicts_) {
        if (std::count(set.marks.begin(), set.marks.end(), i) > 0) times += set.times;
      }
      const double dx = (mark.first.x + mark.second.x) / 2 - mark.at.x;
      const double dy = (mark.first.y + mark.second.y) / 2 - mark.at.y;
      const double between =
          std::abs(std::remainder(std::atan2(mark.first.y - mark.at.y, mark.first.x - mark.at.x) -
                                      std::atan2(mark.second.y - mark.at.y, mark.second.x - mark.at.x),
                                  2 * std::numbers::pi));
      const double sigma = std::hypot(mark.sigma_at_px, mark.sigma_px) / std::hypot(dx, dy) / kDegree;
      const bool cast = mark.kind == ShadowMark::Kind::kCast;
      rows.rows.push_back({printable(mark.id, 120), cast ? "cast shadow" : "attached shadow",
                           fmt::format("{:.1f}", std::fmod(std::atan2(dx, -dy) / kDegree + 360, 360)),
                           significant(sigma, 2),
                           significant((cast ? between / kDegree : 180.0) + 2 * kSigmas * sigma, 3),
                           significant(agreement(rest).widening, 3), std::to_string(times)});
    }
    output_.tables.push_back(std::move(rows));
    if (conflicts_.empty()) return;
    Table sets{"conflicts",
               "Smallest sets of marks that no one light satisfies at 2 deviations",
               {{"Marks", "", Table::Kind::kText}, {"Orders of search that led to it", "", Table::Kind::kNumber}},
               {}};
    for (const ConflictSet& set : conflicts_)
      sets.rows.push_back({names(marks_, set.marks), std::to_string(set.times)});
    output_.tables.push_back(std::move(sets));
  }

  // Outline in picture coordinates, cut where nobody can see it.
  std::vector<PicturePoint> drawn(const LightRegion& region) const {
    const double reach = kDrawnReach * diagonal_;
    ConvexPolygon outline = region.outline;
    for (const double sign : {1.0, -1.0}) {
      outline = clipped(outline, {sign, 0, reach});
      outline = clipped(outline, {0, sign, reach});
    }
    for (PicturePoint& p : outline) p = seen_at(p, region.side);
    return outline;
  }

  void add_region(std::string id, std::vector<PicturePoint> points, std::string label) {
    if (lens_) points = outline_in_picture(lens_->lens, points);
    if (points.size() < 3) return;
    output_.regions.push_back(
        drawn_region(std::move(id), Shape::kPolygon, std::move(points), std::move(label), params_.frame));
  }

  void add_drawings() {
    for (const ShadowMark& mark : marks_) {
      add_region("wedge." + mark.id, wedge_outline(mark, kSigmas, diagonal_),
                 "light lies here, by " + printable(mark.id, 60));
    }
    for (std::size_t i = 0; i < regions_.size(); ++i) {
      add_region(fmt::format("light.{}", i + 1), drawn(regions_[i]),
                 regions_[i].side == LightSide::kFront ? "where the light may be seen"
                                                       : "where shadows may run to (light behind the camera)");
    }
  }

  // The same as a plan, for a report that shows more than the picture holds: y grows upwards.
  void add_plan() {
    Curve plan;
    plan.id = "plan";
    plan.title = "Marks and the region left to the light";
    plan.x_label = "x";
    plan.x_unit = "px";
    plan.y_label = "height above the picture's upper edge";
    plan.y_unit = "px";
    plan.tolerance = 1e-3 * diagonal_ * kDrawnReach;
    const auto trace = [&](std::string name, const std::vector<PicturePoint>& points, bool closed) {
      Curve::Trace line{std::move(name), {}, {}};
      for (std::size_t i = 0; i < points.size() + (closed ? 1 : 0); ++i) {
        line.x.push_back(points[i % points.size()].x);
        line.y.push_back(-points[i % points.size()].y);
      }
      plan.traces.push_back(std::move(line));
    };
    trace("picture", {{0, 0}, {width_, 0}, {width_, height_}, {0, height_}}, true);
    for (const ShadowMark& mark : marks_) {
      if (mark.first == mark.second) {
        trace(printable(mark.id, 60), {mark.at, mark.first}, false);
      } else {
        trace(printable(mark.id, 60), {mark.first, mark.at, mark.second}, false);
      }
    }
    for (const LightRegion& region : regions_) {
      const auto outline = drawn(region);
      if (outline.size() >= 3) trace(region.side == LightSide::kFront ? "light" : "antisolar point", outline, true);
    }
    output_.curves.push_back(std::move(plan));
  }

  // How much the region tells: its size, or that it is open.
  std::string strength() const {
    if (regions_.empty()) return "";
    const double share = area(regions_.front().outline) / (width_ * height_);
    const bool open =
        std::any_of(regions_.begin(), regions_.end(), [](const LightRegion& r) { return r.reaches_infinity; });
    const std::string where =
        regions_.size() > 1 && regions_.front().side != regions_.back().side
            ? "in front of the camera or behind it"
            : (regions_.front().side == LightSide::kFront ? "in front of the camera" : "behind the camera");
    if (open) return fmt::format("The light is {}, and may be as far out as infinity.", where);
    return fmt::format("The light is {}, in a region {} times as large as the picture.", where, significant(share, 2));
  }

  void observe() {
    Observation o;
    o.id = "one_light";
    o.rests_on = {"widening", "p_honest", "marks", "plan"};
    const auto count = marks_.size();
    if (conflicts_.empty()) {
      o.bearing = count < 3 ? Bearing::kInconclusive : Bearing::kNeutral;
      o.statement = fmt::format("One light satisfies all {} marked shadows {}. {}", count,
                                found_.widening < 0.01 ? "as they are marked"
                                                       : fmt::format("within {} standard deviations of their clicks",
                                                                     significant(found_.widening, 2)),
                                strength());
      if (count < 3) o.statement += " Fewer than three marks seldom exclude anything.";
    } else {
      const ConflictSet& first = conflicts_.front();
      o.statement = fmt::format(
          "No one light satisfies the {} marked shadows within {} standard deviations of their clicks; the deviations "
          "would have to be {} times as large. Honest marking of one light disagrees as much in {} of {} simulated "
          "markings ({}){}. {} conflict already by themselves (found in {} of the orders tried): these want "
          "looking "
          "at again first.",
          count, significant(kSigmas, 1), significant(found_.widening / kSigmas, 3), honest_.as_much, honest_.draws,
          p_is(honest_.p), honest_.p > kOrdinary ? ", which is no more than clicking does" : "",
          names(marks_, first.marks), first.times);
      o.rests_on.push_back("conflicts");
      o.innocent_causes = {"a point of a shadow ascribed to the wrong point of the object",
                           "several lights, or light thrown back by a bright wall",
                           "a soft edge of shadow whose end was marked in one place here and in another there",
                           "a curved image: wide lenses bend the lines on which shadow, object and light lie",
                           "marks made with more error than they state"};
    }
    output_.observations.push_back(std::move(o));
    note_left_out(output_, left_out_, "of the marks say nothing of the light's direction");
  }

  double width_, height_, diagonal_;
  std::vector<ShadowMark> marks_;
  std::vector<std::string> left_out_;
  Params params_;
  std::optional<LensEstimate> lens_;
  std::size_t edges_ = 0;
  Agreement found_;
  HonestMarking honest_;
  std::vector<ConflictSet> conflicts_;
  std::vector<LightRegion> regions_;
  double drawn_widening_ = 0;
  PassOutput output_;
};

Result<std::unique_ptr<PassRun>> start(const RunContext& context) {
  const Params params = table().read(context.params);
  MarkedShadows shadows = shadows_from_regions(context.regions, params.frame, params.sigma);
  if (shadows.marks.empty()) {
    return failure(Fault::kNotApplicable,
                   shadows.left_out.empty()
                       ? "no mark of this frame says where a shadow's light came from"
                       : "no mark says where its light came from (" + shadows.left_out.front() + ")");
  }
  const auto attached = static_cast<std::size_t>(std::count_if(
      shadows.marks.begin(), shadows.marks.end(), [](auto& m) { return m.kind == ShadowMark::Kind::kAttached; }));
  if (attached > kMostAttached) {
    return failure(Fault::kBadArgument, "at most eight attached shadows can be compared at once");
  }
  constexpr std::size_t kMostMarks = 60;
  if (shadows.marks.size() > kMostMarks)
    return failure(Fault::kBadArgument, "at most 60 shadows can be compared at once");
  const auto& video = context.source->info().video;
  if (video.empty()) return failure(Fault::kNotApplicable, "there is no picture in this file");
  FrameInfo picture;
  picture.width = video.front().width;
  picture.height = video.front().height;
  return structure_run([picture, shadows, straight = straight_marks(context.regions, params.frame, params.sigma),
                        params](const Job& job) -> Result<PassOutput> {
    return Consistency(picture, shadows, straight, params).measure(job);
  });
}

}  // namespace

PassDescriptor scene_shadow_consistency() {
  PassDescriptor pass;
  pass.id = "scene.shadow_consistency";
  pass.version = 2;
  pass.group = "Geometry and light";
  pass.title = "One light for all shadows?";
  pass.known_as = {"shadow analysis", "shadow consistency", "shadow wedges", "light position"};
  pass.question = "Can the marked shadows come from one light?";
  pass.summary =
      "Each marked shadow leaves a wedge for the light's place in the picture plane, as wide as its clicks are "
      "uncertain; "
      "a linear programme finds what all of them leave, in front of the camera, behind it or at infinity, or names the "
      "marks that conflict.";
  pass.limits = {
      "It is as good as the marks: a shadow's point must be matched with the very point that casts it.",
      "Agreement shows that one light is possible, not that the scene is real.",
      "Lens distortion is corrected only where edges that are straight in the world are marked; else marks near the "
      "corners of a wide picture want larger deviations.",
      "Rates are those of generated scenes with normal clicking errors; photographs have not been counted, so that the "
      "bearing of a conflict is inconclusive."};
  pass.sources = {{"Kee, O'Brien, Farid, Exposing photo manipulation with inconsistent shadows, ACM Transactions on "
                   "Graphics 32(3)",
                   2013},
                  {"Chinneck, Feasibility and Infeasibility in Optimization (deletion filter)", 2008},
                  {"Fitzgibbon, Simultaneous linear estimation of multiple view geometry and lens distortion", 2001}};
  pass.needs.picture = true;
  pass.needs.regions = true;
  pass.needs.region_roles = {"shadow_object_pair", "attached_shadow", "pole", "straight"};
  pass.params = table().fields();
  pass.follows = Following{{{"draws", std::int64_t{100}}}, {"p_honest", "conflict_rate", "feasible_share"}};
  pass.start = start;
  return pass;
}

}  // namespace spoor::passes
