#include "methods/shadow/dark_places.h"

#include "support/shadowed_ground.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace spoor {
namespace {

const DarkPlace* place_at(const std::vector<DarkPlace>& places, const cv::Rect& where) {
  for (const DarkPlace& place : places) {
    const cv::Rect box = cv::boundingRect(place.pixels);
    if ((box & where).area() > 0.8 * (box | where).area()) return &place;
  }
  return nullptr;
}

TEST(DarkPlaces, compare_light_across_their_outline) {
  const cv::Mat bgr = test::ground_with_shadows(1).picture();
  const std::vector<DarkPlace> places = dark_places(light_picture(bgr, 1280), {});
  const DarkPlace* const place = place_at(places, {480, 350, 181, 111});
  ASSERT_NE(place, nullptr);
  EXPECT_NEAR(static_cast<double>(place->pixels.size()), 181 * 111, 400);
  // 580 pixels of outline in pieces of 16.
  EXPECT_NEAR(static_cast<double>(place->outer_steps), 36, 3);
  for (std::size_t i = 0; i < place->outer_steps; ++i) {
    const LightStep& s = place->steps[i];
    ASSERT_TRUE(s.comparable);
    for (int c = 0; c < 3; ++c) {
      const double truth =
          std::log((test::ShadowedGround::kSun[c] + test::ShadowedGround::kSky[c]) / test::ShadowedGround::kSky[c]);
      // The darkest of four pixels is taken inside, so that texture adds a little.
      EXPECT_NEAR(s.step[c], truth, 0.25);
    }
    EXPECT_GT(s.sharpness, 0.8);
    EXPECT_NEAR(s.texture_outside, 0.06, 0.05);
  }
}

TEST(DarkPlaces, are_not_bright_ones) {
  test::ShadowedGround ground({400, 300}, 0.02, 1.5, 2);
  ground.paint(test::box(100, 100, 120, 80), {0.7, 0.7, 0.7});
  for (const DarkPlace& place : dark_places(light_picture(ground.picture(), 1280), {})) {
    const cv::Rect box = cv::boundingRect(place.pixels);
    EXPECT_LT((box & cv::Rect(110, 110, 100, 60)).area(), 0.5 * 6000);
  }
}

TEST(DarkPlaces, cannot_be_compared_against_clipped_light) {
  test::ShadowedGround ground({400, 300}, 0.02, 1.5, 2);
  ground.paint(test::box(0, 0, 400, 300), {1.6, 1.6, 1.6});
  ground.shadow(test::box(120, 100, 120, 80));
  const std::vector<DarkPlace> places = dark_places(light_picture(ground.picture(), 1280), {});
  const DarkPlace* const place = place_at(places, {120, 100, 121, 81});
  ASSERT_NE(place, nullptr);
  EXPECT_TRUE(std::none_of(place->steps.begin(), place->steps.end(), [](const LightStep& s) { return s.comparable; }));
}

}  // namespace
}  // namespace spoor
