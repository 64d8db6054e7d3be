#include "workbench/pair_picker.h"

#include <gtest/gtest.h>

namespace spoor {
namespace {

using Side = PairPicker::Side;

constexpr Homography kShifted{1, 0, 100, 0, 1, 50, 0, 0, 1};
const std::vector<PointPair> kOne{{{10, 10}, {112, 61}}};

TEST(PairPicker, without_a_homography_a_pair_is_a_click_on_each_side) {
  PairPicker picker;
  EXPECT_FALSE(picker.press({}, Side::kLeft, {10, 20}, 5, std::nullopt));
  ASSERT_TRUE(picker.waiting());
  picker.release();
  // Another click on the same side corrects the first one.
  EXPECT_FALSE(picker.press({}, Side::kLeft, {12, 22}, 5, std::nullopt));
  const auto made = picker.press({}, Side::kRight, {40, 50}, 5, std::nullopt);
  ASSERT_TRUE(made);
  EXPECT_EQ(made->after, (std::vector<PointPair>{{{12, 22}, {40, 50}}}));
  EXPECT_FALSE(picker.waiting());
  EXPECT_EQ(picker.chosen, 0);
}

TEST(PairPicker, with_a_homography_the_other_point_is_put_where_it_says) {
  PairPicker picker;
  const auto left = picker.press(kOne, Side::kLeft, {30, 40}, 5, kShifted);
  ASSERT_TRUE(left);
  EXPECT_EQ(left->after.back(), (PointPair{{30, 40}, {130, 90}}));
  const auto right = picker.press(kOne, Side::kRight, {130, 90}, 5, kShifted);
  ASSERT_TRUE(right);
  EXPECT_EQ(right->after.back(), (PointPair{{30, 40}, {130, 90}}));
}

TEST(PairPicker, a_point_near_the_click_is_dragged_until_it_is_let_go) {
  PairPicker picker;
  EXPECT_FALSE(picker.press(kOne, Side::kRight, {113, 60}, 5, kShifted));
  EXPECT_TRUE(picker.dragging());
  const auto moved = picker.drag(kOne, {120, 70});
  ASSERT_TRUE(moved);
  EXPECT_TRUE(moved->gesture_goes_on);
  EXPECT_EQ(moved->after, (std::vector<PointPair>{{{10, 10}, {120, 70}}}));
  picker.release();
  EXPECT_FALSE(picker.drag(kOne, {0, 0}));
}

TEST(PairPicker, pairs_are_removed_and_what_waits_is_dropped) {
  PairPicker picker;
  EXPECT_FALSE(picker.remove(kOne, 1));
  EXPECT_FALSE(picker.remove(kOne, -1));
  const auto none = picker.remove(kOne, 0);
  ASSERT_TRUE(none);
  EXPECT_TRUE(none->after.empty());
  picker.press({}, Side::kLeft, {10, 20}, 5, std::nullopt);
  picker.cancel();
  EXPECT_FALSE(picker.waiting());
}

}  // namespace
}  // namespace spoor
