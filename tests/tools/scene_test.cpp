#include "scene.h"

#include "filming.h"
#include "things.h"

#include <gtest/gtest.h>

#include <cmath>

namespace spoor::samples {
namespace {

TEST(Scene, sun_from_the_south_west_throws_shadows_north_east) {
  Scene scene;
  scene.sun_azimuth_deg = 225;
  scene.sun_elevation_deg = 45;
  const Vec sun = sun_direction(scene);
  EXPECT_NEAR(sun.x, -0.5, 1e-12);
  EXPECT_NEAR(sun.y, -0.5, 1e-12);
  EXPECT_NEAR(sun.z, std::sqrt(0.5), 1e-12);
  scene.things.push_back(post({0, 0, 0}, 2, 1));
  // With the sun at 45 degrees a post of 2 m shadows the ground up to 2 m away, on the far side from the sun alone.
  const auto shadowed = [&](double along) {
    const Vec place{along * std::sqrt(0.5), along * std::sqrt(0.5), 0};
    return first_hit(scene, {place, sun}, 100).has_value();
  };
  EXPECT_TRUE(shadowed(1.0));
  EXPECT_TRUE(shadowed(1.9));
  EXPECT_FALSE(shadowed(2.3));
  EXPECT_FALSE(shadowed(-1.0));
}

TEST(Scene, a_ray_meets_the_nearest_face_at_its_distance) {
  Scene scene;
  scene.things.push_back(cottage({0, 20, 0}, 0, 10, 6, {0.5, 0.5, 0.5}, 1));
  const auto hit = first_hit(scene, {{0, 0, 1}, {0, 1, 0}}, 100);
  ASSERT_TRUE(hit);
  EXPECT_NEAR(hit->distance, 17, 1e-9);
  EXPECT_NEAR(hit->normal.y, -1, 1e-9);
  EXPECT_FALSE(first_hit(scene, {{0, 0, 1}, {0, 1, 0}}, 16));
  EXPECT_FALSE(first_hit(scene, {{0, 0, 1}, {0, -1, 0}}, 100));
}

TEST(Scene, wheels_stand_on_the_ground) {
  Scene scene;
  scene.things.push_back(truck({0, 10, 0}, 0.3, {0.5, 0.5, 0.5}));
  const Thing& thing = scene.things.front();
  for (const Wheel& wheel : thing.wheels) EXPECT_NEAR(wheel.centre.z, wheel.radius, 0.02);
}

TEST(Scene, ray_and_projection_are_inverse) {
  const Viewpoint view{.place = {1, -2, 1.7}, .yaw_deg = 12, .pitch_deg = -5, .focal_px = 900};
  const cv::Size size(640, 480);
  const Ray ray = ray_through(view, size, 123.25, 400.5);
  const cv::Point2d back = picture_from_world(view, size, ray.origin + ray.direction * 17);
  EXPECT_NEAR(back.x, 123.25, 1e-9);
  EXPECT_NEAR(back.y, 400.5, 1e-9);
}

}  // namespace
}  // namespace spoor::samples
