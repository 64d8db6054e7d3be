#pragma once
/// The analyst's marks as constraints on the light.

#include "methods/shadow/direction_marks.h"

namespace spoor {

/// What is read, at `frame`:
/// - role shadow_object_pair, two points: a point of the shadow, then the point that casts it;
/// - the same role, a path of three points: one side of where the casting point may be, the shadow's point, the other
///   side;
/// - the same role as a group: part "shadow", and part "object" as a point or as a line between its two sides;
/// - a pole: part "shadow_tip" and part "top";
/// - role attached_shadow, two points: across the edge of the shading, from the dark to the lit side.
/// Marks without a deviation of their own get `sigma_px`.
MarkedDirections shadows_from_regions(const std::vector<Region>& regions, std::int64_t frame, double sigma_px);

}  // namespace spoor
