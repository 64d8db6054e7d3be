#include "evidence/region.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace spoor {
namespace {

Region moving() {
  Region mark;
  mark.shape = Shape::kLine;
  mark.points = {{1, 1}, {2, 2}};
  mark.keys = {{10, {{0, 0}, {10, 10}}}, {20, {{10, 20}, {30, 10}}}};
  return mark;
}

TEST(Region, stands_still_without_key_frames) {
  Region mark = moving();
  mark.keys.clear();
  EXPECT_EQ(points_at(mark, 15), mark.points);
}

TEST(Region, moves_linearly_between_key_frames_and_is_held_outside) {
  const Region mark = moving();
  EXPECT_EQ(points_at(mark, 0), mark.keys[0].points);
  EXPECT_EQ(points_at(mark, 10), mark.keys[0].points);
  EXPECT_EQ(points_at(mark, 20), mark.keys[1].points);
  EXPECT_EQ(points_at(mark, 99), mark.keys[1].points);
  const auto middle = points_at(mark, 13);
  EXPECT_DOUBLE_EQ(middle[0].x, 3);
  EXPECT_DOUBLE_EQ(middle[0].y, 6);
  EXPECT_DOUBLE_EQ(middle[1].x, 16);
  EXPECT_DOUBLE_EQ(middle[1].y, 10);
}

TEST(Region, holds_a_shape_whose_points_do_not_correspond_to_the_next) {
  Region mark = moving();
  mark.keys[1].points.push_back({1, 2});
  EXPECT_EQ(points_at(mark, 19), mark.keys[0].points);
}

TEST(Region, roles_are_words_given_once) {
  const std::set<std::string> unique(known_roles().begin(), known_roles().end());
  EXPECT_EQ(unique.size(), known_roles().size());
  for (const auto& role : known_roles()) {
    EXPECT_EQ(role.find_first_not_of("abcdefghijklmnopqrstuvwxyz_"), std::string::npos) << role;
  }
  for (const char* needed : {"suspicious", "vehicle", "footprint", "reference_ground", "scale", "horizon"}) {
    EXPECT_TRUE(unique.contains(needed)) << needed;
  }
}

TEST(Region, shapes_have_names_both_ways) {
  for (const Shape shape : {Shape::kPoint, Shape::kLine, Shape::kRectangle, Shape::kPolygon}) {
    EXPECT_EQ(shape_from_name(shape_name(shape)), shape);
  }
  EXPECT_FALSE(shape_from_name("circle"));
}

}  // namespace
}  // namespace spoor
