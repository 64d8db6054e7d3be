#include "methods/ground/ground_frame.h"

#include <gtest/gtest.h>

#include <cmath>

namespace spoor {
namespace {

GroundCamera looking_down(double degrees) {
  GroundCamera camera;
  camera.view.f_px = 900;
  camera.view.centre = {640, 360};
  camera.lens.centre = {640, 360};
  camera.lens.radius_px = std::hypot(640, 360);
  camera.lens.lambda = -0.05;
  const double tilt = degrees * std::numbers::pi / 180;
  camera.view.up = {0, -std::cos(tilt), -std::sin(tilt)};
  camera.height_m = 4;
  return camera;
}

UprightPicture picture() {
  UprightPicture made;
  made.width = 1280, made.height = 720;
  return made;
}

TEST(GroundFrame, finds_a_point_where_it_shows_it) {
  const GroundFrame ground(looking_down(20), picture());
  for (const cv::Point2d& at : {cv::Point2d(0, 11), {3, 9}, {-4, 15}}) {
    const auto seen = ground.picture_from_ground(at);
    ASSERT_TRUE(seen);
    const auto back = ground.ground_from_upright(*seen);
    ASSERT_TRUE(back);
    EXPECT_NEAR(back->x, at.x, 1e-6);
    EXPECT_NEAR(back->y, at.y, 1e-6);
  }
}

TEST(GroundFrame, has_right_to_the_right_ahead_upwards_and_heights_above) {
  const GroundFrame ground(looking_down(20), picture());
  const auto middle = ground.picture_from_ground({0, 10}), right = ground.picture_from_ground({1, 10}),
             ahead = ground.picture_from_ground({0, 12}), above = ground.picture_from_ground({0, 10}, 1);
  EXPECT_NEAR(middle->x, 640, 1e-6);
  EXPECT_GT(right->x, middle->x + 50);
  EXPECT_LT(ahead->y, middle->y);
  EXPECT_LT(above->y, middle->y - 50);
  EXPECT_FALSE(ground.picture_from_ground({0, -30})) << "behind the camera";
  EXPECT_FALSE(ground.ground_from_upright({640, -300})) << "above the horizon";
}

TEST(GroundPose, goes_there_and_back) {
  const GroundPose pose{{3, -2}, 0.4};
  const cv::Point2d ahead = pose.ground_from_own({0, 1}) - pose.origin;
  EXPECT_NEAR(std::atan2(ahead.x, ahead.y), 0.4, 1e-12) << "clockwise from the ground's y";
  const cv::Point2d back = pose.own_from_ground(pose.ground_from_own({1.5, -7}));
  EXPECT_NEAR(back.x, 1.5, 1e-12);
  EXPECT_NEAR(back.y, -7, 1e-12);
}

}  // namespace
}  // namespace spoor
