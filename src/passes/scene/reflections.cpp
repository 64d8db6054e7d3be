#include "analysis/lens_wording.h"
#include "analysis/mark_notes.h"
#include "analysis/pass.h"
#include "analysis/table_text.h"
#include "base/text.h"
#include "methods/reflection/reflection_marks.h"
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
constexpr double kDrawnReach = 20;     // farthest coordinate handed out, in picture diagonals
constexpr double kOrdinary = 0.05;     // above this share a conflict is what clicking does
constexpr double kCentreSigma = 0.01;  // of the distortion's centre, in picture diagonals
constexpr std::size_t kMostMarks = 60;

struct Params {
  std::string surface = "any";
  double sigma = 2;
  int draws = 500;
  int seed = 1;
  int frame = 0;
};

const ParamTable<Params>& table() {
  static const ParamTable<Params> fields =
      ParamTable<Params>()
          .choice(&Params::surface, "surface", "Reflecting surface",
                  "A level one (water, a wet floor) reflects straight down, so that marked upright lines are held to "
                  "the same vanishing point.",
                  {"any", "level"})
          .number(&Params::sigma, "sigma", "Deviation of a click",
                  "For marks that state none; a larger one widens every mark and makes conflicts rarer.", "px",
                  {0.05, 200}, {0.5, 10})
          .integer(&Params::draws, "draws", "Simulated markings",
                   "More of them make the shares finer and take longer in proportion.", "", {100, 20000}, {200, 2000})
          .integer(&Params::seed, "seed", "Seed", "Another seed gives other simulated markings.", "", {0, 1000000},
                   {0, 100})
          .integer(&Params::frame, "frame", "Frame", "The frame whose marks are compared.", "", {0, 100000000},
                   {0, 1000});
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

class Mirror {
 public:
  Mirror(double width, double height, MarkedReflections pairs, const MarkedEdges& straight, const Params& params)
      : diagonal_(std::hypot(width, height)),
        area_(width * height),
        marks_(std::move(pairs.marks)),
        left_out_(std::move(pairs.left_out)),
        edges_(straight.edges.size()),
        params_(params) {
    left_out_.insert(left_out_.end(), straight.left_out.begin(), straight.left_out.end());
    lens_ = lens_from_straight_edges(straight.edges, width, height, kCentreSigma * diagonal_);
    if (!lens_ && edges_ > 0) left_out_.push_back(kNoLens);
    if (!lens_) return;
    for (ShadowMark& mark : marks_) mark = undistorted(mark, *lens_);
  }

  PassOutput measure(const Job& job) {
    found_ = agreement(marks_);
    honest_ = honest_marking(marks_, found_, params_.draws, static_cast<std::uint64_t>(params_.seed), job);
    conflicts_ = conflict_sets(marks_, kSigmas);
    regions_ = light_regions(marks_, std::max(joint_widening(marks_.size(), kLevel), found_.widening * 1.01));
    add_measurements();
    add_tables(job);
    add_drawings();
    observe();
    if (lens_) add_lens(output_, *lens_, edges_);
    return std::move(output_);
  }

 private:
  void add_measurements() {
    const auto add = [&](const char* id, const char* title, double value, const char* unit, double tolerance) {
      output_.measurements.push_back({id, title, value, unit, {}, tolerance, {}});
    };
    add("pairs", "Pairs and upright lines compared", static_cast<double>(marks_.size()), "1", 0);
    add("widening", "Deviations within which one mirror plane satisfies all marks", found_.widening,
        "standard deviations", kWideningTolerance * (1 + found_.widening));
    add("factor", "Factor by which all deviations must grow for one plane, at 2 deviations", found_.widening / kSigmas,
        "1", kWideningTolerance * (1 + found_.widening));
    output_.measurements.push_back({"p_honest",
                                    "Honest markings of one plane that disagree as much",
                                    honest_.p,
                                    "1",
                                    std::sqrt(honest_.p * (1 - std::min(1.0, honest_.p)) / honest_.draws),
                                    kShareTolerance,
                                    {}});
    add("conflict_rate", "Honest markings of one plane that conflict at 2 deviations",
        static_cast<double>(honest_.conflicts) / honest_.draws, "1", kShareTolerance);
  }

  void add_tables(const Job& job) {
    Table rows{"pairs",
               "What each mark says",
               {{"Mark", "", Table::Kind::kText},
                {"Direction to the reflection", "degrees", Table::Kind::kNumber},
                {"Its deviation", "degrees", Table::Kind::kNumber},
                {"Deviations needed without it", "", Table::Kind::kNumber},
                {"Of the orders tried, conflicts it is in", "", Table::Kind::kNumber}},
               {}};
    for (std::size_t i = 0; i < marks_.size(); ++i) {
      job.tick(static_cast<std::int64_t>(i), static_cast<std::int64_t>(marks_.size()));
      const ShadowMark& mark = marks_[i];
      std::vector<ShadowMark> rest = marks_;
      rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(i));
      int times = 0;
      for (const ConflictSet& set : conflicts_) {
        if (std::count(set.marks.begin(), set.marks.end(), i) > 0) times += set.times;
      }
      const double dx = (mark.first.x + mark.second.x) / 2 - mark.at.x;
      const double dy = (mark.first.y + mark.second.y) / 2 - mark.at.y;
      rows.rows.push_back({printable(mark.id, 120),
                           fmt::format("{:.1f}", std::fmod(std::atan2(dx, -dy) / kDegree + 360, 360)),
                           significant(std::hypot(mark.sigma_at_px, mark.sigma_px) / std::hypot(dx, dy) / kDegree, 2),
                           significant(agreement(rest).widening, 3), std::to_string(times)});
    }
    output_.tables.push_back(std::move(rows));
    if (conflicts_.empty()) return;
    Table sets{"conflicts",
               "Smallest sets of marks that no one mirror plane satisfies at 2 deviations",
               {{"Marks", "", Table::Kind::kText}, {"Orders of search that led to it", "", Table::Kind::kNumber}},
               {}};
    for (const ConflictSet& set : conflicts_)
      sets.rows.push_back({names(marks_, set.marks), std::to_string(set.times)});
    output_.tables.push_back(std::move(sets));
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
                 "the normal's vanishing point lies here, by " + printable(mark.id, 60));
    }
    for (std::size_t i = 0; i < regions_.size(); ++i) {
      ConvexPolygon outline = regions_[i].outline;
      const double reach = kDrawnReach * diagonal_, side = static_cast<double>(regions_[i].side);
      for (const double sign : {1.0, -1.0}) {
        outline = clipped(outline, {sign, 0, reach});
        outline = clipped(outline, {0, sign, reach});
      }
      for (PicturePoint& p : outline) p = {side * p.x, side * p.y};
      add_region(fmt::format("normal.{}", i + 1), std::move(outline),
                 "where the vanishing point of the plane's normal may be");
    }
  }

  std::string strength() const {
    if (regions_.empty()) return "";
    double twice = 0;
    const auto& outline = regions_.front().outline;
    for (std::size_t i = 0; i < outline.size(); ++i) {
      const PicturePoint &p = outline[i], &q = outline[(i + 1) % outline.size()];
      twice += p.x * q.y - q.x * p.y;
    }
    if (std::any_of(regions_.begin(), regions_.end(), [](const LightRegion& r) { return r.reaches_infinity; })) {
      return "The vanishing point of the plane's normal may be as far out as infinity.";
    }
    return fmt::format("The vanishing point of the plane's normal is left a region {} times as large as the picture.",
                       significant(std::abs(twice) / 2 / area_, 2));
  }

  void observe() {
    Observation o;
    o.id = "one_plane";
    o.rests_on = {"widening", "p_honest", "pairs"};
    const auto count = marks_.size();
    if (conflicts_.empty()) {
      o.bearing = count < 3 ? Bearing::kInconclusive : Bearing::kNeutral;
      o.statement = fmt::format("One mirror plane satisfies all {} marks {}. {}", count,
                                found_.widening < 0.01 ? "as they are made"
                                                       : fmt::format("within {} standard deviations of their clicks",
                                                                     significant(found_.widening, 2)),
                                strength());
      if (count < 3) o.statement += " Two marks always meet somewhere: fewer than three seldom exclude anything.";
    } else {
      const ConflictSet& first = conflicts_.front();
      o.statement = fmt::format(
          "No one mirror plane satisfies the {} marks within {} standard deviations of their clicks; the deviations "
          "would have to be {} times as large. Honest marking of one plane disagrees as much in {} of {} simulated "
          "markings ({}){}. {} conflict already by themselves (found in {} of the orders tried): these want "
          "looking at again first.",
          count, significant(kSigmas, 1), significant(found_.widening / kSigmas, 3), honest_.as_much, honest_.draws,
          p_is(honest_.p), honest_.p > kOrdinary ? ", which is no more than clicking does" : "",
          names(marks_, first.marks), first.times);
      o.rests_on.push_back("conflicts");
      o.innocent_causes = {"a reflection ascribed to the wrong point of the object",
                           "panes that stand at an angle to each other, or one that is bent",
                           "waves, ripples or a bow in the reflecting surface",
                           "a curved image: wide lenses bend the lines that join points and reflections",
                           "marks made with more error than they state"};
    }
    output_.observations.push_back(std::move(o));
    note_left_out(output_, left_out_, "of the marks say nothing of a reflection");
  }

  double diagonal_, area_;
  std::vector<ShadowMark> marks_;
  std::vector<std::string> left_out_;
  std::size_t edges_;
  Params params_;
  std::optional<LensEstimate> lens_;
  Agreement found_;
  HonestMarking honest_;
  std::vector<ConflictSet> conflicts_;
  std::vector<LightRegion> regions_;
  PassOutput output_;
};

Result<std::unique_ptr<PassRun>> start(const RunContext& context) {
  const Params params = table().read(context.params);
  MarkedReflections pairs =
      reflections_from_regions(context.regions, params.frame, params.sigma, params.surface == "level");
  const bool reflected = std::any_of(context.regions.begin(), context.regions.end(),
                                     [](const Region& region) { return region.role == "reflection"; });
  if (!reflected || pairs.marks.empty()) {
    return failure(Fault::kNotApplicable,
                   pairs.left_out.empty()
                       ? "no mark of this frame joins a point and its reflection"
                       : "no mark joins a point and its reflection (" + pairs.left_out.front() + ")");
  }
  if (pairs.marks.size() > kMostMarks) return failure(Fault::kBadArgument, "at most 60 marks can be compared at once");
  const auto& video = context.source->info().video;
  if (video.empty()) return failure(Fault::kNotApplicable, "there is no picture in this file");
  return structure_run([width = video.front().width, height = video.front().height, pairs,
                        straight = straight_marks(context.regions, params.frame, params.sigma),
                        params](const Job& job) -> Result<PassOutput> {
    return Mirror(width, height, pairs, straight, params).measure(job);
  });
}

}  // namespace

PassDescriptor scene_reflections() {
  PassDescriptor pass;
  pass.id = "scene.reflections";
  pass.group = "Geometry and light";
  pass.title = "One mirror for all reflections?";
  pass.known_as = {"reflection analysis", "mirror", "vanishing point of reflections", "window", "water"};
  pass.question = "Can the marked points be reflected in one plane?";
  pass.summary =
      "Lines from points to their reflections in a plane are parallel in space, so that they run towards one vanishing "
      "point; each marked pair leaves a wedge for it as wide as its clicks are uncertain, and what all of them leave "
      "is "
      "found, or the marks that conflict are named.";
  pass.limits = {
      "It is as good as the marks: a point must be matched with its very reflection.",
      "Agreement shows that one plane is possible, not that the scene is real; where along its line a reflection lies "
      "is not examined.",
      "Bent panes, waves and double glazing break it.",
      "Lens distortion is corrected only where edges that are straight in the world are marked.",
      "Rates are those of generated scenes with normal clicking errors; photographs have not been counted, so that the "
      "bearing of a conflict is inconclusive."};
  pass.sources = {{"O'Brien, Farid, Exposing photo manipulation with inconsistent reflections, ACM Transactions on "
                   "Graphics 31(1)",
                   2012},
                  {"Chinneck, Feasibility and Infeasibility in Optimization (deletion filter)", 2008}};
  pass.needs.picture = true;
  pass.needs.regions = true;
  pass.needs.region_roles = {"reflection", "vertical", "pole", "straight"};
  pass.params = table().fields();
  pass.follows = Following{{{"draws", std::int64_t{100}}}, {"p_honest", "conflict_rate"}};
  pass.start = start;
  return pass;
}

}  // namespace spoor::passes
