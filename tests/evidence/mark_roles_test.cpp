#include "evidence/mark_roles.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace spoor {
namespace {

TEST(MarkRoles, tell_lines_that_go_one_way) {
  Region mark;
  mark.shape = Shape::kLine;
  mark.role = "shadow_direction";
  EXPECT_TRUE(goes_one_way(mark));
  mark.role = "vertical";
  EXPECT_FALSE(goes_one_way(mark));
  mark.role = "shadow_direction";
  mark.shape = Shape::kPolygon;
  EXPECT_FALSE(goes_one_way(mark));
}

TEST(MarkRoles, keep_what_passes_draw_apart_from_marks) {
  const auto& roles = known_roles();
  EXPECT_EQ(std::find(roles.begin(), roles.end(), kSuggestedRole), roles.end());
}

}  // namespace
}  // namespace spoor
