#include "workbench/actions_desk.h"

#include <gtest/gtest.h>

namespace spoor {
namespace {

using CompareActions = test::ActionsDesk;

TEST_F(CompareActions, modes_go_on_and_off) {
  open_clip();
  const Comparison& comparison = desk().comparison;
  EXPECT_FALSE(type("1")) << "nothing is compared";
  type("0");
  EXPECT_EQ(comparison.mode, CompareMode::kDifference);
  type("W");
  EXPECT_EQ(comparison.mode, CompareMode::kWipe);
  type("W");
  EXPECT_EQ(comparison.mode, CompareMode::kOff);
  type("Shift+W");
  EXPECT_EQ(comparison.mode, CompareMode::kBlink);
  type("Alt+0");
  EXPECT_EQ(comparison.mode, CompareMode::kOff);
}

TEST_F(CompareActions, one_side_is_hidden_at_a_time) {
  open_clip();
  const Comparison& comparison = desk().comparison;
  type("S");
  type("1");
  EXPECT_TRUE(comparison.left_hidden);
  type("2");
  EXPECT_TRUE(comparison.right_hidden);
  EXPECT_FALSE(comparison.left_hidden);
  type("2");
  EXPECT_FALSE(comparison.right_hidden);
}

TEST_F(CompareActions, each_side_steps_by_itself) {
  open_clip();
  const auto right = [&] { return right_frame(desk().comparison, frame(), 48); };
  type("W");
  desk().playhead.go_to(10, 0);
  EXPECT_EQ(right(), 10);
  EXPECT_EQ(after("F1"), 11);
  EXPECT_EQ(right(), 10) << "the right side stayed";
  type("Shift+F2");
  EXPECT_EQ(right(), 9);
  EXPECT_EQ(frame(), 11);
  EXPECT_EQ(desk().comparison.offset_frames, -2);
  type("Right");
  EXPECT_EQ(right(), 10) << "locked: both go on";
  type("Ctrl+L");
  EXPECT_FALSE(desk().comparison.locked);
  EXPECT_EQ(right(), 10) << "nothing moves when the lock opens";
  type("Right");
  EXPECT_EQ(right(), 10);
  type("F2");
  EXPECT_EQ(right(), 11);
  type("F1");
  EXPECT_EQ(right(), 11);
  type("Ctrl+L");
  EXPECT_EQ(right(), 11) << "nor when it closes";
  type("Ctrl+Shift+L");
  EXPECT_EQ(right(), frame());
}

TEST_F(CompareActions, sides_stop_at_the_ends) {
  open_clip();
  type("W");
  type("Shift+F2");
  EXPECT_EQ(desk().comparison.offset_frames, 0);
  type("End");
  type("F2");
  EXPECT_EQ(right_frame(desk().comparison, frame(), 48), 47);
  EXPECT_EQ(desk().comparison.offset_frames, 0);
}

TEST_F(CompareActions, the_right_side_has_the_length_of_its_own_exhibit) {
  open_clip("short.mp4", 20);
  const std::int64_t other = desk().record.id;
  open_clip();
  desk().comparison.other_exhibit = other;
  type("W");
  desk().playhead.go_to(10, 0);
  for (int i = 0; i < 30; ++i) type("F2");
  EXPECT_EQ(right_frame(desk().comparison, frame(), 20), 19);
  EXPECT_EQ(desk().comparison.offset_frames, 9);
}

}  // namespace
}  // namespace spoor
