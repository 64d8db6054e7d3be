#include "engine/frame_choice.h"

#include <gmock/gmock.h>

namespace spoor {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Needs needing(FrameChoice choice, int max_frames = 0) {
  Needs needs;
  needs.frames = choice;
  needs.max_frames = max_frames;
  return needs;
}

ClipShape clip_of(std::int64_t count, std::vector<std::int64_t> keys) {
  ClipShape shape;
  shape.count = count;
  shape.keys = std::move(keys);
  return shape;
}

TEST(FrameChoice, a_still_is_one_frame_for_every_choice_but_none) {
  ClipShape still;
  still.still = true;
  still.count = 1;
  for (const auto choice : {FrameChoice::kEvery, FrameChoice::kKey, FrameChoice::kSampled}) {
    EXPECT_THAT(frame_wish(needing(choice, 5), {}, still).list, ElementsAre(0));
  }
  EXPECT_EQ(frame_wish(needing(FrameChoice::kNone), {}, still).kind, FrameWish::Kind::kNone);
  EXPECT_EQ(frame_wish(needing(FrameChoice::kEvery), {3, 5}, still).kind, FrameWish::Kind::kNone);
}

TEST(FrameChoice, key_frames_of_the_range_or_its_first_frame) {
  const ClipShape clip = clip_of(30, {0, 10, 20});
  EXPECT_THAT(frame_wish(needing(FrameChoice::kKey), {}, clip).list, ElementsAre(0, 10, 20));
  EXPECT_THAT(frame_wish(needing(FrameChoice::kKey), {5, 15}, clip).list, ElementsAre(10));
  EXPECT_THAT(frame_wish(needing(FrameChoice::kKey), {12, 18}, clip).list, ElementsAre(12));
  EXPECT_THAT(frame_wish(needing(FrameChoice::kKey), {40, 50}, clip).list, IsEmpty());
  EXPECT_EQ(frame_wish(needing(FrameChoice::kKey), {}, ClipShape{}).kind, FrameWish::Kind::kKeys);
}

TEST(FrameChoice, samples_are_spread_and_prefer_key_frames) {
  EXPECT_THAT(frame_wish(needing(FrameChoice::kSampled, 3), {}, clip_of(30, {0, 12})).list, ElementsAre(0, 12, 24));
  EXPECT_THAT(frame_wish(needing(FrameChoice::kSampled, 5), {}, clip_of(3, {0})).list, ElementsAre(0, 1, 2));
  EXPECT_THAT(frame_wish(needing(FrameChoice::kSampled, 2), {10, 19}, clip_of(30, {})).list, ElementsAre(12, 17));
}

TEST(FrameChoice, a_length_out_of_a_hostile_header_overflows_nothing) {
  ClipShape shape;
  shape.estimate = std::numeric_limits<std::int64_t>::max();
  const FrameWish wish = frame_wish(needing(FrameChoice::kSampled, 1000), {}, shape);
  ASSERT_EQ(wish.list.size(), 1000u);
  EXPECT_GE(wish.list.front(), 0);
  EXPECT_LT(wish.list.back(), shape.estimate);
}

TEST(FrameChoice, without_any_length_the_beginning_is_sampled) {
  EXPECT_THAT(frame_wish(needing(FrameChoice::kSampled, 3), {}, ClipShape{}).list, ElementsAre(0, 1, 2));
  EXPECT_THAT(frame_wish(needing(FrameChoice::kSampled, 3), {4, 5}, ClipShape{}).list, ElementsAre(4, 5));
}

TEST(FrameChoice, key_packets_are_counted_in_presentation_order) {
  CodecTrace trace;
  const auto packet = [&](std::int64_t pts, bool key, bool discard = false) {
    PacketRecord record;
    record.pts = pts;
    record.key = key;
    record.discard = discard;
    trace.packets.push_back(record);
  };
  packet(-1, true, true);
  packet(0, true);
  packet(20, false);
  packet(10, false);
  packet(30, true);
  EXPECT_THAT(*key_frames(trace, 4), ElementsAre(0, 3));
  EXPECT_FALSE(key_frames(trace, 5)) << "packets and frames that do not match one to one tell nothing";
}

TEST(FrameChoice, jumping_pays_for_few_frames_next_to_key_frames) {
  const ClipShape clip = clip_of(100, {0, 25, 50, 75});
  EXPECT_TRUE(jumping_pays({0, 25, 50, 75}, clip));
  EXPECT_FALSE(jumping_pays({24, 49, 74, 99}, clip));
  EXPECT_FALSE(jumping_pays({0}, clip));
  EXPECT_FALSE(jumping_pays({0, 25}, ClipShape{}));
}

}  // namespace
}  // namespace spoor
