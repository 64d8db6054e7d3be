#include "methods/shadow/marks_from_regions.h"

#include <gtest/gtest.h>

#include <cmath>

namespace spoor {
namespace {

Region mark(std::string id, std::string role, std::vector<PicturePoint> points) {
  Region region;
  region.id = std::move(id);
  region.role = std::move(role);
  region.shape = points.size() == 1 ? Shape::kPoint : points.size() == 2 ? Shape::kLine : Shape::kPath;
  region.points = std::move(points);
  return region;
}

Region part_of(const std::string& group, const std::string& part, const std::string& role,
               std::vector<PicturePoint> points) {
  Region region = mark(group + "." + part, role, std::move(points));
  region.group = group;
  region.part = part;
  return region;
}

TEST(MarksFromRegions, reads_each_way_of_marking) {
  auto attached = mark("c", "attached_shadow", {{0, 0}, {10, 0}});
  attached.sigma_px = 1;
  const auto found = shadows_from_regions(
      {mark("a", "shadow_object_pair", {{1, 2}, {3, 4}}), mark("b", "shadow_object_pair", {{1, 0}, {0, 0}, {0, 1}}),
       attached, part_of("d", "shadow", "shadow_object_pair", {{5, 5}}),
       part_of("d", "object", "shadow_object_pair", {{7, 5}, {7, 9}}), part_of("e", "shadow_tip", "pole", {{8, 8}}),
       part_of("e", "top", "pole", {{8, 1}}), part_of("e", "foot", "pole", {{8, 5}}),
       mark("f", "vehicle", {{0, 0}, {1, 1}})},
      0, 2.5);
  ASSERT_EQ(found.marks.size(), 5U);
  EXPECT_TRUE(found.left_out.empty());
  EXPECT_EQ(found.marks[0].at, (PicturePoint{1, 2}));
  EXPECT_EQ(found.marks[0].second, (PicturePoint{3, 4}));
  EXPECT_EQ(found.marks[0].sigma_px, 2.5);
  EXPECT_EQ(found.marks[1].at, (PicturePoint{0, 0}));
  EXPECT_EQ(found.marks[1].second, (PicturePoint{0, 1}));
  EXPECT_EQ(found.marks[2].kind, ShadowMark::Kind::kAttached);
  EXPECT_EQ(found.marks[2].at, (PicturePoint{5, 0}));
  // Two clicks 10 px apart with 1 px each: a direction of sqrt(2) / 10; kept by half the length and half the error.
  EXPECT_NEAR(std::hypot(found.marks[2].sigma_at_px, found.marks[2].sigma_px) / 5, std::sqrt(2.0) / 10, 1e-12);
  EXPECT_EQ(found.marks[3].second, (PicturePoint{7, 9}));
  EXPECT_EQ(found.marks[4].at, (PicturePoint{8, 8}));
  EXPECT_EQ(found.marks[4].first, (PicturePoint{8, 1}));
}

TEST(MarksFromRegions, says_what_it_leaves_out_and_why) {
  auto elsewhere = mark("later", "shadow_object_pair", {{1, 2}, {3, 4}});
  elsewhere.frames = {5, 9};
  const auto found =
      shadows_from_regions({part_of("p", "foot", "pole", {{8, 5}}), part_of("p", "shadow_tip", "pole", {{9, 9}}),
                            mark("same", "shadow_object_pair", {{1, 2}, {1, 2}}), elsewhere},
                           0, 2);
  EXPECT_TRUE(found.marks.empty());
  ASSERT_EQ(found.left_out.size(), 2U);
  EXPECT_NE(found.left_out[1].find("top"), std::string::npos);
}

TEST(MarksFromRegions, follows_marks_over_frames) {
  auto moving = mark("m", "shadow_object_pair", {{0, 0}, {10, 0}});
  moving.keys = {{0, {{0, 0}, {10, 0}}}, {10, {{0, 10}, {10, 10}}}};
  EXPECT_EQ(shadows_from_regions({moving}, 5, 1).marks.front().at, (PicturePoint{0, 5}));
}

}  // namespace
}  // namespace spoor
