#include "methods/registration/brightness.h"

#include "support/made_scene.h"

#include <gtest/gtest.h>

namespace spoor {
namespace {

TEST(Brightness, finds_a_planted_gain_and_offset) {
  const cv::Mat place = test::made_place({320, 240}, 3);
  const auto match = brightness_match(place * 0.8 + 20, place, kSamePlace);
  ASSERT_TRUE(match);
  EXPECT_NEAR(match->gain, 0.8, 0.01);
  EXPECT_NEAR(match->offset, 20, 1);
  EXPECT_NEAR(match->correlation, 1, 0.01);
}

TEST(Brightness, a_third_of_the_scene_may_have_changed) {
  const cv::Mat place = test::made_place({320, 240}, 3);
  cv::Mat other = place * 0.8 + 20;
  test::made_place({110, 240}, 9).copyTo(other(cv::Rect(0, 0, 110, 240)));
  const auto match = brightness_match(other, place, kSamePlace);
  ASSERT_TRUE(match);
  EXPECT_NEAR(match->gain, 0.8, 0.03);
  EXPECT_NEAR(match->offset, 20, 3);
}

TEST(Brightness, says_nothing_of_flat_and_of_burnt_out_pictures) {
  const cv::Mat place = test::made_place({320, 240}, 3);
  EXPECT_FALSE(brightness_match(place, cv::Mat(240, 320, CV_32FC1, cv::Scalar(100)), kSamePlace));
  EXPECT_FALSE(brightness_match(place, cv::Mat(240, 320, CV_32FC1, cv::Scalar(255)), kSamePlace));
  EXPECT_FALSE(brightness_match(place, place, {1, 0, 5000, 0, 1, 0, 0, 0, 1}));
}

}  // namespace
}  // namespace spoor
