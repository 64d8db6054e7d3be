#include "methods/shadow/uncertain_camera.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace spoor {
namespace {

constexpr double kDegree = std::numbers::pi / 180;
constexpr double kTiltStride = 0.15;
constexpr double kExact = 1e-6;

}  // namespace

std::vector<Unknown> unknowns_of(const UncertainCamera& camera) {
  const double centre = std::max(camera.centre_sigma_px, 1e-3);
  std::optional<double> tilt;
  if (camera.up_sigma_deg) tilt = std::max(*camera.up_sigma_deg * kDegree, kExact);
  return {{std::log(camera.f_px), std::max(camera.f_share, kExact), 1e-6, 0.5},
          {camera.centre.x, centre, 1e-3},
          {camera.centre.y, centre, 1e-3},
          {0, tilt, 1e-6, kTiltStride},
          {0, tilt, 1e-6, kTiltStride}};
}

View view_from(const UncertainCamera& camera, std::span<const double> unknowns) {
  View view;
  view.f_px = std::exp(unknowns[0]);
  view.centre = {unknowns[1], unknowns[2]};
  view.up = tilted(camera.up, unknowns[3], unknowns[4]);
  return view;
}

cv::Vec3d up_from_attitude(double pitch_deg, double roll_deg) {
  const double p = pitch_deg * kDegree, r = roll_deg * kDegree;
  return {-std::sin(r) * std::cos(p), -std::cos(r) * std::cos(p), std::sin(p)};
}

cv::Vec3d leaning(const View& view, double ahead, double right) {
  const cv::Vec3d forward = heading(view), sideways = forward.cross(view.up);
  return cv::normalize(view.up + ahead * forward + right * sideways);
}

}  // namespace spoor
