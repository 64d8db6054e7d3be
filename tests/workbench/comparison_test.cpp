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

}  // namespace
}  // namespace spoor
