#include "workbench/mark_changes.h"

#include <gtest/gtest.h>

namespace spoor {
namespace {

using Points = std::vector<PicturePoint>;

Region polygon(const std::string& id, FrameRange frames = {}) {
  Region region;
  region.id = id;
  region.points = {{0, 0}, {10, 0}, {10, 10}, {0, 10}};
  region.frames = frames;
  return region;
}

Points shifted(const Points& points, double x, double y) {
  Points result;
  for (const auto& point : points) result.push_back({point.x + x, point.y + y});
  return result;
}

Marks of(std::vector<Region> regions) { return {std::move(regions), {}}; }

TEST(MarkChanges, a_mark_moved_at_a_later_frame_follows_from_where_it_was) {
  const Region before = polygon("r1", {10, 50});
  const Region after = with_points_at(before, 30, shifted(before.points, 20, 0), true);
  ASSERT_EQ(after.keys.size(), 2u);
  EXPECT_EQ(points_at(after, 10), before.points);
  EXPECT_EQ(points_at(after, 20), shifted(before.points, 10, 0));
  EXPECT_EQ(points_at(after, 50), shifted(before.points, 20, 0));
  const Region corrected = with_points_at(after, 20, shifted(before.points, 0, 5), true);
  ASSERT_EQ(corrected.keys.size(), 3u);
  EXPECT_EQ(points_at(corrected, 20), shifted(before.points, 0, 5));
  EXPECT_EQ(with_points_at(corrected, 20, before.points, true).keys.size(), 3u) << "replaced, not doubled";
  // Marks as a file holds them: keys rise, and the first is the mark's own place.
  EXPECT_EQ(corrected.points, corrected.keys.front().points);
  EXPECT_TRUE(marks_from_json(marks_to_json(of({corrected}))));
}

TEST(MarkChanges, a_mark_that_does_not_follow_is_moved_as_a_whole) {
  const Points there = shifted(polygon("r1").points, 3, 4);
  const Region unkeyed = with_points_at(polygon("r1", {10, 50}), 30, there, false);
  EXPECT_TRUE(unkeyed.keys.empty());
  EXPECT_EQ(points_at(unkeyed, 10), there);
  const Region single = with_points_at(polygon("r1", {7, 7}), 7, there, true);
  EXPECT_TRUE(single.keys.empty());
  EXPECT_EQ(single.points, there);
  Region still = polygon("r1");
  still.keys = {{20, still.points}};
  const Region moved = with_points_at(still, 90, there, false);
  ASSERT_EQ(moved.keys.size(), 1u);
  EXPECT_EQ(points_at(moved, 0), there);
}

TEST(MarkChanges, ids_are_never_given_twice) {
  EXPECT_EQ(free_mark_id({}), "r1");
  EXPECT_EQ(free_mark_id(of({polygon("r1"), polygon("r3"), polygon("my own")})), "r2");
}

TEST(MarkChanges, a_deleted_mark_takes_its_empty_group_along) {
  Marks marks = of({polygon("r1"), polygon("r2"), polygon("r3")});
  marks.groups = {{"pole", "pole", "", {}, {}}};
  marks.regions[0].group = marks.regions[1].group = "pole";
  const auto first = without_mark(marks, "r1");
  ASSERT_TRUE(first);
  EXPECT_EQ(first->name, "delete mark");
  EXPECT_EQ(first->chosen, "");
  EXPECT_EQ(first->after.regions.size(), 2u);
  EXPECT_EQ(first->after.groups.size(), 1u);
  const auto second = without_mark(first->after, "r2");
  ASSERT_TRUE(second);
  EXPECT_TRUE(second->after.groups.empty());
  EXPECT_FALSE(without_mark(marks, "r9"));
}

TEST(MarkChanges, a_copy_lies_beside_and_belongs_to_nothing) {
  Marks marks = of({polygon("r1")});
  marks.regions[0].group = "pole";
  marks.regions[0].keys = {{3, marks.regions[0].points}};
  const auto copy = duplicated(marks, "r1", 5);
  ASSERT_TRUE(copy);
  EXPECT_EQ(copy->chosen, "r2");
  const Region& made = copy->after.regions.back();
  EXPECT_EQ(made.id, "r2");
  EXPECT_EQ(made.group, "");
  EXPECT_EQ(made.points, shifted(marks.regions[0].points, 5, 5));
  EXPECT_EQ(made.keys[0].points, made.points);
  EXPECT_EQ(copy->after.regions[0], marks.regions[0]);
}

TEST(MarkChanges, suggestions_keep_their_roles_and_groups) {
  Marks marks = of({polygon("r1")});
  Region plain = polygon("place.1"), level = polygon("edge.1");
  plain.role = "suggested";
  level.shape = Shape::kLine;
  level.points = {{1, 2}, {30, 4}};
  level.role = "parallel";
  level.group = "edges_A";
  Region another = level;
  another.id = "edge.2";
  const auto all = with_suggestions(marks, std::vector{plain, level, another}, "A. Nalyst", "2026-01-02T03:04:05Z");
  ASSERT_TRUE(all);
  ASSERT_EQ(all->after.regions.size(), 4u);
  const Region &first = all->after.regions[1], &last = all->after.regions[3];
  EXPECT_EQ(first.id, "r2");
  EXPECT_EQ(first.role, "suspicious");
  EXPECT_EQ(first.author, "A. Nalyst");
  EXPECT_EQ(first.created, "2026-01-02T03:04:05Z");
  EXPECT_EQ(last.id, "r4");
  EXPECT_EQ(all->chosen, "r4");
  EXPECT_EQ(last.role, "parallel");
  EXPECT_EQ(last.part, "edge.2");
  ASSERT_EQ(all->after.groups.size(), 1u);
  EXPECT_EQ(all->after.groups[0].id, "edges_A");
  EXPECT_EQ(all->after.groups[0].kind, "parallel");
  EXPECT_FALSE(with_suggestions(marks, {}, "", ""));
}

TEST(MarkChanges, a_line_turned_round_begins_at_its_other_end) {
  Region line = polygon("r1");
  line.shape = Shape::kPath;
  line.points = {{1, 2}, {3, 4}, {9, 9}};
  line.keys = {{3, line.points}};
  const auto turned = turned_round(of({line, polygon("r2")}), "r1");
  ASSERT_TRUE(turned);
  const std::vector<PicturePoint> backwards{{9, 9}, {3, 4}, {1, 2}};
  EXPECT_EQ(turned->after.regions[0].points, backwards);
  EXPECT_EQ(turned->after.regions[0].keys[0].points, backwards);
  EXPECT_FALSE(turned_round(of({line, polygon("r2")}), "r2")) << "an area has no ends";
}

TEST(MarkChanges, a_nudge_moves_what_is_seen_now) {
  const Marks marks = of({polygon("r1", {10, 50})});
  const auto nudge = nudged(marks, "r1", 30, 1, -2, true);
  ASSERT_TRUE(nudge);
  EXPECT_EQ(points_at(nudge->after.regions[0], 30), shifted(marks.regions[0].points, 1, -2));
  EXPECT_EQ(points_at(nudge->after.regions[0], 10), marks.regions[0].points);
  EXPECT_FALSE(nudged(marks, "r1", 51, 1, 1, true)) << "it is not shown there";
  EXPECT_FALSE(nudged(marks, "r1", 30, 0, 0, false)) << "nothing changes";
}

TEST(MarkChanges, without_its_key_frames_a_mark_stands_where_the_last_one_was) {
  Region keyed = polygon("r1");
  keyed.keys = {{3, keyed.points}, {9, shifted(keyed.points, 6, 0)}};
  const auto one = without_key(of({keyed}), "r1", 3);
  ASSERT_TRUE(one);
  EXPECT_EQ(one->after.regions[0].points, shifted(keyed.points, 6, 0));
  const auto none = without_key(one->after, "r1", 9);
  ASSERT_TRUE(none);
  EXPECT_TRUE(none->after.regions[0].keys.empty());
  EXPECT_EQ(points_at(none->after.regions[0], 0), shifted(keyed.points, 6, 0));
  EXPECT_FALSE(without_key(of({keyed}), "r1", 4));
}

TEST(MarkChanges, corners_come_and_go_in_every_key_frame_alike) {
  Region keyed = polygon("r1");
  keyed.keys = {{3, keyed.points}, {9, shifted(keyed.points, 6, 0)}};
  const auto more = with_corner(of({keyed}), "r1", 3, 0.25);
  ASSERT_TRUE(more);
  const Region& five = more->after.regions[0];
  EXPECT_EQ(five.points.back(), (PicturePoint{0, 7.5}));
  EXPECT_EQ(five.keys[1].points.back(), (PicturePoint{6, 7.5}));
  const auto less = without_corner(more->after, "r1", 4);
  ASSERT_TRUE(less);
  EXPECT_EQ(less->after, of({keyed}));
  EXPECT_FALSE(with_corner(of({keyed}), "r1", 4, 0.5));
}

TEST(MarkChanges, shapes_keep_the_corners_they_need) {
  Marks marks = of({polygon("r1")});
  marks.regions[0].points.pop_back();
  EXPECT_FALSE(without_corner(marks, "r1", 0));
  marks.regions[0].shape = Shape::kRectangle;
  marks.regions[0].points = {{0, 0}, {1, 1}};
  EXPECT_FALSE(without_corner(marks, "r1", 0));
  EXPECT_FALSE(with_corner(marks, "r1", 0, 0.5));
}

TEST(MarkChanges, replacing_by_the_same_is_no_change) {
  const Marks marks = of({polygon("r1")});
  EXPECT_FALSE(replaced(marks, marks.regions[0], "x"));
  EXPECT_FALSE(replaced(marks, polygon("r2"), "x"));
  Region other = marks.regions[0];
  other.label = "truck";
  const auto change = replaced(marks, other, "edit label");
  ASSERT_TRUE(change);
  EXPECT_EQ(change->after.regions[0].label, "truck");
  EXPECT_EQ(change->chosen, "r1");
}

}  // namespace
}  // namespace spoor
