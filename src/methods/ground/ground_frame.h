#pragma once
/// The ground plane in metres, as a fitted camera sees it.

#include "methods/projective/ground_camera.h"
#include "methods/projective/upright_picture.h"

#include <opencv2/core.hpp>

#include <optional>

namespace spoor {

/// Metres on the ground: x to the right and y ahead of the camera's heading, from the point below it; z up.
class GroundFrame {
 public:
  GroundFrame(const GroundCamera& camera, const UprightPicture& picture);

  /// Where a point is seen, in the picture as decoded; nothing behind the camera or beyond the lens's model.
  std::optional<PicturePoint> picture_from_ground(const cv::Point2d& at, double z_m = 0) const;
  /// The other way, on the plane; nothing on and above the horizon.
  std::optional<cv::Point2d> ground_from_upright(const PicturePoint& p) const;

 private:
  GroundCamera camera_;
  UprightPicture picture_;
  cv::Vec3d right_, ahead_;
};

/// A frame of a thing on the ground: its own x to its right, y ahead.
struct GroundPose {
  cv::Point2d origin;      ///< m
  double bearing_rad = 0;  ///< clockwise from the ground frame's y

  cv::Point2d ground_from_own(const cv::Point2d& own) const;
  cv::Point2d own_from_ground(const cv::Point2d& ground) const;
};

}  // namespace spoor
