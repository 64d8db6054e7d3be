#pragma once
/// From a scene to linear light: the picture a perfect pinhole camera would see.

#include "scene.h"

#include <opencv2/core.hpp>

namespace spoor::samples {

struct Viewpoint {
  Vec place{0, 0, 1.7};
  double yaw_deg = 0;     ///< compass direction of the optical axis
  double pitch_deg = -4;  ///< of the optical axis, upwards positive
  double focal_px = 1500;
};

/// The ray through picture position (x, y) of a `size` picture; the first pixel's centre is (0.5, 0.5).
Ray ray_through(const Viewpoint& view, cv::Size size, double x, double y);

/// Where `point` falls in the picture; it must lie in front of the camera.
cv::Point2d picture_from_world(const Viewpoint& view, cv::Size size, Vec point);

/// Linear R, G, B of the part `part` of a `size` picture: CV_32FC3, 1.0 for a white sheet lying in full sun.
///
/// Each pixel is the mean of `grid` x `grid` samples whose places depend on the pixel alone, so that a part
/// equals the same part of the whole picture.
cv::Mat linear_picture(const Scene& scene, const Viewpoint& view, cv::Size size, cv::Rect part, int grid);

}  // namespace spoor::samples
