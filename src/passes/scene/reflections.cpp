#include "analysis/lens_wording.h"
#include "analysis/mark_notes.h"
#include "analysis/one_point.h"
#include "analysis/pass.h"
#include "analysis/table_text.h"
#include "base/text.h"
#include "methods/reflection/reflection_marks.h"
#include "methods/shadow/one_light.h"
#include "methods/shadow/undistorted_shadows.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace spoor::passes {
namespace {

constexpr double kDrawnReach = 20;     // farthest coordinate handed out, in picture diagonals
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

const OnePointWords& words() {
  static const OnePointWords one_plane{"one mirror plane", "marks", "as they are made"};
  return one_plane;
}

class Mirror {
 public:
  Mirror(double width, double height, MarkedDirections pairs, const MarkedEdges& straight, const Params& params)
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
    point_ = one_point(std::move(marks_), params_.draws, static_cast<std::uint64_t>(params_.seed), job);
    output_.measurements.push_back(
        {"pairs", "Pairs and upright lines compared", static_cast<double>(point_.marks.size()), "1", {}, 0, {}});
    add_agreement(output_, point_, words());
    add_tables(job);
    add_conflicts(output_, point_, words());
    add_drawings();
    observe();
    if (lens_) add_lens(output_, *lens_, edges_);
    return std::move(output_);
  }

 private:
  void add_tables(const Job& job) {
    Table rows{"pairs",
               "What each mark says",
               {{"Mark", "", Table::Kind::kText},
                {"Direction to the reflection", "degrees", Table::Kind::kNumber},
                {"Its deviation", "degrees", Table::Kind::kNumber}},
               {}};
    const auto conflicts = conflict_columns();
    rows.columns.insert(rows.columns.end(), conflicts.begin(), conflicts.end());
    for (std::size_t i = 0; i < point_.marks.size(); ++i) {
      job.tick(static_cast<std::int64_t>(i), static_cast<std::int64_t>(point_.marks.size()));
      const MarkDirection direction = direction_of(point_.marks[i]);
      std::vector<std::string> cells{printable(point_.marks[i].id, 120), fmt::format("{:.1f}", direction.towards_deg),
                                     significant(direction.sigma_deg, 2)};
      const auto more = conflict_cells(point_, i);
      cells.insert(cells.end(), more.begin(), more.end());
      rows.rows.push_back(std::move(cells));
    }
    output_.tables.push_back(std::move(rows));
  }

  void add_region(std::string id, std::vector<PicturePoint> points, std::string label) {
    if (lens_) points = outline_in_picture(lens_->lens, points);
    if (points.size() < 3) return;
    output_.regions.push_back(
        drawn_region(std::move(id), Shape::kPolygon, std::move(points), std::move(label), params_.frame));
  }

  void add_drawings() {
    for (const ShadowMark& mark : point_.marks) {
      add_region("wedge." + mark.id, wedge_outline(mark, kSigmas, diagonal_),
                 "the normal's vanishing point lies here, by " + printable(mark.id, 60));
    }
    for (std::size_t i = 0; i < point_.regions.size(); ++i) {
      add_region(fmt::format("normal.{}", i + 1), outline_within(point_.regions[i], kDrawnReach * diagonal_),
                 "where the vanishing point of the plane's normal may be");
    }
  }

  std::string strength() const {
    const auto& regions = point_.regions;
    if (regions.empty()) return "";
    if (std::any_of(regions.begin(), regions.end(), [](const LightRegion& r) { return r.reaches_infinity; })) {
      return "The vanishing point of the plane's normal may be as far out as infinity.";
    }
    return fmt::format("The vanishing point of the plane's normal is left a region {} times as large as the picture.",
                       significant(area_of(regions.front().outline) / area_, 2));
  }

  void observe() {
    Observation o = agreement_observation(point_, words(), strength());
    o.id = "one_plane";
    o.rests_on.push_back("pairs");
    if (!point_.conflicts.empty()) {
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
  OnePoint point_;
  PassOutput output_;
};

Result<std::unique_ptr<PassRun>> start(const RunContext& context) {
  const Params params = table().read(context.params);
  MarkedDirections pairs =
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
  pass.version = 2;
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
