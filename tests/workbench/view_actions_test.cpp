#include "workbench/actions_desk.h"

#include <gtest/gtest.h>

namespace spoor {
namespace {

using ViewActions = test::ActionsDesk;

TEST_F(ViewActions, zoom_fit_and_one_to_one) {
  open_clip();
  type("Ctrl+0");
  EXPECT_EQ(zoom_text(desk().view), "100 %");
  type("Ctrl++");
  EXPECT_EQ(zoom_text(desk().view), "125 %");
  type("Ctrl+-");
  EXPECT_EQ(zoom_text(desk().view), "100 %");
  type("Ctrl+9");
  EXPECT_TRUE(desk().view.fit);
  EXPECT_NEAR(desk().view.zoom, 800.0 / 192, 1e-9);
}

TEST_F(ViewActions, turn_and_mirror_as_they_are_seen) {
  open_clip();
  const auto left_of = [&] { return picture_from_screen(desk().view, {0, 300}); };
  type("Ctrl+]");
  EXPECT_EQ(desk().view.quarter_turns, 1);
  EXPECT_NEAR(desk().view.zoom, 600.0 / 192, 1e-9) << "fitted anew";
  const PicturePoint before = left_of();
  type("Ctrl+M");
  const PicturePoint now = left_of();
  EXPECT_NEAR(now.x, before.x, 1e-9);
  EXPECT_NEAR(now.y, 128 - before.y, 1e-9) << "what was left lies right, what was up stays up";
  type("Ctrl+[");
  type("Ctrl+M");
  type("Ctrl+M");
  type("Ctrl+]");
  EXPECT_EQ(left_of(), now);
}

TEST_F(ViewActions, a_chosen_mark_fills_the_canvas) {
  open_clip();
  EXPECT_FALSE(type("Shift+Z")) << "none is chosen";
  draw(100, 40);
  EXPECT_TRUE(type("Shift+Z"));
  EXPECT_EQ(desk().view.centre, (PicturePoint{110, 45}));
  EXPECT_GT(desk().view.zoom, 8);
}

TEST_F(ViewActions, channels_go_round) {
  open_clip();
  type("C");
  EXPECT_EQ(desk().display.channel, ChannelView::kRed);
  type("Shift+C");
  type("Shift+C");
  EXPECT_EQ(desk().display.channel, ChannelView::kAlpha);
  run("channel.Cb");
  EXPECT_EQ(desk().display.channel, ChannelView::kCb);
}

TEST_F(ViewActions, show_as_decoded_takes_back_all_that_changes_samples) {
  open_clip();
  type("E");
  type("E");
  type("Shift+E");
  EXPECT_EQ(desk().display.exposure_stops, 0.5);
  type("Shift+S");
  type("Z");
  desk().display.black = 0.2;
  EXPECT_FALSE(untouched(desk().display));
  type("Shift+X");
  EXPECT_TRUE(untouched(desk().display));
  EXPECT_TRUE(desk().display.loupe) << "what lies over the picture stays";
  type("B");
  EXPECT_TRUE(desk().display.blurred);
  type("Shift+X");
  EXPECT_TRUE(desk().display.blurred) << "graphic content is not uncovered by the way";
}

TEST_F(ViewActions, exposure_has_bounds) {
  open_clip();
  for (int i = 0; i < 100; ++i) type("E");
  EXPECT_EQ(desk().display.exposure_stops, 8);
}

}  // namespace
}  // namespace spoor
