#include "workbench/annotator.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>
#include <set>

namespace spoor {
namespace {

using Points = std::vector<PicturePoint>;
using Part = Annotator::Hit::Part;

/// A canvas with one picture and one pair of hands.
struct Hands {
  Annotator annotator;
  Marks marks;
  std::int64_t frame = 0;
  cv::Size picture{200, 100};
  PointerInput input;
  std::vector<MarksChange> changes;

  Hands() {
    annotator.defaults.now = [] { return "2024-02-03T04:05:06Z"; };
    annotator.defaults.author = "A. Analyst";
    input.snap = false;
  }
  void take(std::optional<MarksChange> change) {
    if (!change) return;
    marks = change->after;
    changes.push_back(std::move(*change));
  }
  void press(double x, double y) {
    input.at = {x, y};
    take(annotator.press(marks, frame, picture, input));
  }
  void drag(double x, double y) {
    input.at = {x, y};
    take(annotator.drag(marks, frame, picture, input));
  }
  void release(double x, double y) {
    input.at = {x, y};
    take(annotator.release(marks, frame, picture, input));
  }
  void click(double x, double y) {
    press(x, y);
    release(x, y);
  }
  void pull(double x, double y, double to_x, double to_y) {
    press(x, y);
    drag((x + to_x) / 2, (y + to_y) / 2);
    drag(to_x, to_y);
    release(to_x, to_y);
  }
  const Region& last() const { return marks.regions.back(); }
};

TEST(Annotator, a_rectangle_is_dragged_out_in_any_direction) {
  Hands hands;
  hands.annotator.tool = Tool::kRectangle;
  hands.press(50, 40);
  EXPECT_TRUE(hands.annotator.busy());
  const auto shown = hands.annotator.drawing({30, 20});
  ASSERT_TRUE(shown);
  EXPECT_EQ(shown->points, (Points{{30, 20}, {50, 40}}));
  hands.drag(40, 30);
  hands.release(30, 20);
  ASSERT_EQ(hands.changes.size(), 1u);
  EXPECT_EQ(hands.changes[0].name, "draw rectangle");
  EXPECT_EQ(hands.annotator.chosen, "r1");
  const Region& region = hands.last();
  EXPECT_EQ(region.shape, Shape::kRectangle);
  EXPECT_EQ(region.points, (Points{{30, 20}, {50, 40}}));
  EXPECT_EQ(region.role, "suspicious");
  EXPECT_EQ(region.author, "A. Analyst");
  EXPECT_EQ(region.created, "2024-02-03T04:05:06Z");
  EXPECT_EQ(region.frames, (FrameRange{0, 0}));
  EXPECT_FALSE(hands.annotator.busy());
}

TEST(Annotator, the_deviation_of_a_mark_that_places_something_is_dragged_at_its_grip) {
  Hands hands;
  hands.annotator.tool = Tool::kLine;
  hands.annotator.defaults.role = "horizon";
  hands.pull(20, 20, 100, 20);
  hands.annotator.tool = Tool::kSelect;
  ASSERT_EQ(hands.annotator.chosen, hands.last().id);
  const PicturePoint grip = deviation_grip(hands.last().points, 0, hands.input.reach, 1);
  // Three pixels farther out than where no deviation is stated.
  const double out = 3 / std::sqrt(2.0);
  hands.pull(grip.x, grip.y, grip.x + out, grip.y + out);
  EXPECT_NEAR(hands.last().sigma_px, 3, 0.03);
  EXPECT_EQ(hands.last().points, (Points{{20, 20}, {100, 20}})) << "the mark itself stays";
  EXPECT_EQ(hands.changes.back().name, "change deviation");
  EXPECT_FALSE(hands.changes.back().gesture_goes_on);
  EXPECT_FALSE(hands.annotator.busy());
  const PicturePoint now = deviation_grip(hands.last().points, hands.last().sigma_px, hands.input.reach, 1);
  hands.pull(now.x, now.y, 100, 20);
  EXPECT_EQ(hands.last().sigma_px, 0) << "drawn back into the mark";
}

TEST(Annotator, a_pole_is_a_group_of_three_clicks) {
  Hands hands;
  hands.annotator.tool = Tool::kPole;
  hands.click(50, 60);
  EXPECT_EQ(hands.annotator.next_click(), "its top");
  hands.click(50, 20);
  ASSERT_TRUE(hands.changes.empty());
  hands.click(90, 65);
  ASSERT_EQ(hands.changes.size(), 1u);
  EXPECT_EQ(hands.changes[0].name, "draw pole");
  EXPECT_FALSE(hands.annotator.busy());
  ASSERT_EQ(hands.marks.groups.size(), 1u);
  EXPECT_EQ(hands.marks.groups[0].kind, "pole");
  ASSERT_EQ(hands.marks.regions.size(), 3u);
  const char* const parts[] = {"foot", "top", "shadow_tip"};
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_EQ(hands.marks.regions[i].part, parts[i]);
    EXPECT_EQ(hands.marks.regions[i].group, hands.marks.groups[0].id);
    EXPECT_EQ(hands.marks.regions[i].role, "pole");
  }
  EXPECT_TRUE(marks_from_json(marks_to_json(hands.marks)));
  hands.click(20, 60);
  hands.click(20, 20);
  hands.take(hands.annotator.finish(hands.marks));
  ASSERT_EQ(hands.marks.groups.size(), 2u);
  EXPECT_NE(hands.marks.groups[1].id, hands.marks.groups[0].id);
  EXPECT_EQ(hands.marks.groups[1].absent_parts, std::vector<std::string>{"shadow_tip"});
}

TEST(Annotator, a_path_is_open_and_ends_by_enter) {
  Hands hands;
  hands.annotator.tool = Tool::kPath;
  for (const double x : {10.0, 60.0, 110.0}) hands.click(x, 20);
  hands.take(hands.annotator.finish(hands.marks));
  ASSERT_EQ(hands.changes.size(), 1u);
  EXPECT_EQ(hands.last().shape, Shape::kPath);
  EXPECT_EQ(hands.last().points.size(), 3u);
}

TEST(Annotator, a_suspicious_place_has_no_deviation_to_drag) {
  Hands hands;
  hands.annotator.tool = Tool::kLine;
  hands.pull(20, 20, 100, 20);
  hands.annotator.tool = Tool::kSelect;
  const PicturePoint grip = deviation_grip(hands.last().points, 0, hands.input.reach, 1);
  const auto before = hands.changes.size();
  hands.pull(grip.x, grip.y, grip.x + 5, grip.y + 5);
  EXPECT_EQ(hands.changes.size(), before);
}

TEST(Annotator, a_click_makes_no_rectangle_and_no_line) {
  Hands hands;
  for (const Tool tool : {Tool::kRectangle, Tool::kLine, Tool::kArrow, Tool::kMeasure, Tool::kFreehand}) {
    hands.annotator.tool = tool;
    hands.click(50, 40);
    EXPECT_TRUE(hands.changes.empty()) << tool_name(tool);
    EXPECT_FALSE(hands.annotator.busy()) << tool_name(tool);
  }
}

TEST(Annotator, what_is_drawn_beyond_the_border_is_cut_there_but_for_lines) {
  Hands hands;
  hands.annotator.tool = Tool::kRectangle;
  hands.pull(150, 60, 260, 130);
  EXPECT_EQ(hands.last().points, (Points{{150, 60}, {200, 100}}));
  hands.annotator.tool = Tool::kLine;
  hands.pull(150, 60, 260, 130);
  EXPECT_EQ(hands.last().points, (Points{{150, 60}, {260, 130}}));
}

TEST(Annotator, a_polygon_is_closed_by_enter_a_double_click_or_its_first_corner) {
  for (const int way : {0, 1, 2}) {
    Hands hands;
    hands.annotator.tool = Tool::kPolygon;
    hands.click(10, 10);
    hands.click(60, 10);
    hands.click(60, 50);
    hands.click(10, 50);
    ASSERT_TRUE(hands.changes.empty());
    EXPECT_EQ(hands.annotator.drawing({5, 5})->points.size(), 5u);
    if (way == 1) hands.click(10, 50);
    if (way == 2) hands.click(11, 11);
    if (way < 2) hands.take(hands.annotator.finish(hands.marks));
    ASSERT_EQ(hands.changes.size(), 1u) << way;
    EXPECT_EQ(hands.last().shape, Shape::kPolygon);
    EXPECT_EQ(hands.last().points, (Points{{10, 10}, {60, 10}, {60, 50}, {10, 50}})) << way;
    EXPECT_FALSE(hands.annotator.busy());
    EXPECT_FALSE(hands.annotator.finish(hands.marks)) << "there is nothing left to finish";
  }
}

TEST(Annotator, a_polygon_of_two_corners_is_dropped_and_corners_can_be_taken_back) {
  Hands hands;
  hands.annotator.tool = Tool::kPolygon;
  hands.click(10, 10);
  hands.click(60, 10);
  hands.take(hands.annotator.finish(hands.marks));
  EXPECT_TRUE(hands.changes.empty());
  EXPECT_FALSE(hands.annotator.busy());
  hands.click(10, 10);
  hands.click(60, 10);
  hands.annotator.drop_last_corner();
  hands.annotator.drop_last_corner();
  EXPECT_FALSE(hands.annotator.busy());
  hands.click(10, 10);
  hands.annotator.cancel();
  EXPECT_FALSE(hands.annotator.drawing({0, 0}));
}

TEST(Annotator, another_tool_drops_what_was_begun) {
  Hands hands;
  hands.annotator.tool = Tool::kPolygon;
  hands.click(10, 10);
  hands.click(60, 10);
  hands.annotator.tool = Tool::kPoint;
  hands.click(33, 44);
  ASSERT_EQ(hands.changes.size(), 1u);
  EXPECT_EQ(hands.last().points, (Points{{33, 44}}));
}

TEST(Annotator, a_stroke_is_simplified_and_closed_where_it_comes_home) {
  Hands hands;
  hands.annotator.tool = Tool::kFreehand;
  hands.press(130, 50);
  const auto round = [&](double turn) {
    for (int i = 1; i <= 400; ++i) {
      const double angle = turn * 2 * std::numbers::pi * i / 400;
      hands.drag(100 + 30 * std::cos(angle), 50 + 30 * std::sin(angle));
    }
    const double angle = turn * 2 * std::numbers::pi;
    hands.release(100 + 30 * std::cos(angle), 50 + 30 * std::sin(angle));
  };
  round(0.99);
  ASSERT_EQ(hands.changes.size(), 1u);
  EXPECT_EQ(hands.last().shape, Shape::kPolygon);
  EXPECT_GE(hands.last().points.size(), 8u);
  EXPECT_LE(hands.last().points.size(), 40u);
  EXPECT_NEAR(area_px(Shape::kPolygon, hands.last().points, 1), std::numbers::pi * 900, 120);
  hands.press(130, 50);
  round(0.7);
  EXPECT_EQ(hands.last().shape, Shape::kPath);
  EXPECT_EQ(hands.last().points.front(), (PicturePoint{130, 50}));
}

TEST(Annotator, lines_points_and_notes_have_their_shapes) {
  Hands hands;
  const std::vector<std::pair<Tool, Shape>> kinds{
      {Tool::kLine, Shape::kLine}, {Tool::kArrow, Shape::kArrow}, {Tool::kMeasure, Shape::kMeasure}};
  for (const auto& [tool, shape] : kinds) {
    hands.annotator.tool = tool;
    hands.pull(10, 20, 40, 60);
    EXPECT_EQ(hands.last().shape, shape);
    EXPECT_EQ(hands.last().points, (Points{{10, 20}, {40, 60}}));
    EXPECT_EQ(hands.last().role, tool == Tool::kLine ? "suspicious" : "") << "only regions are put to passes";
  }
  for (const auto& [tool, shape] : {std::pair{Tool::kPoint, Shape::kPoint}, std::pair{Tool::kText, Shape::kText}}) {
    hands.annotator.tool = tool;
    hands.pull(10, 20, 12, 22);
    EXPECT_EQ(hands.last().shape, shape);
    EXPECT_EQ(hands.last().points, (Points{{12, 22}})) << "the place is that of the release";
  }
  for (const Region& region : hands.marks.regions) EXPECT_TRUE(points_fit(region.shape, region.points.size()));
  EXPECT_TRUE(marks_from_json(marks_to_json(hands.marks)));
}

TEST(Annotator, shift_makes_squares_and_straight_lines) {
  Hands hands;
  hands.input.shift = true;
  hands.annotator.tool = Tool::kRectangle;
  hands.pull(10, 10, 40, 25);
  EXPECT_EQ(hands.last().points, (Points{{10, 10}, {40, 40}}));
  hands.input.pixel_aspect = 2;
  hands.pull(10, 10, 20, 15);
  EXPECT_EQ(hands.last().points, (Points{{10, 10}, {20, 30}})) << "samples are twice as wide";
  hands.input.pixel_aspect = 1;
  hands.annotator.tool = Tool::kLine;
  hands.pull(10, 10, 50, 14);
  EXPECT_EQ(hands.last().points, (Points{{10, 10}, {50, 10}}));
}

TEST(Annotator, drawing_snaps_to_other_marks_and_to_the_border) {
  Hands hands;
  hands.annotator.tool = Tool::kRectangle;
  hands.pull(50, 40, 90, 70);
  hands.input.snap = true;
  hands.pull(92, 71, 198, 98);
  EXPECT_EQ(hands.last().points, (Points{{90, 70}, {200, 100}}));
  EXPECT_EQ(hands.annotator.aimed(hands.marks, 0, hands.picture, hands.input), (PicturePoint{200, 100}));
}

TEST(Annotator, hits_corners_before_edges_before_insides) {
  Hands hands;
  hands.annotator.tool = Tool::kRectangle;
  hands.pull(20, 20, 80, 80);
  hands.pull(40, 40, 60, 60);
  const auto hit = [&](double x, double y) {
    PointerInput input;
    input.at = {x, y};
    input.reach = 3;
    return Annotator::hit(hands.marks, hands.frame, input);
  };
  EXPECT_EQ(hit(21, 81)->part, Part::kCorner);
  EXPECT_EQ(hit(21, 81)->corner, 3);
  EXPECT_EQ(hit(50, 78)->part, Part::kEdge);
  EXPECT_EQ(hit(50, 78)->corner, 2);
  EXPECT_EQ(hit(50, 50)->id, "r2") << "the smaller one lies within the larger";
  EXPECT_EQ(hit(30, 30)->id, "r1");
  EXPECT_EQ(hit(30, 30)->part, Part::kInside);
  EXPECT_FALSE(hit(90, 90));
  EXPECT_FALSE(hit(std::nan(""), 0));
}

TEST(Annotator, marks_outside_their_frames_are_not_hit) {
  Hands hands;
  hands.frame = 7;
  hands.annotator.tool = Tool::kRectangle;
  hands.pull(20, 20, 80, 80);
  hands.annotator.tool = Tool::kSelect;
  hands.click(50, 50);
  EXPECT_EQ(hands.annotator.chosen, "r1");
  hands.frame = 8;
  hands.click(50, 50);
  EXPECT_EQ(hands.annotator.chosen, "");
}

TEST(Annotator, a_rectangle_is_moved_by_corner_edge_and_inside) {
  Hands hands;
  hands.annotator.tool = Tool::kRectangle;
  hands.pull(20, 20, 80, 60);
  hands.annotator.tool = Tool::kSelect;
  hands.pull(81, 61, 91, 71);
  EXPECT_EQ(hands.last().points, (Points{{20, 20}, {90, 70}})) << "it is held where it was gripped";
  EXPECT_EQ(hands.changes.back().name, "move corner");
  EXPECT_FALSE(hands.changes.back().gesture_goes_on);
  EXPECT_TRUE(hands.changes[1].gesture_goes_on);
  hands.pull(20, 45, 10, 99);
  EXPECT_EQ(hands.last().points, (Points{{10, 20}, {90, 70}}));
  EXPECT_EQ(hands.changes.back().name, "move edge");
  hands.pull(50, 45, 55, 50);
  EXPECT_EQ(hands.last().points, (Points{{15, 25}, {95, 75}}));
  EXPECT_EQ(hands.changes.back().name, "move mark");
  hands.pull(15, 25, 120, 90);
  EXPECT_EQ(hands.last().points, (Points{{95, 75}, {120, 90}})) << "turned inside out and put right";
}

TEST(Annotator, a_click_moves_nothing) {
  Hands hands;
  hands.annotator.tool = Tool::kRectangle;
  hands.pull(20, 20, 80, 60);
  hands.annotator.tool = Tool::kSelect;
  const std::size_t before = hands.changes.size();
  hands.press(80, 60);
  hands.drag(81, 60);
  hands.release(81, 60);
  EXPECT_EQ(hands.changes.size(), before);
  EXPECT_EQ(hands.annotator.chosen, "r1");
}

TEST(Annotator, a_polygon_is_reshaped_and_lines_keep_their_direction) {
  Hands hands;
  hands.annotator.tool = Tool::kPolygon;
  for (const auto& [x, y] : {std::pair{10, 10}, std::pair{60, 10}, std::pair{60, 50}}) hands.click(x, y);
  hands.take(hands.annotator.finish(hands.marks));
  hands.annotator.tool = Tool::kSelect;
  hands.pull(60, 50, 70, 80);
  EXPECT_EQ(hands.last().points, (Points{{10, 10}, {60, 10}, {70, 80}}));
  hands.pull(35, 10, 35, 5);
  EXPECT_EQ(hands.last().points, (Points{{10, 5}, {60, 5}, {70, 80}}));
  hands.annotator.tool = Tool::kLine;
  hands.pull(100, 80, 140, 90);
  hands.annotator.tool = Tool::kSelect;
  hands.pull(120, 85, 125, 75);
  EXPECT_EQ(hands.last().points, (Points{{105, 70}, {145, 80}}));
  hands.input.shift = true;
  hands.pull(145, 80, 150, 72);
  EXPECT_EQ(hands.last().points, (Points{{105, 70}, {150, 70}}));
}

TEST(Annotator, ctrl_adds_and_removes_corners) {
  Hands hands;
  hands.annotator.tool = Tool::kPolygon;
  for (const auto& [x, y] : {std::pair{10, 10}, std::pair{60, 10}, std::pair{60, 50}}) hands.click(x, y);
  hands.take(hands.annotator.finish(hands.marks));
  hands.annotator.tool = Tool::kSelect;
  hands.input.ctrl = true;
  hands.press(35, 11);
  EXPECT_EQ(hands.last().points, (Points{{10, 10}, {35, 10}, {60, 10}, {60, 50}}));
  EXPECT_EQ(hands.changes.back().name, "add corner");
  EXPECT_TRUE(hands.changes.back().gesture_goes_on);
  hands.drag(35, 21);
  hands.release(35, 21);
  EXPECT_EQ(hands.last().points, (Points{{10, 10}, {35, 20}, {60, 10}, {60, 50}})) << "the new corner was in the hand";
  EXPECT_FALSE(hands.changes.back().gesture_goes_on);
  hands.click(35, 20);
  EXPECT_EQ(hands.last().points, (Points{{10, 10}, {60, 10}, {60, 50}}));
  EXPECT_EQ(hands.changes.back().name, "remove corner");
  const std::size_t before = hands.changes.size();
  hands.click(10, 10);
  EXPECT_EQ(hands.changes.size(), before) << "a polygon keeps three corners";
  hands.click(10.5, 10);
  hands.press(35, 10);
  hands.release(35, 10);
  EXPECT_FALSE(hands.changes.back().gesture_goes_on) << "a gesture that changed something is ended";
}

TEST(Annotator, the_chosen_mark_stays_within_grasp_under_others) {
  Hands hands;
  hands.annotator.tool = Tool::kRectangle;
  hands.pull(20, 20, 80, 60);
  hands.pull(20, 20, 90, 90);
  hands.annotator.tool = Tool::kSelect;
  hands.annotator.chosen = "r1";
  hands.pull(20, 20, 10, 10);
  EXPECT_EQ(hands.marks.regions[0].points, (Points{{10, 10}, {80, 60}}));
  EXPECT_EQ(hands.marks.regions[1].points, (Points{{20, 20}, {90, 90}}));
}

TEST(Annotator, a_mark_moved_at_another_frame_follows_its_target) {
  Hands hands;
  hands.annotator.defaults.span = MarkDefaults::Span::kWholeClip;
  hands.annotator.tool = Tool::kRectangle;
  hands.frame = 100;
  hands.pull(20, 20, 40, 30);
  hands.annotator.tool = Tool::kSelect;
  hands.frame = 150;
  hands.pull(30, 25, 80, 35);
  const Region& region = hands.last();
  ASSERT_EQ(region.keys.size(), 2u);
  EXPECT_EQ(points_at(region, 100), (Points{{20, 20}, {40, 30}})) << "drawn there, so it stays there";
  EXPECT_EQ(points_at(region, 150), (Points{{70, 30}, {90, 40}}));
  EXPECT_EQ(points_at(region, 125), (Points{{45, 25}, {65, 35}}));
  hands.annotator.defaults.keyed = false;
  hands.annotator.defaults.span = MarkDefaults::Span::kLoop;
  hands.annotator.defaults.loop = {140, 160};
  hands.annotator.tool = Tool::kRectangle;
  hands.pull(100, 20, 140, 30);
  EXPECT_EQ(hands.last().frames, (FrameRange{140, 160}));
  hands.annotator.tool = Tool::kSelect;
  hands.frame = 155;
  hands.pull(120, 25, 125, 25);
  EXPECT_TRUE(hands.last().keys.empty());
}

TEST(Annotator, a_moved_mark_snaps_as_a_whole) {
  Hands hands;
  hands.annotator.tool = Tool::kRectangle;
  hands.pull(50, 40, 90, 70);
  hands.pull(110, 10, 130, 20);
  hands.annotator.tool = Tool::kSelect;
  hands.input.snap = true;
  hands.pull(120, 15, 102, 78);  // its top left corner comes to (92, 73)
  EXPECT_EQ(hands.last().points, (Points{{90, 70}, {110, 80}}));
}

TEST(Annotator, a_mark_that_vanishes_in_the_hand_is_let_go) {
  Hands hands;
  hands.annotator.tool = Tool::kRectangle;
  hands.pull(50, 40, 90, 70);
  hands.annotator.tool = Tool::kSelect;
  hands.press(70, 55);
  hands.marks = {};
  hands.drag(90, 90);
  hands.release(95, 95);
  EXPECT_TRUE(hands.marks.regions.empty());
  EXPECT_FALSE(hands.annotator.busy());
}

TEST(Annotator, every_tool_has_a_name_of_its_own) {
  std::set<std::string> names;
  for (int i = 0; i <= static_cast<int>(Tool::kMeasure); ++i) names.insert(tool_name(static_cast<Tool>(i)));
  EXPECT_EQ(names.size(), 9u);
}

}  // namespace
}  // namespace spoor
