#pragma once
/// One picture of level ground: lines, vanishing points, horizon, and lengths in units of the camera's height.

#include "evidence/region.h"

#include <opencv2/core.hpp>

#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace spoor {

/// Homogeneous line a x + b y + c = 0 through two points, (a, b) of length 1; nothing where they coincide.
std::optional<cv::Vec3d> line_through(const PicturePoint& p, const PicturePoint& q);

struct Segment {
  PicturePoint from, to;
  double sigma_px = 1;  ///< of each coordinate of an end
};

/// Homogeneous point (unit length in coordinates shifted by `centre` and divided by `scale` while solving, given back
/// in pixels) that the lines of parallel segments share: least squares of the ends' distances from lines through it,
/// each by its deviation (maximum likelihood to first order). Two segments at least.
std::optional<cv::Vec3d> vanishing_point(std::span<const Segment> segments, const PicturePoint& centre, double scale);

/// Focal length in pixels from the vanishing points of two perpendicular directions: f^2 = -(v1 - c) . (v2 - c).
/// Nothing where that is not positive or a point is at infinity.
std::optional<double> focal_length(const cv::Vec3d& v1, const cv::Vec3d& v2, const PicturePoint& centre);

/// Camera frame: x right, y down, z ahead. `up` is the ground's normal in it, of length 1.
struct View {
  double f_px = 1000;
  PicturePoint centre;
  cv::Vec3d up{0, -1, 0};

  cv::Vec3d ray(const PicturePoint& p) const;  ///< K^-1 (x, y, 1), not normalised
  PicturePoint picture_from_ray(const cv::Vec3d& ray) const;
};

/// n ~ K^T l, turned so that it points up in the picture (or, for a horizon far outside, towards the camera).
cv::Vec3d up_from_horizon(const cv::Vec3d& horizon, double f_px, const PicturePoint& centre);
/// n ~ K^-1 v.
cv::Vec3d up_from_vertical(const cv::Vec3d& vertical_point, double f_px, const PicturePoint& centre);
/// l ~ K^-T n, (a, b) of length 1.
cv::Vec3d horizon(const View& view);

/// `direction` turned by small angles (radians) about two axes square to it; of length 1.
cv::Vec3d tilted(const cv::Vec3d& direction, double a, double b);

/// Where the ray meets the ground plane, in camera heights from the camera; nothing on and above the horizon.
std::optional<cv::Vec3d> ground_point(const View& view, const PicturePoint& p);

/// The point nearest to the ray of `top` on the line that rises from the ground at `foot` in direction `along`.
std::optional<cv::Vec3d> point_above(const View& view, const PicturePoint& foot, const PicturePoint& top,
                                     const cv::Vec3d& along);

/// Height of an upright object, in camera heights (Criminisi, Reid, Zisserman 2000, with a calibrated camera).
std::optional<double> height(const View& view, const PicturePoint& foot, const PicturePoint& top);

/// Direction in the ground plane that azimuths are counted from: ahead, or the picture's upper edge where the camera
/// looks down by more than 60 degrees.
cv::Vec3d heading(const View& view);

/// Degrees clockwise from `heading`, seen from above, -180..180; and above the ground plane.
struct GroundBearing {
  double azimuth_deg = 0, elevation_deg = 0;
};
GroundBearing bearing_of(const View& view, const cv::Vec3d& direction);

}  // namespace spoor
