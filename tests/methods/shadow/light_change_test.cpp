#include "methods/shadow/light_change.h"

#include <gtest/gtest.h>

#include <cmath>

namespace spoor {
namespace {

// Planck's law, not Wien's, at the middles of the primaries (450, 540, 610 nm), up to a factor.
cv::Vec3d planck(double kelvin) {
  cv::Vec3d light;
  const double micrometres[] = {0.45, 0.54, 0.61};
  for (int c = 0; c < 3; ++c) {
    light[c] = 1 / (std::pow(micrometres[c], 5) * (std::exp(14387.77 / (micrometres[c] * kelvin)) - 1));
  }
  return light / light[1];
}

// Sun and sky over sky, the sun being `ratio` times as strong in green.
LightChange shadow_of(double sun_kelvin, double sky_kelvin, double ratio) {
  const cv::Vec3d sun = planck(sun_kelvin) * ratio, sky = planck(sky_kelvin);
  cv::Vec3d step;
  for (int c = 0; c < 3; ++c) step[c] = std::log((sun[c] + sky[c]) / sky[c]);
  return change_of(step);
}

TEST(LightChange, of_the_sun_against_the_sky_is_one_that_daylight_can_make) {
  for (const double sun : {3500.0, 4500.0, 5500.0, 6000.0}) {
    for (const double sky : {6500.0, 9000.0, 15000.0, 25000.0}) {
      for (const double ratio : {1.5, 4.0, 9.0}) {
        const LightChange change = shadow_of(sun, sky, ratio);
        EXPECT_NEAR(change.green, std::log(1 + ratio), 1e-9);
        EXPECT_GT(change.bluer, 0);
        // Sun and sky together are no single radiator, which takes them off the line a little.
        EXPECT_LT(std::abs(change.off), 0.11) << sun << " " << sky << " " << ratio;
        // Only the deepest blue sky against the reddest sun goes beyond.
        if (change.bluer < 0.8) {
          EXPECT_TRUE(daylight_can(change));
        }
      }
    }
  }
}

TEST(LightChange, the_other_way_round_or_by_less_than_half_is_none) {
  EXPECT_FALSE(daylight_can(shadow_of(15000, 4500, 4)));
  EXPECT_FALSE(daylight_can(shadow_of(5500, 12000, 0.9)));
  // Leaves beside soil: green falls least.
  EXPECT_FALSE(daylight_can(change_of({1.6, 1.0, 1.6})));
  EXPECT_TRUE(daylight_can(change_of({1.4, 1.7, 1.9})));
}

TEST(LightChange, agrees_with_itself_and_less_with_others) {
  const LightChange a = change_of({1.4, 1.7, 1.9});
  EXPECT_EQ(agreement(a, a), 1);
  EXPECT_TRUE(alike(a, a));
  LightChange b = a;
  b.green *= 1.2000001;
  EXPECT_FALSE(alike(b, a));
  EXPECT_NEAR(agreement(b, a), std::exp(-0.5), 1e-6);
  b = a;
  b.bluer += 0.14;
  EXPECT_TRUE(alike(b, a));
}

TEST(LightChange, of_shade_under_a_blue_sky_is_bluer_than_that_of_openings) {
  for (const double sky : {7500.0, 10000.0, 20000.0}) {
    for (const double sun : {4500.0, 5500.0, 5800.0}) {
      for (const double ratio : {3.05, 5.0, 12.0}) {
        const cv::Vec3d shade = planck(sky), light = shade + (ratio - 1) * shade[1] / planck(sun)[1] * planck(sun);
        cv::Vec3d step;
        for (int c = 0; c < 3; ++c) step[c] = std::log(light[c] / shade[c]);
        EXPECT_TRUE(blue_sky_can(change_of(step))) << sky << " " << sun << " " << ratio;
      }
    }
  }
  EXPECT_FALSE(blue_sky_can(change_of({1.6, 1.6, 1.6}))) << "an opening: darker, of no other colour";
  EXPECT_FALSE(blue_sky_can(change_of({0.8, 0.95, 1.05}))) << "the sun gives more than twice the sky's light";
  EXPECT_FALSE(blue_sky_can(change_of({3.6, 4.0, 4.4}))) << "black beside white: fifty times";
}

}  // namespace
}  // namespace spoor
