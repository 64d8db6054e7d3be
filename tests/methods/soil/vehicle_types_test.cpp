#include "methods/soil/vehicle_types.h"

#include <gtest/gtest.h>

#include <set>

namespace spoor {
namespace {

TEST(VehicleTypes, are_bodies_that_hold_together) {
  std::set<std::string_view> ids;
  for (const VehicleType& v : vehicle_types()) {
    EXPECT_TRUE(ids.insert(v.id).second) << v.id;
    EXPECT_EQ(vehicle_type_by_id(v.id), &v);
    EXPECT_LT(v.mass_low_kg, v.mass_high_kg) << v.id;
    EXPECT_LT(v.wheelbase + v.tyre_diameter, v.length) << v.id;
    EXPECT_LT(v.track + v.tyre_width, v.width + 0.05) << v.id;
    EXPECT_LT(v.clearance, v.tyre_diameter / 2) << v.id;
    EXPECT_LT(v.tyre_diameter, v.height) << v.id;
  }
  EXPECT_EQ(vehicle_type_by_id("tank"), nullptr);
}

TEST(VehicleTypes, holds_the_published_figures_of_the_hmmwv) {
  const VehicleType& v = *vehicle_type_by_id("m998");
  EXPECT_DOUBLE_EQ(v.wheelbase, 3.30) << "130 in";
  EXPECT_DOUBLE_EQ(v.track, 1.82) << "71.6 in";
  EXPECT_NEAR(v.tyre_diameter, 37 * 0.0254, 0.005);
  EXPECT_NEAR(v.tyre_width, 12.5 * 0.0254, 0.005);
}

}  // namespace
}  // namespace spoor
