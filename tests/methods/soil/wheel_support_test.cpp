#include "methods/soil/wheel_support.h"

#include "methods/statistics/seeded_noise.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

namespace spoor {
namespace {

constexpr double kDegree = std::numbers::pi / 180;

// Wheels of a body 3.3 by 1.8 m, heading `bearing` clockwise from the second axis, on a plane of this pitch and roll.
WheelPoints wheels(double bearing_deg, double pitch_deg, double roll_deg) {
  const double s = std::sin(bearing_deg * kDegree), c = std::cos(bearing_deg * kDegree);
  WheelPoints points;
  for (int i = 0; i < 4; ++i) {
    const double ahead = i < 2 ? 3.3 : 0, right = i % 2 == 0 ? -0.9 : 0.9;
    points[static_cast<std::size_t>(i)] =
        cv::Vec3d(4 + ahead * s + right * c, 7 + ahead * c - right * s,
                  0.3 + ahead * std::tan(pitch_deg * kDegree) - right * std::tan(roll_deg * kDegree));
  }
  return points;
}

TEST(WheelSupport, finds_pitch_and_roll_from_four_and_from_any_three_wheels) {
  SeededNoise noise(5);
  for (int i = 0; i < 50; ++i) {
    const double pitch = noise.uniform(-20, 20), roll = noise.uniform(-20, 20);
    const WheelPoints all = wheels(noise.uniform(0, 360), pitch, roll);
    const auto four = wheel_attitude(all);
    ASSERT_TRUE(four);
    EXPECT_NEAR(four->pitch_deg, pitch, 1e-6);
    EXPECT_NEAR(four->roll_deg, roll, 1e-6);
    EXPECT_NEAR(four->twist_m, 0, 1e-9);
    for (std::size_t without = 0; without < 4; ++without) {
      WheelPoints three = all;
      three[without].reset();
      EXPECT_NEAR(wheel_attitude(three)->pitch_deg, pitch, 1e-6);
      EXPECT_NEAR(wheel_attitude(three)->roll_deg, roll, 1e-6);
    }
  }
}

TEST(WheelSupport, tells_a_hanging_wheel_as_twist) {
  WheelPoints all = wheels(30, 0, 0);
  (*all[kFrontLeft])[2] += 0.4;
  EXPECT_NEAR(wheel_attitude(all)->twist_m, 0.1, 1e-9) << "a quarter of it at each wheel";
}

TEST(WheelSupport, needs_three_wheels_that_span_a_plane) {
  WheelPoints two = wheels(0, 0, 0);
  two[kRearRight].reset(), two[kFrontRight].reset();
  EXPECT_FALSE(wheel_attitude(two));
  WheelPoints line = wheels(0, 0, 0);
  for (auto& w : line) (*w)[0] = 0;
  EXPECT_FALSE(wheel_attitude(line));
}

TEST(WheelSupport, finds_where_a_ditch_crosses_the_long_axis) {
  // Heading along the second axis from (4, 7): edges at 8 and 9.2, the second one askew about the middle.
  const auto found = ditch_crossing(wheels(0, 0, 0), {{0, 8}, {8, 8}}, {{0, 9.0}, {8, 9.4}});
  ASSERT_TRUE(found);
  EXPECT_NEAR(found->near_m, 1, 1e-9);
  EXPECT_NEAR(found->far_m, 2.2, 1e-9);
  WheelPoints three = wheels(0, 0, 0);
  three[kRearLeft].reset();
  EXPECT_NEAR(ditch_crossing(three, {{0, 8}, {8, 8}}, {{0, 9.0}, {8, 9.4}})->far_m, 2.2, 1e-9);
  EXPECT_FALSE(ditch_crossing(wheels(0, 0, 0), {{4, 0}, {4, 8}}, {{0, 9}, {8, 9}})) << "an edge along the axis";
  EXPECT_FALSE(ditch_crossing(WheelPoints{}, {{0, 8}, {8, 8}}, {{0, 9}, {8, 9}}));
}

TEST(WheelSupport, drops_a_wheel_into_a_gap_by_its_circle) {
  EXPECT_NEAR(*drop_into_gap_m(1, 0.6), 0.1, 1e-12) << "3, 4, 5";
  EXPECT_DOUBLE_EQ(*drop_into_gap_m(0.94, 0), 0);
  EXPECT_FALSE(drop_into_gap_m(0.94, 0.94));
}

}  // namespace
}  // namespace spoor
