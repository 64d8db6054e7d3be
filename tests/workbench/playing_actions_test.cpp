#include "workbench/actions_desk.h"

#include <gtest/gtest.h>

namespace spoor {
namespace {

using PlayingActions = test::ActionsDesk;

TEST_F(PlayingActions, step_by_frames_key_frames_and_seconds) {
  open_clip();
  EXPECT_EQ(after("Right"), 1);
  EXPECT_EQ(after("."), 2);
  EXPECT_EQ(after("Left"), 1);
  EXPECT_EQ(after(","), 0);
  EXPECT_EQ(after("Left"), 0);
  EXPECT_EQ(after("Page Down"), 12);
  EXPECT_EQ(after("Right"), 13);
  EXPECT_EQ(after("Page Down"), 24);
  EXPECT_EQ(after("Page Up"), 12);
  EXPECT_EQ(after("Shift+Right"), 37);
  EXPECT_EQ(after("Shift+Left"), 12);
  EXPECT_EQ(after("Ctrl+Right"), 47);
  EXPECT_EQ(after("Home"), 0);
  EXPECT_EQ(after("End"), 47);
}

TEST_F(PlayingActions, play_pause_and_shuttle) {
  open_clip();
  type("Space");
  EXPECT_EQ(desk().playhead.speed(), 1);
  type("Space");
  EXPECT_FALSE(desk().playhead.playing());
  desk().playhead.go_to(20, bench->now_s());
  type("L");
  type("L");
  EXPECT_EQ(desk().playhead.speed(), 2);
  type("K");
  EXPECT_FALSE(desk().playhead.playing());
  type("J");
  EXPECT_EQ(desk().playhead.speed(), -1);
}

TEST_F(PlayingActions, a_loop_is_set_and_gone_to_and_cleared) {
  open_clip();
  desk().playhead.go_to(10, 0);
  type("[");
  desk().playhead.go_to(30, 0);
  type("]");
  EXPECT_EQ(desk().playhead.loop(), (FrameRange{10, 30}));
  EXPECT_EQ(after("Shift+Home"), 10);
  EXPECT_EQ(after("Shift+End"), 30);
  type("\\");
  EXPECT_FALSE(desk().playhead.loop());
  EXPECT_EQ(after("Shift+Home"), 30) << "there is no A to go to";
}

TEST_F(PlayingActions, bookmarks_are_set_visited_removed_and_brought_back) {
  open_clip();
  for (const std::int64_t at : {5, 20, 40}) {
    desk().playhead.go_to(at, 0);
    type("M");
  }
  const std::int64_t id = desk().record.id;
  ASSERT_EQ(bench->notes().bookmarks.at(id).size(), 3u);
  EXPECT_EQ(after("Ctrl+,"), 20);
  EXPECT_EQ(after("Ctrl+,"), 5);
  EXPECT_EQ(after("Ctrl+,"), 5);
  EXPECT_EQ(after("Ctrl+."), 20);
  bench->add_bookmark(id, 20, "the flash");
  type("M");
  EXPECT_EQ(bench->notes().bookmarks.at(id)[1].note, "the flash") << "a note that is there stays";
  EXPECT_TRUE(type("Ctrl+Shift+M"));
  EXPECT_EQ(bench->notes().bookmarks.at(id).size(), 2u);
  EXPECT_FALSE(type("Ctrl+Shift+M")) << "no bookmark is left here";
  EXPECT_TRUE(type("Ctrl+Z"));
  EXPECT_EQ(bench->notes().bookmarks.at(id).size(), 3u);
}

}  // namespace
}  // namespace spoor
