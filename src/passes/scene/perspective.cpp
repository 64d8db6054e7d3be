#include "analysis/ground_setting.h"
#include "analysis/ground_tables.h"
#include "analysis/ground_wording.h"
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

const ParamTable<GroundParams>& table() {
  static const ParamTable<GroundParams> fields = [] {
    ParamTable<GroundParams> t;
    add_ground_params(t);
    return t;
  }();
  return fields;
}

struct Setting {
  GroundSetting ground;
  std::vector<std::vector<TimedPlace>> motions;  // of ground.scene.points
};

class Perspective {
 public:
  Perspective(const Setting& setting, std::int64_t frame)
      : s_(setting),
        marks_(s_.ground.scene.marks),
        width_(s_.ground.prior.width),
        height_(s_.ground.prior.height),
        left_out_(s_.ground.left_out),
        frame_(frame),
        prior_(s_.ground.prior) {}

  Result<PassOutput> measure(const Job& job) {
    auto fit = fitted_camera(marks_, prior_, nullptr, job);
    if (!fit) return failure(Fault::kNotApplicable, why_no_camera(s_.ground));
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
    if (prior_.lens) add_lens(output_, *prior_.lens, s_.ground.straight_edges, LensError::kCommon);
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
      if (std::abs(p.y - height_ / 2) < 20 * height_) line.push_back(s_.ground.view.picture.picture_from_upright(p));
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
    return s_.ground.view.focal_source.empty()
               ? "nothing, so the picture's longer side within a factor of two"
               : fmt::format("{:.0f} px ± {} %, by {}", prior_.f_px, significant(100 * prior_.f_log_sigma, 2),
                             s_.ground.view.focal_source);
  }

  void observe_known_lengths(const Job& job) {
    const auto found = length_agreement(marks_, prior_, fit_, job);
    if (!found) return;
    add("objects_chi_square", "Squared deviations that the known lengths add", found->chi_square, "1", {});
    add("p_objects", "Honest known lengths that disagree as much", found->p, "1", {});
    output_.observations.push_back(known_lengths_observation(*found, sizes_, unit_));
  }

  void observe_vehicles() {
    if (s_.ground.scene.vehicle_ids.empty()) return;
    Table rows = vehicles_table(fit_, s_.ground.scene.vehicle_ids);
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
      const FollowedPoint& point = s_.ground.scene.points[i];
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
    if (prior_.up) text += " Its attitude beforehand is that of " + s_.ground.view.attitude_source + ".";
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
  std::int64_t frame_;
  CameraPrior prior_;
  CameraFit fit_;
  std::string unit_;
  std::optional<Estimate> attitude_;
  std::vector<Sized> sizes_;
  PassOutput output_;
};

// Moments of the places by the presentation times of their frames; empty for points that have none.
std::vector<std::vector<TimedPlace>> timed(MediaSource& source, GroundSetting& ground) {
  std::vector<std::vector<TimedPlace>> motions;
  const ReadScene& scene = ground.scene;
  if (scene.points.empty()) return motions;
  const std::vector<double> seconds = seconds_of_frames(source);
  for (const FollowedPoint& point : scene.points) {
    std::vector<TimedPlace> places;
    for (const auto& place : point.places) {
      const bool there = place.frame >= 0 && place.frame < static_cast<std::int64_t>(seconds.size());
      if (there) places.push_back({seconds[static_cast<std::size_t>(place.frame)], place.at});
    }
    if (places.size() < point.places.size()) {
      ground.left_out.push_back(point.id + ": a speed needs the times of a clip's frames, and one is beyond its end");
      places.clear();
    }
    motions.push_back(std::move(places));
  }
  return motions;
}

Result<std::unique_ptr<PassRun>> start(const RunContext& context) {
  const GroundParams params = table().read(context.params);
  auto ground = ground_setting(context, params);
  if (!ground) return tl::unexpected(ground.error());
  Setting setting{std::move(*ground), {}};
  setting.motions = timed(*context.source, setting.ground);
  return structure_run([setting = std::move(setting), params](const Job& job) {
    return Perspective(setting, params.frame).measure(job);
  });
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
