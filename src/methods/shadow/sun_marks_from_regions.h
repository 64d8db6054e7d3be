#pragma once
/// The analyst's marks as measurements of the sun.

#include "methods/projective/upright_picture.h"
#include "methods/shadow/sun_from_marks.h"

#include <cstdint>
#include <string>
#include <vector>

namespace spoor {

/// Deviations of marks that state none.
struct SunMarkDefaults {
  double sigma_px = 2;
  double lean_deg = 1.5, slope_deg = 1, turn_deg = 3, plumb_deg = 0.3;
  double horizon_px = 0;  ///< what a seen horizon may lie off the true one, added to its clicks' deviation
};

/// A tip of a pole's shadow at another time.
struct LaterTip {
  std::string pole;  ///< id of the group
  PicturePoint foot, tip;
  double sigma_px = 2;
  std::int64_t frame = 0;
  double later_s = 0, later_sigma_s = 0;  ///< by the group's quantity "later"; where there is none, the frame tells
  bool by_frame = true;
};

struct MarkedForSun {
  std::vector<SunMark> marks;         ///< by id
  std::vector<LaterTip> course;       ///< tips of poles that are marked at several times, all of them, in order of time
  std::vector<std::string> left_out;  ///< "id: why"
};

/// What is read at `frame`, all of it turned upright:
/// - a pole, as a group: parts foot, shadow_tip and top; without a top its shadow's direction; without a foot a pair of
///   shadow and object. Quantities of the group: lean, lean_towards, slope, slope_towards (degrees, directions
///   clockwise from the camera's heading), with their deviations.
/// - role shadow_object_pair, as in marks_from_regions.h;
/// - role shadow_direction, two points on the ground: from the far end of a shadow towards what casts it;
/// - role horizon, a line (of a path, its ends); role vertical, an upright line; role parallel, a level line, those of
///   one group being parallel to each other (without a group, all).
/// A pole whose shadow_tip has several key frames, or that has a part later_tip and a quantity "later" (seconds), is
/// read for its course as well.
MarkedForSun sun_marks_from_regions(const std::vector<Region>& regions, const std::vector<MarkGroup>& groups,
                                    const UprightPicture& picture, std::int64_t frame, const SunMarkDefaults& defaults);

}  // namespace spoor
