#include "analysis/vehicle_on_ground.h"

#include "support/scene_marks.h"
#include "support/vehicle_scene.h"

#include <gtest/gtest.h>

#include <cmath>

namespace spoor {
namespace {

TEST(VehicleOnGround, stands_where_it_is_marked) {
  test::StructureSource source = test::bare_picture(1280, 720);
  const GroundPose pose{{1, 13}, 0.5};
  for (const bool outline : {false, true}) {
    VehicleParams params;
    params.lean = 0.1, params.relief = 0;
    const auto setting = setting_around_vehicle(test::marked_vehicle(source, pose, outline), params);
    ASSERT_TRUE(setting) << to_text(setting.error());
    const auto found = vehicle_on_ground(*setting, params, {});
    ASSERT_TRUE(found) << to_text(found.error());
    EXPECT_NEAR(found->vehicle.pose.origin.x, 1, 0.1);
    EXPECT_NEAR(found->vehicle.pose.origin.y, 13, 0.3);
    EXPECT_NEAR(found->vehicle.pose.bearing_rad, 0.5, 0.02);
    EXPECT_NEAR(found->fit.camera.height_m, 4, 0.12);
    EXPECT_EQ(found->vehicle.points, outline ? 7 : 3);
  }
}

TEST(VehicleOnGround, its_outline_alone_gives_place_and_scale_where_the_focal_length_is_known) {
  test::StructureSource source = test::bare_picture(1280, 720);
  RunContext context = test::marked_vehicle(source, {{1, 13}, 0.5}, true);
  std::erase_if(context.regions, [](const Region& region) { return region.role != "footprint"; });
  context.groups.clear();
  VehicleParams params;
  params.focal = 1100, params.focal_deviation = 2, params.sigma = 0.5;
  const auto setting = setting_around_vehicle(context, params);
  ASSERT_TRUE(setting) << to_text(setting.error());
  const auto found = vehicle_on_ground(*setting, params, {});
  ASSERT_TRUE(found) << to_text(found.error());
  EXPECT_NEAR(found->fit.camera.height_m, 4, 0.8);
  EXPECT_NEAR(std::remainder(found->vehicle.pose.bearing_rad - 0.5, std::numbers::pi), 0, 0.1) << "either way round";
}

TEST(VehicleOnGround, declines_marks_that_are_no_such_vehicle_and_none_at_all) {
  test::StructureSource source = test::bare_picture(1280, 720);
  RunContext context = test::marked_vehicle(source, {{1, 13}, 0.5}, false);
  VehicleParams lorry;
  lorry.wheelbase = 6, lorry.gauge = 2.1;
  context.groups.front().quantities = {{"wheelbase", 3.3, "m", 0.05}};
  const auto setting = setting_around_vehicle(context, lorry);
  ASSERT_TRUE(setting);
  const auto off = vehicle_on_ground(*setting, lorry, {});
  ASSERT_FALSE(off);
  EXPECT_EQ(off.error().fault, Fault::kNotApplicable);
  EXPECT_NE(to_text(off.error()).find("off a vehicle of 6.00 m wheelbase"), std::string::npos) << to_text(off.error());
  std::erase_if(context.regions, [](const Region& region) { return region.role == "wheels"; });
  const auto bare = setting_around_vehicle(context, {});
  ASSERT_TRUE(bare);
  EXPECT_FALSE(vehicle_on_ground(*bare, {}, {}));
}

}  // namespace
}  // namespace spoor
