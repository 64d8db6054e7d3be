#include "analysis/known_view.h"

#include "methods/motion/timing.h"
#include "methods/records/camera_tags.h"

#include <algorithm>
#include <cmath>

namespace spoor {
namespace {

constexpr double kUnknownFocalShare = 0.35;
// Declination of most inhabited places.
constexpr double kMagneticDeviation = 15;

void take_track(MediaSource& source, std::int64_t frame, CameraTags& tags) {
  const auto& series = source.telemetry();
  if (!series || !has_gimbal_track(*series)) return;
  const auto seconds = seconds_of_frames(source);
  if (frame < 0 || frame >= static_cast<std::int64_t>(seconds.size())) return;
  take_gimbal_track(*series, seconds[static_cast<std::size_t>(frame)], tags);
}

}  // namespace

std::vector<double> seconds_of_frames(MediaSource& source) {
  std::vector<double> seconds;
  if (const auto& trace = source.trace()) {
    for (const ShownFrame& frame : clip_timing(*trace).frames) seconds.push_back(frame.seconds);
  }
  return seconds;
}

KnownView known_view(MediaSource& source, const ViewParams& params, std::int64_t frame) {
  KnownView known;
  const VideoStreamInfo& video = source.info().video.front();
  const Rational aspect = video.sample_aspect;
  const auto& metadata = source.metadata();
  const bool still = source.info().kind == MediaKind::kStill;
  known.picture = {
      static_cast<double>(video.width), static_cast<double>(video.height),
      still && metadata ? metadata->orientation : video.orientation,
      aspect.num > 0 && aspect.den > 0 ? static_cast<double>(aspect.num) / static_cast<double>(aspect.den) : 1};
  const double width = known.picture.upright_width(), height = known.picture.upright_height();
  CameraTags tags = metadata ? camera_tags(*metadata, video.width, video.height) : CameraTags{};
  if (!still && (params.attitude == "auto" || params.heading_from == "auto")) take_track(source, frame, tags);

  UncertainCamera& camera = known.camera;
  camera.centre = {width / 2, height / 2};
  camera.centre_sigma_px = params.centre_deviation / 100 * width;
  camera.f_share = params.focal_deviation / 100;
  if (params.focal > 0) {
    camera.f_px = params.focal;
    known.focal_source = "parameter";
  } else if (tags.focal_px) {
    camera.f_px = *tags.focal_px;
    known.focal_source = tags.focal_source;
  } else {
    camera.f_px = std::max(width, height);
    camera.f_share = kUnknownFocalShare;
  }
  if (params.attitude == "parameters") {
    camera.up = up_from_attitude(params.pitch, params.roll);
    known.attitude_source = "parameters";
  } else if (params.attitude == "auto" && tags.pitch_deg) {
    camera.up = up_from_attitude(*tags.pitch_deg, tags.roll_deg.value_or(0));
    known.attitude_source = tags.attitude_source;
  }
  if (!known.attitude_source.empty()) camera.up_sigma_deg = params.attitude_deviation;
  if (params.heading_from == "parameter") {
    known.heading = {std::fmod(params.heading + 360, 360), params.heading_deviation};
    known.heading_source = "parameter";
  } else if (params.heading_from == "auto" && tags.heading_deg) {
    known.heading = {*tags.heading_deg, params.heading_deviation};
    known.heading_source = tags.heading_source;
    if (tags.heading_magnetic) {
      known.heading->second = std::hypot(params.heading_deviation, kMagneticDeviation);
      known.heading_source += ", from magnetic north";
    }
  }
  return known;
}

}  // namespace spoor
