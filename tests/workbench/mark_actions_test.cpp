#include "workbench/actions_desk.h"

#include <gtest/gtest.h>

namespace spoor {
namespace {

using MarkActions = test::ActionsDesk;
using Points = std::vector<PicturePoint>;

TEST_F(MarkActions, tools_are_taken_by_key) {
  open_clip();
  for (const auto& [key, tool] :
       {std::pair{"R", Tool::kRectangle}, std::pair{"P", Tool::kPolygon}, std::pair{"D", Tool::kFreehand},
        std::pair{"N", Tool::kLine}, std::pair{"A", Tool::kArrow}, std::pair{"I", Tool::kPoint},
        std::pair{"Shift+T", Tool::kText}, std::pair{"Shift+N", Tool::kMeasure}, std::pair{"Shift+P", Tool::kPath},
        std::pair{"Shift+O", Tool::kPole}, std::pair{"V", Tool::kSelect}}) {
    EXPECT_TRUE(type(key));
    EXPECT_EQ(bench->annotator.tool, tool) << key;
  }
}

TEST_F(MarkActions, a_polygon_is_finished_by_enter_and_dropped_by_escape) {
  open_clip();
  type("P");
  EXPECT_FALSE(type("Enter")) << "nothing is being drawn";
  const auto click = [&](double x, double y) {
    PointerInput input;
    input.at = {x, y};
    bench->annotator.press(marks(), frame(), desk().picture_size(), input);
    bench->annotator.release(marks(), frame(), desk().picture_size(), input);
  };
  for (int i = 0; i < 4; ++i) click(20 + 30 * (i % 2), 20 + 30 * (i / 2));
  EXPECT_TRUE(type("Backspace"));
  EXPECT_TRUE(type("Enter"));
  ASSERT_EQ(marks().regions.size(), 1u);
  EXPECT_EQ(marks().regions[0].points.size(), 3u);
  EXPECT_EQ(bench->undo_name(), "draw polygon");
  click(60, 60);
  type("Escape");
  EXPECT_FALSE(bench->annotator.busy());
  EXPECT_NE(bench->annotator.chosen, "");
  type("Escape");
  EXPECT_EQ(bench->annotator.chosen, "");
  type("Escape");
  EXPECT_EQ(bench->annotator.tool, Tool::kSelect);
}

TEST_F(MarkActions, delete_duplicate_and_undo) {
  open_clip();
  draw(10, 10);
  EXPECT_TRUE(type("Ctrl+D"));
  ASSERT_EQ(marks().regions.size(), 2u);
  EXPECT_EQ(bench->annotator.chosen, "r2");
  EXPECT_TRUE(type("Delete"));
  EXPECT_EQ(marks().regions.size(), 1u);
  EXPECT_FALSE(type("Delete")) << "nothing is chosen";
  type("Ctrl+Z");
  EXPECT_EQ(marks().regions.size(), 2u);
  type("Ctrl+Z");
  EXPECT_EQ(marks().regions.size(), 1u);
  type("Ctrl+Y");
  EXPECT_EQ(marks().regions.size(), 2u);
}

TEST_F(MarkActions, a_nudge_goes_by_pixels) {
  open_clip();
  draw(50, 50, {0, 0});
  type("Alt+Right");
  type("Alt+Shift+Down");
  type("Alt+Up");
  type("Alt+Shift+Left");
  type("Alt+Left");
  EXPECT_EQ(marks().regions[0].points, (Points{{40, 59}, {60, 69}}));
}

TEST_F(MarkActions, a_mark_nudged_at_a_later_frame_follows) {
  open_clip();
  draw(50, 50);
  desk().playhead.go_to(20, 0);
  type("Alt+Shift+Right");
  EXPECT_EQ(points_at(marks().regions[0], 10), (Points{{55, 50}, {75, 60}}));
  desk().playhead.go_to(10, 0);
  type("Alt+K");
  EXPECT_EQ(marks().regions[0].keys.size(), 3u);
  type("Alt+Delete");
  EXPECT_EQ(marks().regions[0].keys.size(), 2u);
}

TEST_F(MarkActions, frames_of_a_mark_begin_and_end_here) {
  open_clip();
  draw(50, 50);
  desk().playhead.go_to(10, 0);
  type("Alt+[");
  desk().playhead.go_to(30, 0);
  type("Alt+]");
  EXPECT_EQ(marks().regions[0].frames, (FrameRange{10, 30}));
  desk().playhead.go_to(40, 0);
  type("Alt+[");
  EXPECT_EQ(marks().regions[0].frames, (FrameRange{40, 40}));
}

TEST_F(MarkActions, marks_are_visited_where_they_are_shown) {
  open_clip();
  draw(10, 10, {5, 9});
  draw(50, 50, {20, 30});
  bench->annotator.chosen.clear();
  type("Alt+Page Down");
  EXPECT_EQ(bench->annotator.chosen, "r1");
  EXPECT_EQ(frame(), 5);
  type("Alt+Page Down");
  EXPECT_EQ(frame(), 20);
  type("Alt+Page Down");
  EXPECT_EQ(bench->annotator.chosen, "r1");
  type("Alt+Page Up");
  EXPECT_EQ(bench->annotator.chosen, "r2");
  type("T");
  EXPECT_TRUE(desk().display.marks_hidden);
}

}  // namespace
}  // namespace spoor
