#include "analysis/lens_wording.h"
#include "analysis/pass.h"
#include "base/text.h"
#include "methods/motion/timing.h"
#include "methods/projective/ground_motion.h"
#include "methods/projective/known_lengths.h"
#include "methods/projective/scene_marks.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <numbers>

namespace spoor::passes {
namespace {

constexpr double kDegree = std::numbers::pi / 180;
constexpr double kUnknownLens = 0.5;               // deviation of log f where nothing is known: a factor of 1.6
constexpr double kOrdinary = 0.05, kTellTale = 3;  // p; deviations of a single mark
constexpr double kRelative = 1e-4;                 // what other processors' last bits may change, of a value
constexpr std::size_t kMostRows = 60;

struct Params {
  double focal = 0;
  double focal_share = 10;
  double sigma = 2;
  double lean = 1.5;
  double level = 0.5;
  double terrain = 0.3;
  double relief = 1;
  bool right_angles = false;
  int frame = 0;
};

const ParamTable<Params>& table() {
  static const ParamTable<Params> fields =
      ParamTable<Params>()
          .number(&Params::focal, "focal", "Focal length, 35 mm equivalent",
                  "Read from the file where it is 0; a longer one makes the same angles larger in the picture.", "mm",
                  {0, 5000}, {0, 200})
          .number(&Params::focal_share, "focal_share", "Its deviation",
                  "A larger one lets the marks themselves decide the focal length.", "%", {0.1, 100}, {1, 30})
          .number(&Params::sigma, "sigma", "Deviation of a click",
                  "For marks that state none; a larger one widens every result.", "px", {0.05, 200}, {0.5, 10})
          .number(&Params::lean, "lean", "Lean of upright things",
                  "Standard deviation of uprights from the vertical; a larger one trusts poles and edges less.", "deg",
                  {0, 20}, {0, 5})
          .number(&Params::level, "level", "Tilt of level edges",
                  "Standard deviation of parallel edges from each other and from the level; a larger one trusts them "
                  "less.",
                  "deg", {0, 20}, {0, 3})
          .number(&Params::terrain, "terrain", "Height of the skyline",
                  "Standard deviation of the marked skyline from the true horizon; a larger one trusts it less.", "deg",
                  {0, 20}, {0, 3})
          .number(&Params::relief, "relief", "Unevenness of the ground",
                  "Standard deviation of the ground's height, in hundredths of the camera's height; a larger one "
                  "widens lengths on the ground.",
                  "%", {0, 50}, {0, 5})
          .on_off(&Params::right_angles, "right_angles", "Two sets at right angles",
                  "Takes two sets of level lines without a bearing as square to each other, which gives the focal "
                  "length.")
          .integer(&Params::frame, "frame", "Frame", "The frame whose marks give the camera.", "", {0, 100000000},
                   {0, 1000});
  return fields;
}

std::string plus_minus(double value, double sigma, const char* unit) {
  return fmt::format("{} +- {} {}", significant(value, 4), significant(sigma, 2), unit);
}

struct Focal {
  double px = 0, log_sigma = kUnknownLens;
  std::string source = "unknown, taken as the picture's diagonal within a factor of 1.6";
};

Focal focal_of(MediaSource& source, const Params& params, double width, double height) {
  double mm = params.focal;
  std::string from = "the parameter";
  if (mm == 0) {
    if (const auto& metadata = source.metadata()) {
      const std::string text = metadata->value("Exif.Photo.FocalLengthIn35mmFilm");
      std::from_chars(text.data(), text.data() + text.size(), mm);
      from = "the file's 35 mm equivalent";
    }
  }
  if (!(mm >= 1 && mm <= 5000)) return {std::hypot(width, height), kUnknownLens, Focal{}.source};
  return {focal_px_from_35mm(mm, width, height), params.focal_share / 100,
          fmt::format("{} of {} mm, deviation {} %", from, significant(mm, 4), significant(params.focal_share, 3))};
}

struct Input {
  double width = 0, height = 0;
  ReadScene scene;
  std::vector<StraightMark> edges;
  Focal focal;
  std::vector<std::vector<TimedPlace>> motions;  // of scene.points
};

class Perspective {
 public:
  Perspective(const Input& input, const Params& params) : in_(input), params_(params) {
    const double diagonal = std::hypot(in_.width, in_.height);
    prior_ = {in_.width, in_.height, in_.focal.px, in_.focal.log_sigma, 0.01 * diagonal, {}, params.relief / 100};
    prior_.lens = lens_from_straight_edges(in_.edges, in_.width, in_.height, prior_.centre_sigma_px);
  }

  Result<PassOutput> measure(const Job& job) {
    auto fit = fitted_camera(in_.scene.marks, prior_);
    if (!fit) {
      return failure(Fault::kNotApplicable,
                     "the marks do not tell where the horizon is: it takes level lines of two directions, upright "
                     "lines, known heights, or the horizon itself");
    }
    fit_ = std::move(*fit);
    unit_ = fit_.has_scale ? "m" : "camera heights";
    add_camera();
    add_vanishing_points();
    add_lengths(job);
    add_vehicles();
    add_speeds();
    add_residuals();
    if (prior_.lens) add_lens(output_, *prior_.lens, in_.edges.size());
    if (!in_.scene.left_out.empty()) {
      observe("left_out", Bearing::kNeutral,
              fmt::format("{} marks are left out: {}{}.", in_.scene.left_out.size(),
                          printable(in_.scene.left_out.front(), 200), in_.scene.left_out.size() > 1 ? " ..." : ""),
              {});
    }
    return std::move(output_);
  }

 private:
  void add(const char* id, const char* title, double value, const char* unit, std::optional<double> sigma,
           double least = 1e-6) {
    output_.measurements.push_back({id, title, value, unit, sigma, std::max(least, kRelative * std::abs(value)), {}});
  }

  void observe(const char* id, Bearing bearing, std::string statement, std::vector<std::string> rests_on,
               std::vector<std::string> causes = {}) {
    output_.observations.push_back({id, std::move(statement), bearing, {}, std::move(causes), std::move(rests_on), {}});
  }

  static std::optional<std::vector<double>> attitude(const GroundCamera& camera, const std::vector<double>&) {
    const cv::Vec3d &up = camera.view.up, l = horizon(camera.view);
    const double x = camera.view.centre.x;
    return std::vector{std::asin(std::clamp(up[2], -1.0, 1.0)) / kDegree, std::atan2(-up[0], -up[1]) / kDegree,
                       std::abs(l[1]) > 1e-9 ? -(l[0] * x + l[2]) / l[1] : 0};
  }

  void add_camera() {
    const double f = fit_.camera.view.f_px, f_sigma = f * std::sqrt(fit_.covariance.at<double>(kLogF, kLogF));
    add("f_px", "Focal length", f, "px", f_sigma);
    const double mm = 1 / focal_px_from_35mm(1, in_.width, in_.height);
    add("f_35mm", "Focal length, 35 mm equivalent", f * mm, "mm", f_sigma * mm);
    const auto angles = propagated(fit_, {}, attitude);
    if (angles) {
      add("pitch", "Camera's pitch (up positive)", angles->value[0], "deg", angles->sigma(0));
      add("roll", "Camera's roll (right side down positive)", angles->value[1], "deg", angles->sigma(1));
      add("horizon_y", "Horizon at the principal point's column", angles->value[2], "px", angles->sigma(2), 1e-3);
    }
    if (fit_.has_scale) {
      const double h = fit_.camera.height_m;
      add("camera_height", "Camera's height above the ground", h, "m",
          h * std::sqrt(fit_.covariance.at<double>(kLogHeight, kLogHeight)));
    }
    add("chi_square", "Squared deviations of all marks from the camera found", fit_.chi_square, "1", {});
    add("degrees_of_freedom", "Degrees of freedom", fit_.degrees_of_freedom, "1", {});
    add("p_marks", "Honest marks that disagree as much", fit_.p, "1", {}, 1e-4);
    add_horizon();
    std::string text = fmt::format("Focal length {} (beforehand: {}).",
                                   plus_minus(f * mm, f_sigma * mm, "mm (35 mm equivalent)"), in_.focal.source);
    if (angles) {
      text += fmt::format(" The camera looks {} by {} and is rolled by {}.", angles->value[0] < 0 ? "down" : "up",
                          plus_minus(std::abs(angles->value[0]), angles->sigma(0), "degrees"),
                          plus_minus(angles->value[1], angles->sigma(1), "degrees"));
    }
    text += fit_.has_scale ? fmt::format(" It stands {} above the ground.",
                                         plus_minus(output_.measurements[output_.measurements.size() - 4].value,
                                                    *output_.measurements[output_.measurements.size() - 4].sigma, "m"))
                           : std::string(" No length is known: lengths are in units of the camera's height.");
    observe("camera", Bearing::kNeutral, text, {"f_px", "f_35mm", "chi_square"});
  }

  void add_horizon() {
    const cv::Vec3d l = horizon(fit_.camera.view);
    std::vector<PicturePoint> points;
    constexpr int kPieces = 32;
    for (int i = 0; i <= kPieces && std::abs(l[1]) > 1e-3; ++i) {
      const double x = in_.width * i / kPieces;
      if (const auto at = fit_.camera.lens.distorted({x, -(l[0] * x + l[2]) / l[1]})) points.push_back(*at);
    }
    if (points.size() < 2) return;
    Region region;
    region.id = "horizon";
    region.shape = Shape::kPath;
    region.points = std::move(points);
    region.role = "suggested";
    region.label = "horizon of the ground plane";
    region.frames = {params_.frame, params_.frame};
    output_.regions.push_back(std::move(region));
  }

  void add_vanishing_points() {
    Table rows{"vanishing",
               "Vanishing points of the marked directions, without distortion",
               {{"Direction", "", Table::Kind::kText},
                {"x", "px", Table::Kind::kNumber},
                {"Its deviation", "px", Table::Kind::kNumber},
                {"y", "px", Table::Kind::kNumber},
                {"Its deviation", "px", Table::Kind::kNumber},
                {"Bearing from ahead", "deg", Table::Kind::kNumber},
                {"Its deviation", "deg", Table::Kind::kNumber}},
               {}};
    const auto row = [&](const std::string& name, LineKind kind, std::size_t of) {
      const auto at = propagated(fit_, {}, [&](const GroundCamera& camera, const std::vector<double>&) {
        const cv::Vec3d d = direction_of(camera, in_.scene.marks, kind, of);
        std::optional<std::vector<double>> out;
        if (std::abs(d[2]) < 1e-4) return out;
        const PicturePoint p = camera.view.picture_from_ray(d);
        out = {p.x, p.y,
               std::atan2(d.dot(level_direction(camera.view, std::numbers::pi / 2)),
                          d.dot(level_direction(camera.view, 0))) /
                   kDegree};
        return out;
      });
      const bool level = kind == LineKind::kLevel;
      rows.rows.push_back({printable(name, 60), at ? significant(at->value[0], 5) : "infinite",
                           at ? significant(at->sigma(0), 2) : "", at ? significant(at->value[1], 5) : "infinite",
                           at ? significant(at->sigma(1), 2) : "", at && level ? significant(at->value[2], 4) : "",
                           at && level ? significant(at->sigma(2), 2) : ""});
    };
    for (std::size_t i = 0; i < in_.scene.marks.sets.size() && i < kMostRows; ++i) {
      const std::string& id = in_.scene.marks.sets[i].id;
      row(id.empty() ? "level lines" : id, LineKind::kLevel, i);
    }
    row("upright", LineKind::kUpright, 0);
    output_.tables.push_back(std::move(rows));
  }

  void add_agreement() {
    const auto found = length_agreement(in_.scene.marks, prior_, fit_);
    if (!found) return;
    add("objects_chi_square", "Squared deviations that the known lengths add", found->chi_square, "1", {}, 1e-3);
    add("p_objects", "Honest known lengths that disagree as much", found->p, "1", {}, 1e-4);
    const bool agree = found->p > kOrdinary;
    observe("objects", agree ? Bearing::kNeutral : Bearing::kInconclusive,
            fmt::format("The {} known lengths {} with one scale (chi-square {} of {} degrees of freedom, p = {}).{}",
                        found->degrees_of_freedom + 1, agree ? "agree" : "do not agree",
                        significant(found->chi_square, 3), found->degrees_of_freedom, significant(found->p, 2),
                        agree ? "" : " The last column of the lengths shows whose length the others contradict most."),
            {"objects_chi_square", "p_objects", "lengths"},
            agree ? std::vector<std::string>{}
                  : std::vector<std::string>{"an object of another size than was assumed",
                                             "ground that is not level between the objects",
                                             "a foot that is hidden, so that its mark floats", "objects that lean",
                                             "a curved image of a wide lens"});
  }

  void add_lengths(const Job& job) {
    const auto& marks = in_.scene.marks;
    Table rows{"lengths",
               "Heights and lengths",
               {{"Mark", "", Table::Kind::kText},
                {"What", "", Table::Kind::kText},
                {"Measured", unit_, Table::Kind::kNumber},
                {"Its deviation", unit_, Table::Kind::kNumber},
                {"Known", "m", Table::Kind::kNumber},
                {"Deviations between both", "", Table::Kind::kNumber}},
               {}};
    for (std::size_t i = 0; i < marks.lengths.size(); ++i) {
      job.tick(static_cast<std::int64_t>(i), static_cast<std::int64_t>(marks.lengths.size()));
      const MarkedLength& mark = marks.lengths[i];
      const auto length = length_by_others(marks, prior_, fit_, i);
      const bool alone = mark.known && !length;
      std::string between;
      if (length && mark.known) {
        between = significant(
            (length->value[0] - mark.known->value_m) / std::hypot(length->sigma(0), mark.known->sigma_m), 3);
      }
      rows.rows.push_back({printable(mark.id, 120), mark.upright ? "height" : "on the ground",
                           length  ? significant(length->value[0], 4)
                           : alone ? "only known"
                                   : "beyond the horizon",
                           length ? significant(length->sigma(0), 2) : "",
                           mark.known ? significant(mark.known->value_m, 4) : "", between});
    }
    for (std::size_t i = 0; i < marks.rectangles.size(); ++i) {
      for (const bool width : {false, true}) {
        const auto side = propagated(fit_, {}, [&](const GroundCamera& camera, const std::vector<double>&) {
          const auto& r = camera.rectangles[i];
          return std::optional(std::vector{camera.height_m * std::exp(width ? r.log_width : r.log_length)});
        });
        const auto& given = width ? marks.rectangles[i].width : marks.rectangles[i].length;
        if (!side) continue;
        rows.rows.push_back({printable(marks.rectangles[i].id, 120), width ? "rectangle's width" : "rectangle's length",
                             significant(side->value[0], 4), significant(side->sigma(0), 2),
                             given ? significant(given->value_m, 4) : "", ""});
      }
    }
    if (rows.rows.empty()) return;
    output_.tables.push_back(std::move(rows));
    add_agreement();
  }

  void add_vehicles() {
    if (in_.scene.vehicle_ids.empty()) return;
    Table rows{"vehicles",
               "Attitude of vehicles against the ground plane",
               {{"Vehicle", "", Table::Kind::kText},
                {"Bearing from ahead", "deg", Table::Kind::kNumber},
                {"Its deviation", "deg", Table::Kind::kNumber},
                {"Pitch (nose up)", "deg", Table::Kind::kNumber},
                {"Its deviation", "deg", Table::Kind::kNumber},
                {"Roll (right side down)", "deg", Table::Kind::kNumber},
                {"Its deviation", "deg", Table::Kind::kNumber}},
               {}};
    std::string text;
    for (std::size_t i = 0; i < in_.scene.vehicle_ids.size(); ++i) {
      const auto pose = propagated(fit_, {}, [i](const GroundCamera& camera, const std::vector<double>&) {
        const auto& v = camera.vehicles[i];
        return std::optional(std::vector{v.bearing / kDegree, v.pitch / kDegree, v.roll / kDegree});
      });
      if (!pose) continue;
      std::vector<std::string> row{printable(in_.scene.vehicle_ids[i], 60)};
      for (int k = 0; k < 3; ++k) {
        // A pose that no mark holds (a roll without lines across) keeps its first value with no end of deviation.
        const double value = pose->value[static_cast<std::size_t>(k)];
        row.push_back(significant(k == 0 ? std::remainder(value, 360) : value, 3));
        row.push_back(significant(pose->sigma(k), 2));
      }
      text += fmt::format("{}{}: pitch {}, roll {}", text.empty() ? "" : "; ", row[0],
                          plus_minus(pose->value[1], pose->sigma(1), "degrees"),
                          plus_minus(pose->value[2], pose->sigma(2), "degrees"));
      rows.rows.push_back(std::move(row));
    }
    if (rows.rows.empty()) return;
    output_.tables.push_back(std::move(rows));
    observe("vehicles", Bearing::kNeutral,
            "Attitude against the ground plane of the marks: " + text +
                ". A slope of the ground below the vehicle tilts it as much.",
            {"vehicles"});
  }

  void add_speeds() {
    Table rows{"speeds",
               "Speeds of points on the ground, the camera standing still",
               {{"Point", "", Table::Kind::kText},
                {"From", "s", Table::Kind::kNumber},
                {"To", "s", Table::Kind::kNumber},
                {"Speed", unit_ + "/s", Table::Kind::kNumber},
                {"Its deviation", unit_ + "/s", Table::Kind::kNumber},
                {"Steady motion, p", "", Table::Kind::kNumber}},
               {}};
    for (std::size_t i = 0; i < in_.motions.size(); ++i) {
      const FollowedPoint& point = in_.scene.points[i];
      const auto motion = ground_motion(fit_, in_.motions[i], point.sigma_px, prior_.relief);
      if (!motion) continue;
      const std::string name = printable(point.id, 60);
      rows.rows.push_back({name, significant(in_.motions[i].front().seconds, 6),
                           significant(in_.motions[i].back().seconds, 6), significant(motion->speed, 4),
                           significant(motion->speed_sigma, 2), significant(motion->p, 2)});
      for (const auto& step : motion->steps) {
        rows.rows.push_back({name + ", step", significant(step.from_s, 6), significant(step.to_s, 6),
                             significant(step.speed, 4), significant(step.sigma, 2), ""});
      }
      observe("speed", Bearing::kNeutral,
              fmt::format("{} moves over the ground at {} on average{}.", name,
                          plus_minus(motion->speed, motion->speed_sigma, (unit_ + "/s").c_str()),
                          motion->p < kOrdinary
                              ? ", not steadily along a straight line (p = " + significant(motion->p, 2) + ")"
                              : ""),
              {"speeds"});
    }
    if (!rows.rows.empty()) output_.tables.push_back(std::move(rows));
  }

  void add_residuals() {
    auto residuals = fit_.residuals;
    std::stable_sort(residuals.begin(), residuals.end(),
                     [](const auto& a, const auto& b) { return std::abs(a.deviations) > std::abs(b.deviations); });
    Table rows{"residuals",
               "How far each mark lies from what the camera would show",
               {{"Mark", "", Table::Kind::kText}, {"Deviations", "", Table::Kind::kNumber}},
               {}};
    for (std::size_t i = 0; i < residuals.size() && i < kMostRows; ++i) {
      rows.rows.push_back({printable(residuals[i].of, 120), fmt::format("{:.2f}", residuals[i].deviations)});
    }
    output_.tables.push_back(std::move(rows));
    const std::vector<std::string> rests{"p_marks", "chi_square", "residuals"};
    if (fit_.degrees_of_freedom <= 0) {
      observe("marks", Bearing::kInconclusive, "The marks are just enough for the camera: nothing checks them.", rests);
    } else if (fit_.p > kOrdinary) {
      observe("marks", Bearing::kNeutral,
              fmt::format("All marks agree with one camera over one ground plane (chi-square {} of {} degrees of "
                          "freedom, p = {}).",
                          significant(fit_.chi_square, 3), fit_.degrees_of_freedom, significant(fit_.p, 2)),
              rests);
    } else {
      observe("marks", Bearing::kInconclusive,
              fmt::format("The marks do not agree with one camera over one ground plane by the deviations stated "
                          "(chi-square {} of {} degrees of freedom, p = {}); the largest part is that of {} ({} "
                          "deviations).",
                          significant(fit_.chi_square, 3), fit_.degrees_of_freedom, significant(fit_.p, 2),
                          printable(residuals.front().of, 60), fmt::format("{:.1f}", residuals.front().deviations)),
              rests,
              {"lines that are not parallel, level or upright in the world", "ground that is not level",
               "a picture that was cropped, so that its centre is not the lens's", "a curved image of a wide lens",
               "marks made with more error than they state"});
    }
    const double pull = fit_.residuals.front().deviations;
    if (std::abs(pull) > kTellTale) {
      observe("focal_length", Bearing::kInconclusive,
              fmt::format("The marks ask for a focal length {} than {} by {} of its deviations.",
                          pull > 0 ? "longer" : "shorter", in_.focal.source, significant(std::abs(pull), 3)),
              {"f_px", "f_35mm"},
              {"a cropped, zoomed or stabilised picture", "sets that are not at the angles stated"});
    }
  }

  Input in_;
  Params params_;
  CameraPrior prior_;
  CameraFit fit_;
  std::string unit_;
  PassOutput output_;
};

// Moments of the places by the presentation times of their frames.
Result<std::vector<std::vector<TimedPlace>>> timed(MediaSource& source, const std::vector<FollowedPoint>& points) {
  std::vector<std::vector<TimedPlace>> motions;
  if (points.empty()) return motions;
  const auto& trace = source.trace();
  if (!trace) return failure(Fault::kNotApplicable, "a moving point needs the times of a clip's frames");
  const ClipTiming timing = clip_timing(*trace);
  for (const FollowedPoint& point : points) {
    std::vector<TimedPlace> places;
    for (const auto& place : point.places) {
      if (place.frame < 0 || place.frame >= static_cast<std::int64_t>(timing.frames.size())) {
        return failure(Fault::kBadArgument, "a key frame of a moving point lies beyond the clip's end", point.id);
      }
      const auto& frame = timing.frames[static_cast<std::size_t>(place.frame)];
      places.push_back({static_cast<double>(frame.pts) * to_double(timing.time_base), place.at});
    }
    motions.push_back(std::move(places));
  }
  return motions;
}

Result<std::unique_ptr<PassRun>> start(const RunContext& context) {
  const Params params = table().read(context.params);
  const auto& video = context.source->info().video;
  if (video.empty()) return failure(Fault::kNotApplicable, "there is no picture in this file");
  Input input;
  input.width = video.front().width;
  input.height = video.front().height;
  SceneReading reading;
  reading.frame = params.frame;
  reading.sigma_px = params.sigma;
  reading.lean_deg = params.lean;
  reading.level_deg = params.level;
  reading.terrain_deg = params.terrain;
  reading.right_angles = params.right_angles;
  input.scene = scene_marks(context.regions, context.groups, reading);
  const SceneMarks& marks = input.scene.marks;
  if (marks.lines.empty() && marks.lengths.empty() && marks.rectangles.empty() && !marks.horizon) {
    return failure(Fault::kNotApplicable, input.scene.left_out.empty()
                                              ? "no mark of this frame tells of the camera"
                                              : "no mark tells of the camera (" + input.scene.left_out.front() + ")");
  }
  if (marks.lines.size() > 200 || marks.lengths.size() > 60 || marks.rectangles.size() > 10 || marks.vehicles > 5 ||
      marks.sets.size() > 20 || input.scene.points.size() > 20) {
    return failure(Fault::kBadArgument,
                   "at most 200 lines in 20 sets, 60 lengths, 10 rectangles, 5 vehicles and 20 moving points can be "
                   "measured at once");
  }
  input.edges = straight_marks(context.regions, params.frame, params.sigma);
  input.focal = focal_of(*context.source, params, input.width, input.height);
  auto motions = timed(*context.source, input.scene.points);
  if (!motions) return tl::unexpected(motions.error());
  input.motions = std::move(*motions);
  return structure_run(
      [input = std::move(input), params](const Job& job) { return Perspective(input, params).measure(job); });
}

}  // namespace

PassDescriptor scene_perspective() {
  PassDescriptor pass;
  pass.id = "scene.perspective";
  pass.group = "Geometry and light";
  pass.title = "Horizon, heights and lengths";
  pass.known_as = {"vanishing point", "single view metrology", "horizon", "photogrammetry", "speed"};
  pass.question = "Where is the horizon, and how large, high and fast are the things on the ground?";
  pass.summary =
      "Marked level and upright lines, known heights and lengths give camera, horizon and scale by maximum likelihood, "
      "and with them heights, lengths, attitudes and speeds with their uncertainty, and whether the marks agree.";
  pass.limits = {
      "The ground is taken as one level plane, uneven by the deviation stated; slopes make errors that are not.",
      "It is as good as what the analyst says of the lines: parallel, level, upright, square.",
      "The principal point is taken to be the picture's centre within a hundredth of its diagonal: of a cropped "
      "picture "
      "it is not.",
      "Lens distortion is corrected only where edges that are straight in the world are marked.",
      "Speeds take the camera to stand still and the point to be on the ground; rolling shutters are not modelled.",
      "Rates are those of generated scenes; photographs have not been counted, so that the bearing of a disagreement "
      "is "
      "inconclusive."};
  pass.sources = {
      {"Criminisi, Reid, Zisserman, Single view metrology, International Journal of Computer Vision 40", 2000},
      {"Hartley, Zisserman, Multiple View Geometry in Computer Vision", 2003},
      {"Fitzgibbon, Simultaneous linear estimation of multiple view geometry and lens distortion", 2001}};
  pass.needs.picture = true;
  pass.needs.regions = true;
  pass.needs.region_roles = scene_roles();
  pass.needs.region_roles.emplace_back("straight");
  pass.params = table().fields();
  pass.start = start;
  return pass;
}

}  // namespace spoor::passes
