#pragma once
/// Things to put into a scene.

#include "scene.h"

namespace spoor::samples {

/// A light utility truck 4.6 m long, wheels on the ground, heading along its own +x.
Thing truck(Vec place, double yaw_rad, Vec colour);

/// A cottage with a gabled roof: `length` along its own x, `depth` along y.
Thing cottage(Vec place, double yaw_rad, double length, double depth, Vec colour, std::uint64_t seed);

/// A broad-leaved tree, or with `trunk` 0 a bush.
Thing tree(Vec place, double height, double trunk, std::uint64_t seed);

/// An upright wooden post.
Thing post(Vec place, double height, std::uint64_t seed);

}  // namespace spoor::samples
