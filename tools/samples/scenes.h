#pragma once
/// The shots that the samples are made of: a scene, and from where it is seen.

#include "render.h"

#include <opencv2/core.hpp>

#include <string_view>

namespace spoor::samples {

struct Shot {
  Scene scene{};
  Viewpoint view{};
  cv::Size size{};
};

/// A farm track through a meadow with a truck standing on it.
Shot truck_on_track();

/// The same kind of meadow without a vehicle.
Shot empty_meadow();

/// A truck standing in a meadow under a higher sun from the other side, from where a splice takes it.
Shot other_truck();

/// Cottages beyond a field.
Shot hamlet();

/// Where clips are taken: the truck is put in by truck_at.
Shot roadside(std::uint64_t seed);

/// `scene` with a truck on its track, its middle `y` metres north.
Scene with_truck_at(const Scene& scene, double y);

}  // namespace spoor::samples
