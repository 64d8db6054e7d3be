#include "workbench/comparison.h"

#include <gtest/gtest.h>

#include <limits>

namespace spoor {
namespace {

TEST(comparison, a_locked_side_follows_at_its_offset) {
  Comparison comparison;
  comparison.offset_frames = 3;
  EXPECT_EQ(right_frame(comparison, 10, 100), 13);
  EXPECT_EQ(right_frame(comparison, 98, 100), 99);
  comparison.offset_frames = -20;
  EXPECT_EQ(right_frame(comparison, 10, 100), 0);
}

TEST(comparison, an_unlocked_side_stays) {
  Comparison comparison;
  comparison.locked = false;
  comparison.other_frame = 42;
  EXPECT_EQ(right_frame(comparison, 10, 100), 42);
  EXPECT_EQ(right_frame(comparison, 10, 20), 19);
  EXPECT_EQ(right_frame(comparison, 10, 0), 0);
}

TEST(comparison, no_offset_overflows) {
  Comparison comparison;
  comparison.offset_frames = std::numeric_limits<std::int64_t>::max();
  EXPECT_EQ(right_frame(comparison, std::numeric_limits<std::int64_t>::max(), 100), 99);
  comparison.offset_frames = std::numeric_limits<std::int64_t>::min();
  EXPECT_EQ(right_frame(comparison, 5, 100), 0);
}

TEST(comparison, tells_the_offset_in_frames_and_milliseconds) {
  EXPECT_EQ(offset_text(3, 1.0, 1.1), "right: +3 frames, +100.0 ms");
  EXPECT_EQ(offset_text(-1, 1.0, 0.9664), "right: -1 frame, -33.6 ms");
  EXPECT_EQ(offset_text(0, 1.0, 1.0 - 1e-9), "right: +0 frames, +0.0 ms");
}

TEST(comparison, blinks_half_of_the_time) {
  Comparison comparison;
  comparison.blink_seconds = 0.5;
  EXPECT_FALSE(blink_shows_right(comparison, 10.1));
  EXPECT_TRUE(blink_shows_right(comparison, 10.6));
  EXPECT_FALSE(blink_shows_right(comparison, 11.1));
  comparison.blink_seconds = 0;
  EXPECT_FALSE(blink_shows_right(comparison, 10.6));
}

TEST(comparison, every_mode_has_a_name) {
  EXPECT_STREQ(compare_mode_name(CompareMode::kOff), "single");
  EXPECT_STREQ(compare_mode_name(CompareMode::kDifference), "difference");
}

TEST(comparison, the_way_back_is_signed_so_that_the_middle_is_seen) {
  const cv::Matx33d there(1.1, 0.1, 30, -0.1, 0.9, 20, 0.0005, -0.0003, 1);
  for (const double sign : {1.0, -1.0, 0.01}) {
    const auto back = left_from_right(there * sign, {640, 480});
    ASSERT_TRUE(back);
    const cv::Vec3d at = there * cv::Vec3d(320, 240, 1), again = *back * (at * (1 / at[2]));
    EXPECT_GT(again[2], 0);
    EXPECT_NEAR(again[0] / again[2], 320, 1e-9);
    EXPECT_NEAR(again[1] / again[2], 240, 1e-9);
  }
  EXPECT_FALSE(left_from_right(cv::Matx33d::zeros(), {640, 480}));
}

}  // namespace
}  // namespace spoor
