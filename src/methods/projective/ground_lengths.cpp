#include "methods/projective/ground_lengths.h"

#include "methods/projective/camera_poses.h"

#include <cmath>
#include <numbers>

namespace spoor {
namespace {

constexpr double kDegree = std::numbers::pi / 180;

}  // namespace

std::optional<double> length_of(const GroundCamera& camera, const MarkedLength& mark) {
  const PicturePoint from = camera.lens.undistorted(mark.from), to = camera.lens.undistorted(mark.to);
  const auto foot = ground_point(camera.view, from);
  const auto end = mark.upright ? point_above(camera.view, from, to, camera.view.up) : ground_point(camera.view, to);
  if (!foot || !end) return std::nullopt;
  if (mark.upright) return camera.height_m * (*end - *foot).dot(camera.view.up);
  return camera.height_m * cv::norm(*end - *foot);
}

std::optional<cv::Vec2d> ground_place(const GroundCamera& camera, const PicturePoint& seen) {
  const auto g = ground_point(camera.view, camera.lens.undistorted(seen));
  if (!g) return std::nullopt;
  return camera.height_m *
         cv::Vec2d(g->dot(level_direction(camera.view, std::numbers::pi / 2)), g->dot(level_direction(camera.view, 0)));
}

std::optional<Estimate> length_with_sigma(const CameraFit& fit, const MarkedLength& mark, double relief) {
  Inputs clicks;
  for (const PicturePoint& p : {mark.from, mark.to}) {
    clicks.add(p.x, mark.sigma_px);
    clicks.add(p.y, mark.sigma_px);
  }
  const bool upright = mark.upright;
  // Two tilts of the object, or the heights of the ground below both ends.
  const double extra = upright ? mark.lean_deg * kDegree : relief;
  clicks.add(0, extra);
  clicks.add(0, extra);
  clicks.add(0, upright ? relief : 0);
  return propagated(fit, clicks, [upright](const GroundCamera& camera, const std::vector<double>& in) {
    std::optional<std::vector<double>> length;
    const PicturePoint from{in[0], in[1]}, to{in[2], in[3]};
    if (upright) {
      const PicturePoint foot = camera.lens.undistorted(from), top = camera.lens.undistorted(to);
      const auto ground = ground_point(camera.view, foot);
      const auto at = point_above(camera.view, foot, top, tilted(camera.view.up, in[4], in[5]));
      if (ground && at) length = {camera.height_m * (1 + in[6]) * cv::norm(*at - *ground)};
      return length;
    }
    const auto a = ground_place(camera, from), b = ground_place(camera, to);
    if (a && b) length = {cv::norm(*a * (1 + in[4]) - *b * (1 + in[5]))};
    return length;
  });
}

std::optional<Estimate> sides_with_sigma(const CameraFit& fit, std::size_t rectangle) {
  return propagated(fit, {}, [rectangle](const GroundCamera& camera, const std::vector<double>&) {
    const auto& r = camera.rectangles[rectangle];
    return std::optional(
        std::vector{camera.height_m * std::exp(r.log_length), camera.height_m * std::exp(r.log_width)});
  });
}

std::vector<PicturePoint> horizon_in_picture(const GroundCamera& camera, double width) {
  const cv::Vec3d l = horizon(camera.view);
  std::vector<PicturePoint> points;
  constexpr int kPieces = 32;
  for (int i = 0; i <= kPieces && std::abs(l[1]) > 1e-3; ++i) {
    const double x = width * i / kPieces;
    if (const auto at = camera.lens.distorted({x, -(l[0] * x + l[2]) / l[1]})) points.push_back(*at);
  }
  return points;
}

}  // namespace spoor
