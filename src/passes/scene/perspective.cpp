#include "analysis/ground_tables.h"
#include "analysis/ground_wording.h"
#include "analysis/known_view.h"
#include "analysis/lens_wording.h"
#include "analysis/mark_notes.h"
#include "analysis/pass.h"
#include "analysis/table_text.h"
#include "base/text.h"
#include "methods/projective/camera_poses.h"
#include "methods/projective/ground_lengths.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace spoor::passes {
namespace {

constexpr double kDegree = std::numbers::pi / 180;
constexpr double kOrdinary = 0.05, kTellTale = 3;  // p; deviations of the focal length
constexpr double kRelative = 1e-3;                 // what other libraries' last bits may change, of a value
constexpr double kFullFrameDiagonalMm = 43.27;     // CIPA DCG-001

struct Params : ViewParams {
  double camera_height = 0, height_deviation = 5;
  double sigma = 2, lean = 1.5, level = 0.5, terrain = 0.3, relief = 1;
  bool right_angles = false;
  int frame = 0;
};

const ParamTable<Params>& table() {
  static const ParamTable<Params> fields = [] {
    ParamTable<Params> t;
    add_attitude_params(t);
    add_focal_params(t)
        .number(&Params::camera_height, "camera_height", "Height of the camera",
                "Above the ground, where it is known (a drone's, a tripod's): it then gives the scale; 0 leaves it to "
                "the marks.",
                "m", {0, 1e5}, {0, 120})
        .number(&Params::height_deviation, "height_deviation", "Deviation of the camera's height", "As a share.", "%",
                {0.01, 100}, {1, 30})
        .number(&Params::sigma, "sigma", "Deviation of a click",
                "For marks that state none; a larger one widens every result.", "px", {0.05, 200}, {0.5, 10})
        .number(&Params::lean, "lean", "Lean of upright things",
                "Standard deviation from the vertical, in each of two directions; a larger one trusts poles and "
                "upright edges less.",
                "degrees", {0, 20}, {0, 5})
        .number(&Params::level, "level", "Tilt of level edges",
                "Standard deviation of parallel edges from each other and from the level; a larger one trusts them "
                "less.",
                "degrees", {0, 20}, {0, 3})
        .number(&Params::terrain, "terrain", "Relief of the horizon",
                "Standard deviation of the marked skyline from the true horizon, at each of its ends; a larger one "
                "trusts it less.",
                "degrees", {0, 20}, {0, 3})
        .number(&Params::relief, "relief", "Unevenness of the ground",
                "Standard deviation of the ground's height below each mark, in hundredths of the camera's height; a "
                "larger one widens every length.",
                "%", {0, 50}, {0, 5})
        .on_off(&Params::right_angles, "right_angles", "Two sets at right angles",
                "Takes two sets of level lines without a bearing as square to each other, which gives the focal "
                "length.")
        .integer(&Params::frame, "frame", "Frame", "The frame whose marks give the camera.", "", {0, 100000000},
                 {0, 1000});
    return t;
  }();
  return fields;
}

struct Setting {
  KnownView view;
  ReadScene scene;
  MarkedEdges straight;
  std::vector<std::vector<TimedPlace>> motions;  // of scene.points
};

class Perspective {
 public:
  Perspective(const Setting& setting, const Params& params)
      : s_(setting),
        marks_(s_.scene.marks),
        width_(s_.view.picture.upright_width()),
        height_(s_.view.picture.upright_height()),
        left_out_(s_.scene.left_out) {
    const UncertainCamera& camera = s_.view.camera;
    prior_.width = width_, prior_.height = height_;
    prior_.f_px = camera.f_px, prior_.f_log_sigma = camera.f_share;
    prior_.centre_sigma_px = camera.centre_sigma_px;
    prior_.relief = params.relief / 100;
    if (camera.up_sigma_deg) prior_.up = camera.up, prior_.up_sigma_deg = *camera.up_sigma_deg;
    if (params.camera_height > 0) {
      prior_.camera_height = {params.camera_height, params.camera_height * params.height_deviation / 100};
    }
    frame_ = params.frame;
    prior_.lens = lens_from_straight_edges(s_.straight.edges, width_, height_, std::max(camera.centre_sigma_px, 1e-3));
    left_out_.insert(left_out_.end(), s_.straight.left_out.begin(), s_.straight.left_out.end());
    if (!prior_.lens && !s_.straight.edges.empty()) left_out_.push_back(kNoLens);
  }

  Result<PassOutput> measure(const Job& job) {
    auto fit = fitted_camera(marks_, prior_, nullptr, job);
    if (!fit) {
      std::string why =
          "the marks do not tell where the horizon is, or a foot lies above it: it takes level lines of two "
          "directions, upright lines, known heights, the horizon itself, or the camera's attitude";
      if (!left_out_.empty()) why += " (left out: " + printable(left_out_.front(), 200) + ")";
      return failure(Fault::kNotApplicable, std::move(why));
    }
    fit_ = std::move(*fit);
    unit_ = fit_.has_scale ? "m" : "camera heights";
    add_camera();
    draw();
    sizes_ = sized(marks_, prior_, fit_, job);
    if (!sizes_.empty()) output_.tables.push_back(sizes_table(sizes_, unit_));
    output_.tables.push_back(vanishing_table(fit_, marks_));
    output_.tables.push_back(residuals_table(fit_));
    output_.tables.push_back(changes_table(fit_, prior_, sizes_, unit_));
    output_.observations.push_back(marks_observation(fit_));
    observe_focal_length();
    observe_known_lengths(job);
    if (auto told = sizes_observation(sizes_, unit_)) output_.observations.push_back(std::move(*told));
    observe_vehicles();
    observe_speeds();
    observe_camera();
    if (prior_.lens) add_lens(output_, *prior_.lens, s_.straight.edges.size(), LensError::kCommon);
    note_left_out(output_, left_out_, "of the marks could not be used");
    return std::move(output_);
  }

 private:
  void add(const char* id, const char* title, double value, const char* unit, std::optional<double> sigma) {
    output_.measurements.push_back({id, title, value, unit, sigma, kRelative * (1 + std::abs(value)), {}});
  }

  void observe(const char* id, Bearing bearing, std::string statement, std::vector<std::string> rests_on,
               std::vector<std::string> causes = {}) {
    output_.observations.push_back({id, std::move(statement), bearing, {}, std::move(causes), std::move(rests_on), {}});
  }

  void add_camera() {
    const double f = fit_.camera.view.f_px, f_sigma = f * std::sqrt(fit_.covariance.at<double>(kLogF, kLogF));
    add("f_px", "Focal length", f, "px", f_sigma);
    const double mm = kFullFrameDiagonalMm / std::hypot(width_, height_);
    add("f_35mm", "Focal length, 35 mm equivalent", f * mm, "mm", f_sigma * mm);
    const double middle = width_ / 2;
    attitude_ = propagated(fit_, {}, [middle](const GroundCamera& camera, const std::vector<double>&) {
      const cv::Vec3d &up = camera.view.up, l = horizon(camera.view);
      return std::optional(std::vector{std::asin(std::clamp(up[2], -1.0, 1.0)) / kDegree,
                                       std::atan2(-up[0], -up[1]) / kDegree,
                                       std::abs(l[1]) > 1e-9 ? -(l[0] * middle + l[2]) / l[1] : 0});
    });
    if (attitude_) {
      add("pitch", "Pitch of the camera, above the horizon", attitude_->value[0], "degrees", attitude_->sigma(0));
      add("roll", "Roll of the camera, clockwise", attitude_->value[1], "degrees", attitude_->sigma(1));
      // Far outside the picture its height says nothing that pitch does not.
      if (std::abs(attitude_->value[2] - height_ / 2) < 5 * height_) {
        add("horizon_y", "Horizon below the upper edge, in the upright picture's middle column, without distortion",
            attitude_->value[2], "px", attitude_->sigma(2));
      }
    }
    if (fit_.has_scale) {
      const double h = fit_.camera.height_m;
      add("camera_height", "Height of the camera above the ground", h, "m",
          h * std::sqrt(fit_.covariance.at<double>(kLogHeight, kLogHeight)));
    }
    add("chi_square", "Squared deviations of all marks from the camera found", fit_.chi_square, "1", {});
    add("degrees_of_freedom", "Degrees of freedom", fit_.degrees_of_freedom, "1", {});
    add("p_marks", "Honest marks that disagree as much", fit_.p, "1", {});
  }

  void draw() {
    std::vector<PicturePoint> line;
    for (const PicturePoint& p : horizon_in_picture(fit_.camera, width_)) {
      if (std::abs(p.y - height_ / 2) < 20 * height_) line.push_back(s_.view.picture.picture_from_upright(p));
    }
    if (line.size() < 2) return;
    output_.regions.push_back(drawn_region("horizon", Shape::kPath, std::move(line), "horizon, by the marks", frame_));
  }

  void observe_focal_length() {
    const double pull = fit_.residuals.front().deviations;
    if (std::abs(pull) < kTellTale) return;
    observe("focal_length", Bearing::kInconclusive,
            fmt::format("The marks ask for a focal length {} than was known beforehand ({}), by {} of its deviations.",
                        pull > 0 ? "longer" : "shorter", focal_source(), significant(std::abs(pull), 2)),
            {"f_px", "f_35mm", "changes"},
            {"a cropped, zoomed or stabilised picture", "sets of lines that do not stand at the angles stated"});
  }

  std::string focal_source() const {
    return s_.view.focal_source.empty() ? "nothing, so the picture's longer side within a factor of two"
                                        : fmt::format("{:.0f} px ± {} %, by {}", prior_.f_px,
                                                      significant(100 * prior_.f_log_sigma, 2), s_.view.focal_source);
  }

  void observe_known_lengths(const Job& job) {
    const auto found = length_agreement(marks_, prior_, fit_, job);
    if (!found) return;
    add("objects_chi_square", "Squared deviations that the known lengths add", found->chi_square, "1", {});
    add("p_objects", "Honest known lengths that disagree as much", found->p, "1", {});
    output_.observations.push_back(known_lengths_observation(*found, sizes_, unit_));
  }

  void observe_vehicles() {
    if (s_.scene.vehicle_ids.empty()) return;
    Table rows = vehicles_table(fit_, s_.scene.vehicle_ids);
    std::string text;
    for (const auto& row : rows.rows) {
      text += fmt::format("{}{}: pitch {} ± {} degrees, roll {} ± {} degrees", text.empty() ? "" : "; ", row[0], row[3],
                          row[4], row[5], row[6]);
    }
    if (rows.rows.empty()) return;
    output_.tables.push_back(std::move(rows));
    observe("vehicles", Bearing::kNeutral,
            "Attitude against the ground plane of the marks (± one standard deviation): " + text +
                ". Ground that slopes below a vehicle tilts it as much.",
            {"vehicles"});
  }

  void observe_speeds() {
    std::vector<NamedMotion> motions;
    std::string text;
    for (std::size_t i = 0; i < s_.motions.size(); ++i) {
      const FollowedPoint& point = s_.scene.points[i];
      if (s_.motions[i].empty()) continue;
      const auto motion = ground_motion(fit_, s_.motions[i], point.sigma_px, prior_.relief);
      if (!motion) {
        left_out_.push_back(point.id + ": its places are at one moment, or above the horizon");
        continue;
      }
      text +=
          fmt::format("{}{} moves over the ground at {} on average (in 95 of 100 cases {}){}", text.empty() ? "" : "; ",
                      printable(point.id, 60), plus_minus(motion->speed, motion->speed_sigma, unit_ + "/s"),
                      interval_text(motion->speed, motion->speed_sigma, unit_ + "/s"),
                      motion->p < kOrdinary ? ", not steadily along a straight line (" + p_is(motion->p) + ")" : "");
      motions.push_back({point.id, *motion});
    }
    if (motions.empty()) return;
    output_.tables.push_back(speeds_table(motions, unit_));
    observe("speeds", Bearing::kNeutral, text + ". The time between frames is the file's own.", {"speeds"});
  }

  void observe_camera() {
    const double f = fit_.camera.view.f_px;
    std::string text =
        fmt::format("Focal length {} (known beforehand: {}).",
                    plus_minus(f, f * std::sqrt(fit_.covariance.at<double>(kLogF, kLogF)), "px"), focal_source());
    if (attitude_) {
      text += fmt::format(" The camera looks {} by {} and is rolled by {}.", attitude_->value[0] < 0 ? "down" : "up",
                          plus_minus(std::abs(attitude_->value[0]), attitude_->sigma(0), "degrees"),
                          plus_minus(attitude_->value[1], attitude_->sigma(1), "degrees"));
    }
    if (prior_.up) text += " Its attitude beforehand is that of " + s_.view.attitude_source + ".";
    const double h = fit_.camera.height_m;
    text += fit_.has_scale
                ? fmt::format(" It stands {} above the ground.",
                              plus_minus(h, h * std::sqrt(fit_.covariance.at<double>(kLogHeight, kLogHeight)), "m"))
                : std::string(" No length is known: lengths are in units of the camera's height.");
    observe("camera", Bearing::kNeutral, std::move(text), {"f_px", "f_35mm", "vanishing", "changes"});
  }

  Setting s_;
  const SceneMarks& marks_;
  double width_, height_;
  std::vector<std::string> left_out_;
  std::int64_t frame_ = 0;
  CameraPrior prior_;
  CameraFit fit_;
  std::string unit_;
  std::optional<Estimate> attitude_;
  std::vector<Sized> sizes_;
  PassOutput output_;
};

// Moments of the places by the presentation times of their frames; empty for points that have none.
std::vector<std::vector<TimedPlace>> timed(MediaSource& source, ReadScene& scene) {
  std::vector<std::vector<TimedPlace>> motions;
  if (scene.points.empty()) return motions;
  const std::vector<double> seconds = seconds_of_frames(source);
  for (const FollowedPoint& point : scene.points) {
    std::vector<TimedPlace> places;
    for (const auto& place : point.places) {
      const bool there = place.frame >= 0 && place.frame < static_cast<std::int64_t>(seconds.size());
      if (there) places.push_back({seconds[static_cast<std::size_t>(place.frame)], place.at});
    }
    if (places.size() < point.places.size()) {
      scene.left_out.push_back(point.id + ": a speed needs the times of a clip's frames, and one is beyond its end");
      places.clear();
    }
    motions.push_back(std::move(places));
  }
  return motions;
}

Result<std::unique_ptr<PassRun>> start(const RunContext& context) {
  const Params params = table().read(context.params);
  if (context.source->info().video.empty()) return failure(Fault::kNotApplicable, "there is no picture in this file");
  Setting setting;
  setting.view = known_view(*context.source, params, params.frame);
  const double aspect = std::max(setting.view.picture.pixel_aspect, 1.0);
  std::vector<Region> regions;
  for (const Region& region : context.regions) regions.push_back(upright(region, setting.view.picture));
  SceneReading reading;
  reading.frame = params.frame;
  reading.sigma_px = params.sigma * aspect;
  reading.lean_deg = params.lean;
  reading.level_deg = params.level;
  reading.terrain_deg = params.terrain;
  reading.right_angles = params.right_angles;
  setting.scene = scene_marks(regions, context.groups, reading);
  const SceneMarks& marks = setting.scene.marks;
  if (marks.lines.empty() && marks.lengths.empty() && marks.rectangles.empty() && !marks.horizon) {
    return failure(Fault::kNotApplicable, setting.scene.left_out.empty()
                                              ? "no mark of this frame tells of the camera"
                                              : "no mark tells of the camera (" + setting.scene.left_out.front() + ")");
  }
  if (marks.lines.size() > kMostLines || marks.sets.size() > kMostSets || marks.lengths.size() > kMostLengths ||
      marks.rectangles.size() > kMostRectangles || marks.vehicles > kMostVehicles ||
      setting.scene.points.size() > kMostPoints) {
    return failure(Fault::kBadArgument,
                   "at most 200 lines in 20 sets, 60 lengths, 10 rectangles, 5 vehicles and 20 moving points can be "
                   "measured at once");
  }
  setting.straight = straight_marks(regions, params.frame, params.sigma * aspect);
  setting.motions = timed(*context.source, setting.scene);
  return structure_run(
      [setting = std::move(setting), params](const Job& job) { return Perspective(setting, params).measure(job); });
}

}  // namespace

PassDescriptor scene_perspective() {
  PassDescriptor pass;
  pass.id = "scene.perspective";
  pass.group = "Geometry and light";
  pass.title = "How high, how long, how fast?";
  pass.known_as = {"vanishing point", "single view metrology", "horizon", "photogrammetry", "height", "speed"};
  pass.question = "Where is the horizon, and how high, long and fast are the things on the ground?";
  pass.summary =
      "Marked level and upright lines, known heights and lengths give camera, horizon and scale by maximum likelihood, "
      "and with them heights, lengths, attitudes and speeds with their uncertainty, and whether the marks agree.";
  pass.limits = {
      "The ground is taken as one level plane, uneven by the deviation stated: a slope or a step between objects makes "
      "errors that are not in the intervals.",
      "Objects are taken as upright within the deviation stated, and their feet as seen: a hidden foot makes them "
      "another height.",
      "The principal point is taken as the picture's middle within the deviation stated: in a cropped picture it is "
      "elsewhere.",
      "Lens distortion is corrected only where edges that are straight in the world are marked.",
      "It is as good as what is said of lines and lengths: parallel, level, square, known.",
      "Speeds take the camera to stand still, the point to be on the ground, and the file's time stamps to be true; a "
      "rolling shutter is not modelled.",
      "Rates are those of generated scenes; photographs have not been counted, so that the bearing of a disagreement "
      "is inconclusive."};
  pass.sources = {
      {"Criminisi, Reid, Zisserman, Single View Metrology, International Journal of Computer Vision 40", 2000},
      {"Hartley, Zisserman, Multiple View Geometry in Computer Vision", 2003},
      {"Fitzgibbon, Simultaneous linear estimation of multiple view geometry and lens distortion, CVPR", 2001}};
  pass.needs.picture = true;
  pass.needs.regions = true;
  pass.needs.region_roles = scene_roles();
  pass.needs.region_roles.emplace_back("straight");
  pass.params = table().fields();
  pass.follows = Following{};
  pass.start = start;
  return pass;
}

}  // namespace spoor::passes
