#include "workbench/frame_shelf.h"

#include "workbench/scripted_session.h"

#include <gmock/gmock.h>

namespace spoor {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

struct Shelf : testing::Test {
  static constexpr std::int64_t kFrame = 64 * 32;  ///< bytes of one
  std::shared_ptr<test::ScriptedSession> session = std::make_shared<test::ScriptedSession>();
  Background background;
  FrameShelf shelf{background, session, "shelf", 100 * kFrame};

  void want(std::int64_t index, int step = 0, int ahead = 0) { shelf.want({{index}, step, ahead, 1000}); }
  /// With frame 0 here.
  void begin() {
    want(0);
    background.finish();
    session->forget_calls();
  }
};

TEST_F(Shelf, shows_a_frame_once_it_is_here) {
  session->hold();
  want(7);
  session->wait_for(1);
  background.deliver();
  EXPECT_EQ(shelf.find(7), nullptr);
  EXPECT_EQ(shelf.showable(7).frame, nullptr);
  session->let_go();
  background.finish();
  EXPECT_THAT(session->calls(), ElementsAre("frame 7"));
  ASSERT_NE(shelf.showable(7).frame, nullptr);
  EXPECT_EQ(shelf.showable(7).reduced, nullptr);
  EXPECT_EQ(shelf.find(7)->info.index, 7);
  EXPECT_EQ(shelf.showable(8).frame, nullptr);
}

TEST_F(Shelf, fetches_ahead_in_the_direction_of_travel) {
  begin();
  want(10, 1, 3);
  background.finish();
  EXPECT_THAT(session->calls(), ElementsAre("frame 10", "frame 11", "frame 12", "frame 13"));
  session->forget_calls();
  want(11, 1, 3);
  background.finish();
  EXPECT_THAT(session->calls(), ElementsAre("frame 14")) << "the others are here";
  session->forget_calls();
  want(40, 4, 2);
  background.finish();
  EXPECT_THAT(session->calls(), ElementsAre("frame 40", "frame 44", "frame 48"));
}

TEST_F(Shelf, fetches_backwards_in_runs_of_the_decoders_order) {
  begin();
  want(35, -1, 6);
  background.finish();
  EXPECT_THAT(session->calls(),
              ElementsAre("frame 35", "frame 32", "frame 33", "frame 34", "frame 29", "frame 30", "frame 31"));
}

TEST_F(Shelf, stays_within_the_clip) {
  begin();
  shelf.want({{998}, 1, 5, 1000});
  background.finish();
  EXPECT_THAT(session->calls(), ElementsAre("frame 998", "frame 999"));
  session->forget_calls();
  want(1, -1, 5);
  background.finish();
  EXPECT_THAT(session->calls(), ElementsAre("frame 1")) << "frame 0 is here";
}

TEST_F(Shelf, the_newest_wish_wins) {
  begin();
  session->hold();
  want(10, 1, 5);
  session->wait_for(1);
  for (std::int64_t index = 20; index < 30; ++index) want(index, 1, 5);
  want(50);
  session->let_go();
  background.finish();
  EXPECT_THAT(session->calls(), ElementsAre("frame 10", "frame 50"));
}

TEST_F(Shelf, asks_for_one_frame_at_a_time) {
  begin();
  session->hold();
  want(10, 1, 5);
  want(20);
  want(30);
  session->wait_for(1);
  background.deliver();
  EXPECT_THAT(session->calls(), ElementsAre("frame 10"));
  session->let_go();
}

TEST_F(Shelf, fetches_both_sides_of_a_comparison_first) {
  begin();
  shelf.want({{10, 500}, 1, 1, 1000});
  background.finish();
  EXPECT_THAT(session->calls(), ElementsAre("frame 10", "frame 500", "frame 11"));
}

TEST_F(Shelf, keeps_to_its_budget) {
  begin();
  shelf.set_budget(4 * kFrame);
  want(10, 1, 20);
  background.finish();
  EXPECT_LE(shelf.bytes(), 4 * kFrame);
  EXPECT_THAT(session->calls(), ElementsAre("frame 10", "frame 11", "frame 12", "frame 13"));
  for (std::int64_t index = 100; index < 140; index += 7) {
    want(index, 1, 2);
    background.finish();
    EXPECT_LE(shelf.bytes(), 4 * kFrame);
    EXPECT_NE(shelf.find(index), nullptr);
  }
}

TEST_F(Shelf, lets_go_first_what_was_not_used_for_longest) {
  begin();
  shelf.set_budget(3 * kFrame);
  for (const std::int64_t index : {10, 20, 30}) {
    want(index);
    background.finish();
  }
  EXPECT_NE(shelf.find(10), nullptr);
  want(40);
  background.finish();
  EXPECT_NE(shelf.find(10), nullptr) << "used a moment ago";
  EXPECT_EQ(shelf.find(20), nullptr);
  EXPECT_NE(shelf.find(30), nullptr);
}

TEST_F(Shelf, a_budget_below_one_frame_shows_the_frame_and_comes_to_rest) {
  begin();
  shelf.set_budget(10);
  shelf.want({{10, 20}, 1, 8, 1000});
  background.finish();
  EXPECT_NE(shelf.find(10), nullptr);
  EXPECT_THAT(session->calls(), ElementsAre("frame 10"));
}

TEST_F(Shelf, says_why_a_frame_cannot_be_shown) {
  begin();
  session->break_frame(11);
  want(10, 1, 3);
  background.finish();
  EXPECT_EQ(shelf.error(10), std::nullopt);
  ASSERT_TRUE(shelf.error(11));
  EXPECT_EQ(shelf.error(11)->sentence, "this frame is damaged");
  EXPECT_NE(shelf.find(13), nullptr) << "the others are fetched all the same";
  session->forget_calls();
  want(11);
  background.finish();
  EXPECT_THAT(session->calls(), IsEmpty()) << "it is not asked for again and again";
}

TEST_F(Shelf, a_death_is_told_once_and_pictures_stay) {
  begin();
  want(10);
  background.finish();
  std::vector<Error> told;
  shelf.on_death = [&](const Error& error) { told.push_back(error); };
  session->die();
  want(20, 1, 5);
  background.finish();
  want(30);
  background.finish();
  ASSERT_EQ(told.size(), 1u);
  EXPECT_EQ(told[0].fault, Fault::kCrashed);
  EXPECT_NE(shelf.find(10), nullptr);
  EXPECT_EQ(shelf.error(20), std::nullopt) << "it was not the frame's fault";
  ASSERT_TRUE(session->restart());
  shelf.revive();
  background.finish();
  EXPECT_NE(shelf.find(30), nullptr);
}

TEST_F(Shelf, thumbnails_come_onwards_through_the_clip_and_after_the_frames) {
  begin();
  session->hold();
  want(10);
  session->wait_for(1);
  for (const std::int64_t index : {90, 30, 60}) EXPECT_EQ(shelf.thumbnail(index), nullptr);
  session->let_go();
  background.finish();
  EXPECT_THAT(session->calls(), ElementsAre("frame 10", "picture 30 160", "picture 60 160", "picture 90 160"));
  ASSERT_NE(shelf.thumbnail(60), nullptr);
  EXPECT_EQ(shelf.thumbnail(60)->info.index, 60);
  EXPECT_NE(shelf.showable(60).reduced, nullptr) << "better than nothing until the frame is here";
}

TEST_F(Shelf, holds_thumbnails_back_while_playing) {
  begin();
  shelf.hold_thumbnails(true);
  shelf.thumbnail(5);
  background.finish();
  EXPECT_THAT(session->calls(), IsEmpty());
  shelf.hold_thumbnails(false);
  background.finish();
  EXPECT_THAT(session->calls(), ElementsAre("picture 5 160"));
}

TEST_F(Shelf, memory_of_thumbnails_is_bounded) {
  begin();
  for (std::int64_t index = 0; index < 1000; ++index) {
    shelf.thumbnail(index);
    background.finish();
  }
  int here = 0;
  for (std::int64_t index = 0; index < 1000; ++index) here += shelf.showable(index).reduced != nullptr ? 1 : 0;
  EXPECT_LE(here, 512);
  EXPECT_GE(here, 400);
}

TEST(frame_shelf, may_go_while_a_frame_is_on_its_way) {
  auto session = std::make_shared<test::ScriptedSession>();
  Background background;
  session->hold();
  {
    FrameShelf shelf(background, session, "shelf", 1000);
    shelf.want({{3}, 0, 0, 10});
    session->wait_for(1);
  }
  session->let_go();
  background.finish();
  EXPECT_TRUE(background.idle());
}

}  // namespace
}  // namespace spoor
