#include "methods/motion/track_keys.h"

#include <gtest/gtest.h>

#include <cmath>

namespace spoor {
namespace {

TrackRequest square() { return {Shape::kPolygon, {{0, 0}, {10, 0}, {10, 10}, {0, 10}}, 5, 25}; }

/// A shift by (x, 0) at each frame.
Track shifting(const std::vector<double>& by, std::int64_t from, int step) {
  Track track;
  for (std::size_t i = 0; i < by.size(); ++i) {
    const auto frame = from + step * (static_cast<std::int64_t>(i) + 1);
    track.frames.push_back({frame, {1, 0, by[i], 0}, 0.9, 0.1});
  }
  return track;
}

TEST(TrackKeys, come_in_rising_order_also_from_a_track_backwards) {
  const auto shapes = shapes_of(square(), shifting({1, 2, 3}, 5, -1));
  ASSERT_EQ(shapes.size(), 3U);
  EXPECT_EQ(shapes[0].frame, 2);
  EXPECT_EQ(shapes[0].points[0].x, 3);
  EXPECT_EQ(shapes[2].frame, 4);
  EXPECT_EQ(shapes[1].confidence, 0.9);
}

TEST(TrackKeys, drift_is_shared_out_so_that_the_end_is_what_the_hand_set) {
  auto shapes = shapes_of(square(), shifting({1, 2, 3, 4}, 5, 1));
  // The hand saw it two pixels farther right.
  KeyShape end{9, {{6, 0}, {16, 0}, {16, 10}, {6, 10}}, std::nullopt};
  EXPECT_NEAR(share_out_drift(shapes, 5, end), 2, 1e-12);
  ASSERT_EQ(shapes.size(), 3U) << "the end is there already";
  EXPECT_NEAR(shapes[0].points[0].x, 1.5, 1e-12);
  EXPECT_NEAR(shapes[1].points[0].x, 3, 1e-12);
  EXPECT_NEAR(shapes[2].points[0].x, 4.5, 1e-12);
}

TEST(TrackKeys, drift_backwards_is_shared_out_from_its_own_start) {
  auto shapes = shapes_of(square(), shifting({1, 2}, 5, -1));
  EXPECT_NEAR(share_out_drift(shapes, 5, {3, {{4, 0}, {14, 0}, {14, 10}, {4, 10}}, std::nullopt}), 2, 1e-12);
  ASSERT_EQ(shapes.size(), 1U);
  EXPECT_NEAR(shapes[0].points[0].x, 2, 1e-12);
}

TEST(TrackKeys, a_track_that_did_not_reach_the_end_stays_as_it_is) {
  auto shapes = shapes_of(square(), shifting({1, 2}, 5, 1));
  const auto before = shapes;
  EXPECT_EQ(share_out_drift(shapes, 5, {20, {{4, 0}, {14, 0}, {14, 10}, {4, 10}}, std::nullopt}), 0);
  EXPECT_EQ(shapes, before);
}

TEST(TrackKeys, thinning_keeps_interpolation_within_its_tolerance) {
  std::vector<double> by;
  for (int i = 1; i <= 200; ++i) by.push_back(0.5 * i + 20 * std::sin(0.07 * i));
  const auto shapes = shapes_of(square(), shifting(by, 5, 1));
  const auto few = thinned(shapes, 0.5);
  EXPECT_LT(few.size(), shapes.size() / 3);
  Region mark;
  mark.keys = few;
  for (const KeyShape& shape : shapes) {
    const auto there = points_at(mark, shape.frame);
    EXPECT_LE(std::abs(there[0].x - shape.points[0].x), 0.5 + 1e-9) << shape.frame;
  }
  EXPECT_EQ(few.front(), shapes.front());
  EXPECT_EQ(few.back(), shapes.back());
}

TEST(TrackKeys, a_straight_way_needs_its_ends_alone) {
  EXPECT_EQ(thinned(shapes_of(square(), shifting({1, 2, 3, 4, 5, 6}, 5, 1)), 0.5).size(), 2U);
}

}  // namespace
}  // namespace spoor
