#include "methods/lighting/contours_from_regions.h"

#include <gtest/gtest.h>

namespace spoor {
namespace {

Region mark(const std::string& id, Shape shape, std::vector<PicturePoint> points) {
  Region region;
  region.id = id;
  region.shape = shape;
  region.points = std::move(points);
  region.role = "occluding_contour";
  return region;
}

const std::vector<PicturePoint> kUpTheLeft{{10, 90}, {0, 60}, {0, 30}, {10, 0}};

TEST(ContoursFromRegions, knows_the_side_by_the_order_of_clicks_by_the_outline_or_by_a_point) {
  auto line = mark("b.line", Shape::kPath, kUpTheLeft), inside = mark("b.inside", Shape::kPoint, {{-50, 40}});
  line.group = inside.group = "b";
  line.part = "contour", inside.part = "inside";
  line.sigma_px = 0.5;
  const auto found = contours_from_regions(
      {mark("c", Shape::kPath, kUpTheLeft), mark("a", Shape::kPolygon, {{0, 0}, {0, 9}, {9, 9}, {9, 0}}), inside, line},
      0, 3);
  ASSERT_EQ(found.marks.size(), 3U);
  EXPECT_EQ(found.marks[0].id, "a");
  EXPECT_TRUE(found.marks[0].closed);
  EXPECT_EQ(found.marks[0].side, ObjectSide::kLeft) << "drawn anticlockwise";
  EXPECT_EQ(found.marks[1].id, "b");
  EXPECT_EQ(found.marks[1].side, ObjectSide::kLeft) << "the point lies to the left";
  EXPECT_EQ(found.marks[1].sigma_px, 0.5);
  EXPECT_EQ(found.marks[2].side, ObjectSide::kRight);
  EXPECT_EQ(found.marks[2].sigma_px, 3);
  EXPECT_TRUE(found.left_out.empty());
}

TEST(ContoursFromRegions, leaves_out_other_frames_shapes_and_roles) {
  auto later = mark("later", Shape::kPath, kUpTheLeft), other = mark("other", Shape::kPath, kUpTheLeft),
       lonely = mark("l.inside", Shape::kPoint, {{0, 0}});
  later.frames = {5, 9};
  other.role = "vehicle";
  lonely.group = "l", lonely.part = "inside";
  const auto found = contours_from_regions({later, other, lonely, mark("dot", Shape::kPoint, {{1, 1}})}, 0, 2);
  EXPECT_TRUE(found.marks.empty());
  EXPECT_EQ(found.left_out.size(), 2U);
  EXPECT_EQ(contours_from_regions({later}, 7, 2).marks.size(), 1U);
}

}  // namespace
}  // namespace spoor
