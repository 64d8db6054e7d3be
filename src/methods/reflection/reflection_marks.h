#pragma once
/// Marked points and their reflections in one plane, as constraints on the vanishing point of its normal.
///
/// The lines from points to their reflections in a plane are parallel in space, so that in the picture they run towards
/// one point where the plane faces the camera's side (W > 0), and away from one otherwise. That is what shadows of a
/// light at infinity do: a pair is a ShadowMark whose `at` is the point and whose `first` is its reflection, and
/// everything in one_light.h holds for it, the light being the vanishing point of the plane's normal.

#include "methods/shadow/direction_marks.h"

namespace spoor {

/// What is read, at `frame`:
/// - role reflection, two points: a point of the object, then its reflection;
/// - the same role, a path of three: one side of where the reflection may be, the object's point, the other side;
/// - the same role as a group: parts "object" (a point) and "reflection" (a point, or a line between its two sides);
/// - where the surface is `level` (water, a wet floor), also upright lines, which run towards the same point: role
///   vertical with two points, and poles with foot and top. Their upper end is taken to be the one higher up in the
///   picture, or the top.
/// Marks without a deviation of their own get `sigma_px`.
MarkedDirections reflections_from_regions(const std::vector<Region>& regions, std::int64_t frame, double sigma_px,
                                          bool level);

}  // namespace spoor
