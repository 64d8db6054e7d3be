#pragma once
/// The field: grass, soil, ruts, and the country behind it.

#include "scene.h"

namespace spoor::samples {

/// What a ray that meets the ground sees there.
struct GroundPoint {
  Vec place;
  Vec normal{0, 0, 1};
  Vec albedo{};
  double sky_share = 1;  ///< how much of the sky's light gets down between the blades
  double softness = 0;   ///< 1: blades that pass light on, 0: soil
};

/// The ground under `ray` (which points down), seen by pixels of `pixel_rad`.
GroundPoint ground_seen(const Scene& scene, const Ray& ray, double pixel_rad);

/// Linear light from the sky in `direction`, clouds included.
Vec sky_light(const Scene& scene, Vec direction);

/// Distant hills and woods: the light from `direction` where they stand above the horizon line, and their share
/// of the ray (0 above their outline).
struct Backdrop {
  Vec light;
  double share = 0;
};
Backdrop backdrop(const Scene& scene, Vec direction);

/// Light of the air between the eye and something `distance` metres away, mixed over `light`.
Vec through_air(Vec light, double distance);

}  // namespace spoor::samples
