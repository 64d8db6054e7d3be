#pragma once
/// Linear programmes in the plane, exactly and without a solver: what a handful of half-planes leave.

#include "evidence/region.h"

#include <span>
#include <vector>

namespace spoor {

/// a x + b y + c >= 0; (a, b) has length 1 where slack is to be read in the plane's units.
struct HalfPlane {
  double a = 0, b = 0, c = 0;
  double value(const PicturePoint& p) const { return a * p.x + b * p.y + c; }
};

/// A convex polygon, corners in order. Empty: nothing.
using ConvexPolygon = std::vector<PicturePoint>;

/// The square |x|, |y| <= half_side.
ConvexPolygon square(double half_side);

/// What of `polygon` lies in the half-plane, its edge included. A polygon that shrinks to a segment or a point stays.
ConvexPolygon clipped(const ConvexPolygon& polygon, const HalfPlane& half_plane);

/// The corner average weighted by area; the mean of the corners where the area vanishes. Not for an empty polygon.
PicturePoint centroid(const ConvexPolygon& polygon);

struct LeastSlack {
  PicturePoint at;
  double total = 0;
  std::vector<double> slack;  ///< of each half-plane at that place, in its order
};

/// Minimises sum_i s_i over (x, y) in the square, subject to row_i(x, y) + s_i >= 0 and s_i >= 0.
///
/// The sum is convex and piecewise linear: its least value is taken at a crossing of two of the half-planes' lines or
/// of the square's sides, and all of them are looked at. Cubic in the number of rows; meant for up to a hundred.
LeastSlack least_slack(std::span<const HalfPlane> rows, double half_side);

}  // namespace spoor
