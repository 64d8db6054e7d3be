#pragma once
/// A clicked occluding contour as a smooth curve with its normals.

#include "evidence/region.h"

#include <span>
#include <vector>

namespace spoor {

/// A place on the contour. The surface there turns away from the camera: its normal lies in the picture plane.
struct ContourSample {
  PicturePoint at;
  PicturePoint outward;  ///< unit, away from the object
  double along_px = 0;   ///< distance from the first click, along the clicks
};

/// Which side of the contour the object is on, seen while following the clicks.
enum class ObjectSide { kRight, kLeft };

inline constexpr std::size_t kFewestClicks = 5;

/// `count` places spread evenly along the clicks. Each comes from a quadratic in the distance along the clicks, fitted
/// by least squares (tricube weights) to the nearest fifth of them, at least five: clicks closer together than their
/// errors are averaged, ellipses come out within 1 % of their radius from 12 clicks.
///
/// Empty below `kFewestClicks` clicks or where they coincide. A closed contour continues from the last to the first.
std::vector<ContourSample> smooth_contour(std::span<const PicturePoint> clicks, bool closed, ObjectSide side,
                                          std::size_t count);

/// The side on which `inside` lies: right or left of the part of the clicked line that is nearest to it.
ObjectSide side_of(std::span<const PicturePoint> clicks, const PicturePoint& inside);

/// Of a closed outline: its inside.
ObjectSide inner_side(std::span<const PicturePoint> outline);

/// Degrees of the circle that the normals cover: 360 less the widest gap between them.
double covered_degrees(std::span<const ContourSample> samples);

}  // namespace spoor
