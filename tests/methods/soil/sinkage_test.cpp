#include "methods/soil/sinkage.h"

#include <gtest/gtest.h>

namespace spoor {
namespace {

// Computed by hand from Bekker's formula: an HMMWV of 2.4 t on four tyres 37x12.5.
TEST(Sinkage, of_a_light_vehicle_in_known_terrains) {
  constexpr double kLoad = 2400 * 9.81 / 4 / 1000, kWidth = 0.32, kDiameter = 0.94;
  ASSERT_NE(find_terrain("sandy loam"), nullptr);
  EXPECT_NEAR(wheel_sinkage(*find_terrain("sandy loam"), kLoad, kWidth, kDiameter), 0.032, 0.0005);
  EXPECT_NEAR(wheel_sinkage(*find_terrain("dry sand"), kLoad, kWidth, kDiameter), 0.086, 0.001);
  EXPECT_EQ(find_terrain("moon"), nullptr);
}

TEST(Sinkage, grows_with_load_and_ends_at_a_third_of_the_wheel) {
  for (const Terrain& terrain : known_terrains()) {
    double before = 0;
    for (const double load : {2.0, 6.0, 15.0, 40.0}) {
      const double z = wheel_sinkage(terrain, load, 0.32, 0.94);
      EXPECT_GE(z, before) << terrain.name;
      EXPECT_LE(z, 0.94 / 3 + 1e-12) << terrain.name;
      before = z;
    }
  }
}

}  // namespace
}  // namespace spoor
