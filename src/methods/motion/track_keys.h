#pragma once
/// What a tracker found, as key frames of a mark.

#include "evidence/track.h"

#include <cstdint>
#include <vector>

namespace spoor {

/// The shape at each frame that was followed, in rising order of frames, without the first.
std::vector<KeyShape> shapes_of(const TrackRequest& request, const Track& track);

/// Moves `shapes` so that the one at `end.frame` becomes `end`, in proportion to the distance in frames from `start`,
/// and drops it, since it is there already. Gives the greatest distance by which one of its points was moved, px.
double share_out_drift(std::vector<KeyShape>& shapes, std::int64_t start, const KeyShape& end);

/// The fewest of `shapes` such that no point of the others lies farther than `tolerance_px` from where interpolation
/// puts it; the first and the last stay.
///
/// Source: Douglas and Peucker, 1973, over time instead of along a line.
std::vector<KeyShape> thinned(const std::vector<KeyShape>& shapes, double tolerance_px);

}  // namespace spoor
