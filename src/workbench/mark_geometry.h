#pragma once
/// The geometry of marks under a pointer. `aspect` is the width of a sample over its height: lengths and angles are
/// those that are seen, in rows of the picture.

#include "evidence/region.h"

#include <opencv2/core.hpp>

#include <optional>
#include <vector>

namespace spoor {

/// Length of a measurement or line (of a path along its way), and the angle from its first to its last point against
/// the x axis (degrees, counter-clockwise), in picture pixels of square shape: x is widened by `pixel_aspect`.
struct Measured {
  double length_px = 0;
  double angle_deg = 0;
};
Measured measured(const std::vector<PicturePoint>& points, double pixel_aspect);

bool is_area(Shape shape);

/// What can be gripped: a rectangle's four corners (from the top left one clockwise), else the points themselves.
std::vector<PicturePoint> handles(Shape shape, const std::vector<PicturePoint>& points);

/// Whether a mark of this role says where something lies, so that the deviation of its clicks matters.
bool places_something(const Region& mark);

/// Where the deviation of a mark's clicks is gripped: beyond its last point, farther out the larger it is. `reach` as
/// in PointerInput.
PicturePoint deviation_grip(const std::vector<PicturePoint>& points, double sigma_px, double reach, double aspect);
/// The deviation that a grip dragged to `at` stands for: at least 0, in steps of a twentieth of a pixel.
double deviation_at(const std::vector<PicturePoint>& points, const PicturePoint& at, double reach, double aspect);

/// Edge i goes from handle i to the next one; an area's last one closes it.
int edge_count(Shape shape, const std::vector<PicturePoint>& points);

double distance_px(const PicturePoint& a, const PicturePoint& b, double aspect);

/// The place of a segment that is nearest to `point`, and how far along it lies (0..1).
struct Foot {
  PicturePoint at;
  double distance = 0;
  double along = 0;
};
Foot nearest_on(const PicturePoint& from, const PicturePoint& to, const PicturePoint& point, double aspect);

/// Even-odd; false for what is no area.
bool lies_within(Shape shape, const std::vector<PicturePoint>& points, const PicturePoint& point);

/// In square pixels; 0 for what is no area.
double area_px(Shape shape, const std::vector<PicturePoint>& points, double aspect);

/// A rectangle's two points from any two opposite corners, at least half a pixel wide and high.
std::vector<PicturePoint> spanned(const PicturePoint& a, const PicturePoint& b);

/// `to`, moved to the nearest direction from `from` that is a multiple of 45 degrees.
PicturePoint straightened(const PicturePoint& from, const PicturePoint& to, double aspect);

/// `to`, moved so that it spans a square with `from`.
PicturePoint squared(const PicturePoint& from, const PicturePoint& to, double aspect);

/// Fewest of the points such that no other lies farther than `tolerance` from the line through them; both ends stay.
/// Source: Douglas and Peucker, "Algorithms for the reduction of the number of points required to represent a digitized
/// line or its caricature", 1973.
std::vector<PicturePoint> simplified(const std::vector<PicturePoint>& points, double tolerance, double aspect);

/// The corner nearest to `point` within `reach`, else the nearest place of an edge: of `marks` that are shown at
/// `frame` (but for `except`) and of the picture's border (none where the size is 0). Nothing where nothing is near.
std::optional<PicturePoint> snap_place(const std::vector<Region>& marks, std::int64_t frame, const std::string& except,
                                       cv::Size picture, const PicturePoint& point, double reach, double aspect);

}  // namespace spoor
