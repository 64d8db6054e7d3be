#include "methods/ground/ground_frame.h"

#include <cmath>

namespace spoor {

GroundFrame::GroundFrame(const GroundCamera& camera, const UprightPicture& picture)
    : camera_(camera), picture_(picture), ahead_(heading(camera.view)) {
  right_ = ahead_.cross(camera_.view.up);
}

std::optional<PicturePoint> GroundFrame::picture_from_ground(const cv::Point2d& at, double z_m) const {
  const cv::Vec3d ray = at.x * right_ + at.y * ahead_ + (z_m - camera_.height_m) * camera_.view.up;
  if (ray[2] < 1e-6 * cv::norm(ray)) return std::nullopt;
  const auto seen = camera_.lens.distorted(camera_.view.picture_from_ray(ray));
  if (!seen) return std::nullopt;
  return picture_.picture_from_upright(*seen);
}

std::optional<cv::Point2d> GroundFrame::ground_from_upright(const PicturePoint& p) const {
  const auto point = ground_point(camera_.view, camera_.lens.undistorted(p));
  if (!point) return std::nullopt;
  return cv::Point2d(right_.dot(*point), ahead_.dot(*point)) * camera_.height_m;
}

cv::Point2d GroundPose::ground_from_own(const cv::Point2d& own) const {
  const double c = std::cos(bearing_rad), s = std::sin(bearing_rad);
  return origin + cv::Point2d(c * own.x + s * own.y, -s * own.x + c * own.y);
}

cv::Point2d GroundPose::own_from_ground(const cv::Point2d& ground) const {
  const double c = std::cos(bearing_rad), s = std::sin(bearing_rad);
  const cv::Point2d d = ground - origin;
  return {c * d.x - s * d.y, s * d.x + c * d.y};
}

}  // namespace spoor
