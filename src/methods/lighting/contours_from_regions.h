#pragma once
/// Occluding contours among the analyst's marks.

#include "methods/lighting/contour_light.h"

#include <string>
#include <vector>

namespace spoor {

struct MarkedContours {
  std::vector<ContourMark> marks;     ///< by id
  std::vector<std::string> left_out;  ///< "id: why"
};

/// Marks of role occluding_contour at `frame`:
/// - a polygon: a whole outline, whose inside is the object;
/// - a path: the object is to the right while following it;
/// - a group with part `contour`, a path, and part `inside`, a point on the object.
/// `sigma_px` stands for marks that state no deviation.
MarkedContours contours_from_regions(const std::vector<Region>& regions, std::int64_t frame, double sigma_px);

}  // namespace spoor
