#pragma once
/// A vehicle's tracks laid into ground as it was photographed: what would have been seen, had it driven here.

#include "methods/ground/rectified_ground.h"
#include "methods/ground/track_search.h"
#include "methods/statistics/seeded_noise.h"

namespace spoor {

/// A rut: flat bottom as wide as the tyre, sides at 40 degrees, berms that take up part of what was displaced.
struct Rut {
  double depth_m = 0.03, width_m = 0.32;
  double berm_share = 0.35;  ///< of the displaced volume, in both berms together (0.2 to 0.5 is seen)
  double smoothed = 0.5;     ///< share of the ground's own texture that the tyre takes away on its bottom, 0..1
  double darker = 0.05;      ///< natural logarithm of the ground's albedo over that of its bottom
};

struct Daylight {
  double sun_bearing_rad = 0;  ///< clockwise from the window's y
  double sun_elevation_rad = 0.7;
  double sky_share = 0.2;  ///< of the light on level ground that the sky gives; 1: overcast
};

/// Height of a rut's cross-section at `across_m` from its middle.
double rut_height(const Rut& rut, double across_m);

/// The window's ground with the wheel lines of `path` for a vehicle of `size` at the window's origin: shaded by
/// Lambert's law, blurred across by what a pixel covers there; colour unchanged.
RectifiedGround with_tracks(const RectifiedGround& ground, const TrackPath& path, const VehicleSize& size,
                            const Rut& rut, const Daylight& light);

/// A path that such a vehicle may have come by, within what TrackSearch looks at.
TrackPath some_path(SeededNoise& noise, bool ahead);

}  // namespace spoor
