#include "methods/shadow/direction_marks.h"

#include <gtest/gtest.h>

namespace spoor {
namespace {

Region region(std::string id, std::vector<PicturePoint> points, double sigma_px = 0) {
  Region one;
  one.id = std::move(id);
  one.points = std::move(points);
  one.sigma_px = sigma_px;
  return one;
}

TEST(DirectionMarks, run_from_a_point_to_another_or_to_somewhere_between_two) {
  DirectionMarks marks(0, 2);
  marks.by_points(region("b", {{0, 0}, {4, 3}}), "why");
  marks.by_points(region("a", {{1, 0}, {0, 0}, {0, 1}}, 0.5), "why");
  const Region from = region("f", {{9, 9}}, 1), to = region("t", {{7, 9}, {9, 7}}, 3);
  marks.by_parts("c", &from, &to, "why");
  const auto found = marks.take();
  EXPECT_TRUE(found.left_out.empty());
  ASSERT_EQ(found.marks.size(), 3U);
  EXPECT_EQ(found.marks[0].id, "a");
  EXPECT_EQ(found.marks[0].at, (PicturePoint{0, 0}));
  EXPECT_EQ(found.marks[0].first, (PicturePoint{1, 0}));
  EXPECT_EQ(found.marks[0].second, (PicturePoint{0, 1}));
  EXPECT_EQ(found.marks[0].sigma_px, 0.5);
  EXPECT_EQ(found.marks[1].first, found.marks[1].second);
  EXPECT_EQ(found.marks[1].sigma_at_px, 2);
  EXPECT_EQ(found.marks[2].sigma_at_px, 1);
  EXPECT_EQ(found.marks[2].sigma_px, 3);
}

TEST(DirectionMarks, say_why_a_mark_is_left_out) {
  DirectionMarks marks(0, 2);
  marks.by_points(region("one", {{0, 0}}), "two are needed");
  marks.by_points(region("same", {{5, 5}, {5, 5}}), "two are needed");
  const Region line = region("line", {{0, 0}, {1, 1}}), point = region("point", {{3, 3}});
  marks.by_parts("no end", &point, nullptr, "both are needed");
  marks.by_parts("from a line", &line, &point, "both are needed");
  const auto found = marks.take();
  EXPECT_TRUE(found.marks.empty());
  EXPECT_EQ(found.left_out,
            (std::vector<std::string>{"one: two are needed", "same: its points coincide", "no end: both are needed",
                                      "from a line: its parts are not points"}));
}

TEST(DirectionMarks, find_parts_of_a_group) {
  const Region top = region("top", {{0, 0}});
  const RegionParts parts{{"top", &top}};
  EXPECT_EQ(part_of(parts, "top"), &top);
  EXPECT_EQ(part_of(parts, "foot"), nullptr);
}

}  // namespace
}  // namespace spoor
