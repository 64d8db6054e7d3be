#include "analysis/lens_wording.h"
#include "analysis/mark_notes.h"
#include "analysis/one_point.h"
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
constexpr double kShareTolerance = 0.01;  // counts of draws, of which another library's last bit may turn one or two
constexpr double kDrawnReach = 20;        // farthest coordinate of an outline that is handed out, in picture diagonals
constexpr double kCentreSigma = 0.01;     // of the distortion's centre, in picture diagonals

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

const OnePointWords& words() {
  static const OnePointWords one_light{"one light", "marked shadows", "as they are marked"};
  return one_light;
}

class Consistency {
 public:
  Consistency(const FrameInfo& picture, MarkedDirections shadows, const MarkedEdges& straight, const Params& params)
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
    point_ = one_point(std::move(marks_), params_.draws, static_cast<std::uint64_t>(params_.seed), job);
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
    add("marks", "Shadows compared", static_cast<double>(point_.marks.size()), "1", 0);
    add_agreement(output_, point_, words());
    add("feasible_share", "Repetitions of these marks, moved by their deviations, that one light satisfies",
        static_cast<double>(point_.honest.feasible_again) / point_.honest.draws, "1", kShareTolerance);
    for (const LightSide side : {LightSide::kFront, LightSide::kBehind}) {
      const LeastSlack slack = total_slack(point_.marks, side);
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
                {"Opening at 2 deviations", "degrees", Table::Kind::kNumber}},
               {}};
    const auto conflicts = conflict_columns();
    rows.columns.insert(rows.columns.end(), conflicts.begin(), conflicts.end());
    for (std::size_t i = 0; i < point_.marks.size(); ++i) {
      const ShadowMark& mark = point_.marks[i];
      const double between =
          std::abs(std::remainder(std::atan2(mark.first.y - mark.at.y, mark.first.x - mark.at.x) -
                                      std::atan2(mark.second.y - mark.at.y, mark.second.x - mark.at.x),
                                  2 * std::numbers::pi));
      const MarkDirection direction = direction_of(mark);
      const bool cast = mark.kind == ShadowMark::Kind::kCast;
      std::vector<std::string> cells{
          printable(mark.id, 120), cast ? "cast shadow" : "attached shadow",
          fmt::format("{:.1f}", direction.towards_deg), significant(direction.sigma_deg, 2),
          significant((cast ? between / kDegree : 180.0) + 2 * kSigmas * direction.sigma_deg, 3)};
      const auto more = conflict_cells(point_, i);
      cells.insert(cells.end(), more.begin(), more.end());
      rows.rows.push_back(std::move(cells));
    }
    output_.tables.push_back(std::move(rows));
    add_conflicts(output_, point_, words());
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
                 "light lies here, by " + printable(mark.id, 60));
    }
    for (std::size_t i = 0; i < point_.regions.size(); ++i) {
      add_region(fmt::format("light.{}", i + 1), outline_within(point_.regions[i], kDrawnReach * diagonal_),
                 point_.regions[i].side == LightSide::kFront ? "where the light may be seen"
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
    for (const ShadowMark& mark : point_.marks) {
      if (mark.first == mark.second) {
        trace(printable(mark.id, 60), {mark.at, mark.first}, false);
      } else {
        trace(printable(mark.id, 60), {mark.first, mark.at, mark.second}, false);
      }
    }
    for (const LightRegion& region : point_.regions) {
      const auto outline = outline_within(region, kDrawnReach * diagonal_);
      if (outline.size() >= 3) trace(region.side == LightSide::kFront ? "light" : "antisolar point", outline, true);
    }
    output_.curves.push_back(std::move(plan));
  }

  // How much the region tells: its size, or that it is open.
  std::string strength() const {
    const auto& regions = point_.regions;
    if (regions.empty()) return "";
    const double share = area_of(regions.front().outline) / (width_ * height_);
    const bool open =
        std::any_of(regions.begin(), regions.end(), [](const LightRegion& r) { return r.reaches_infinity; });
    const std::string where =
        regions.size() > 1 && regions.front().side != regions.back().side
            ? "in front of the camera or behind it"
            : (regions.front().side == LightSide::kFront ? "in front of the camera" : "behind the camera");
    if (open) return fmt::format("The light is {}, and may be as far out as infinity.", where);
    return fmt::format("The light is {}, in a region {} times as large as the picture.", where, significant(share, 2));
  }

  void observe() {
    Observation o = agreement_observation(point_, words(), strength());
    o.id = "one_light";
    o.rests_on.insert(o.rests_on.end(), {"marks", "plan"});
    if (!point_.conflicts.empty()) {
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
  OnePoint point_;
  PassOutput output_;
};

Result<std::unique_ptr<PassRun>> start(const RunContext& context) {
  const Params params = table().read(context.params);
  MarkedDirections shadows = shadows_from_regions(context.regions, params.frame, params.sigma);
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
  pass.version = 3;
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
