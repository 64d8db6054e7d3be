#include "workbench/playhead.h"

#include <gmock/gmock.h>

#include <cmath>

namespace spoor {
namespace {

using testing::DoubleNear;
using testing::ElementsAre;
using testing::Optional;

/// Frames at 25 a second, a key frame every 12.
FrameClock even_clock(std::int64_t frames) {
  FrameClock clock;
  for (std::int64_t i = 0; i < frames; ++i) {
    clock.seconds.push_back(static_cast<double>(i) / 25);
    if (i % 12 == 0) clock.key_frames.push_back(i);
  }
  clock.end_seconds = static_cast<double>(frames) / 25;
  return clock;
}

PacketRecord packet(std::optional<std::int64_t> pts, std::optional<std::int64_t> dts, bool key = false,
                    bool discard = false) {
  PacketRecord record;
  record.pts = pts;
  record.dts = dts;
  record.key = key;
  record.discard = discard;
  record.size = 100 + pts.value_or(0);
  record.duration = 40;
  record.type = key ? PictureType::kI : PictureType::kP;
  return record;
}

TEST(frame_clock, puts_packets_in_presentation_order) {
  CodecTrace trace;
  trace.time_base = {1, 1000};
  trace.packets = {packet(1000, 900, true), packet(1120, 940), packet(1040, 980), packet(1080, 1020),
                   packet(500, 400, false, true)};
  const FrameClock clock = frame_clock(trace);
  EXPECT_THAT(clock.seconds, ElementsAre(1.0, 1.04, 1.08, 1.12));
  EXPECT_THAT(clock.packet_bytes, ElementsAre(1100, 1140, 1180, 1220));
  EXPECT_THAT(clock.key_frames, ElementsAre(0));
  EXPECT_DOUBLE_EQ(clock.end_seconds, 1.16);
}

TEST(frame_clock, does_without_times) {
  CodecTrace trace;
  trace.time_base = {1, 1000};
  trace.packets = {packet(0, {}), packet({}, 40), packet({}, {}), packet(120, {})};
  EXPECT_THAT(frame_clock(trace).seconds, ElementsAre(0, 0.04, DoubleNear(0.1, 1e-9), 0.12))
      << "a packet without any follows at the mean distance";
  trace.packets = {packet({}, {}), packet({}, {}), packet({}, {})};
  EXPECT_THAT(frame_clock(trace).seconds, ElementsAre(0, 0.04, 0.08));
  EXPECT_EQ(frame_clock(CodecTrace{}).frames(), 1);
}

TEST(time_code, has_milliseconds) {
  EXPECT_EQ(time_code(62.345), "0:01:02.345");
  EXPECT_EQ(time_code(3723.0), "1:02:03.000");
  EXPECT_EQ(time_code(-0.5), "-0:00:00.500");
  EXPECT_EQ(time_code(-0.0001), "0:00:00.000");
  EXPECT_EQ(time_code(std::nan("")), "-:--:--.---");
}

TEST(frame_from_text, takes_what_a_person_types) {
  const FrameClock clock = even_clock(2000);
  EXPECT_THAT(frame_from_text("17", clock, 5), Optional(17));
  EXPECT_THAT(frame_from_text(" +10 ", clock, 5), Optional(15));
  EXPECT_THAT(frame_from_text("-10", clock, 5), Optional(0));
  EXPECT_THAT(frame_from_text("0:01:02.320", clock, 5), Optional(1558));
  EXPECT_THAT(frame_from_text("1:02.32", clock, 5), Optional(1558));
  EXPECT_THAT(frame_from_text("62.32s", clock, 5), Optional(1558));
  EXPECT_THAT(frame_from_text("+1s", clock, 5), Optional(30));
  EXPECT_THAT(frame_from_text("99999999999", clock, 5), Optional(1999));
  for (const char* text : {"", " ", "x", "1:2:3:4", "1.5:2", "1e5s", "+-3", "s", ":", "12 34", "inf", "1.2.3s"}) {
    EXPECT_EQ(frame_from_text(text, clock, 5), std::nullopt) << text;
  }
}

TEST(frame_from_text, finds_the_frame_a_shown_time_was_read_from) {
  FrameClock clock;
  for (int i = 0; i < 500; ++i) clock.seconds.push_back(i * 1001.0 / 30000);
  clock.end_seconds = 500 * 1001.0 / 30000;
  for (std::int64_t i = 0; i < 500; ++i) {
    EXPECT_THAT(frame_from_text(time_code(clock.seconds[static_cast<std::size_t>(i)]), clock, 0), Optional(i));
  }
}

TEST(playhead, steps_by_frame_key_frame_and_time) {
  Playhead head(even_clock(100));
  head.step(5, 0);
  EXPECT_EQ(head.frame(), 5);
  head.step(-7, 0);
  EXPECT_EQ(head.frame(), 0);
  head.step_key(1, 0);
  EXPECT_EQ(head.frame(), 12);
  head.step(3, 0);
  head.step_key(-1, 0);
  EXPECT_EQ(head.frame(), 12);
  head.step_key(-1, 0);
  EXPECT_EQ(head.frame(), 0);
  head.step_key(-1, 0);
  EXPECT_EQ(head.frame(), 0);
  head.step_seconds(1, 0);
  EXPECT_EQ(head.frame(), 25);
  EXPECT_DOUBLE_EQ(head.seconds(), 1.0);
  head.step_seconds(-10, 0);
  EXPECT_EQ(head.frame(), 0);
  head.step_seconds(10, 0);
  EXPECT_EQ(head.frame(), 99);
}

TEST(playhead, a_step_in_time_leaves_a_long_frame) {
  FrameClock clock;
  clock.seconds = {0, 10, 20};
  clock.end_seconds = 30;
  Playhead head(clock);
  head.step_seconds(1, 0);
  EXPECT_EQ(head.frame(), 1);
  head.step_seconds(-1, 0);
  EXPECT_EQ(head.frame(), 0);
}

TEST(playhead, plays_by_pts_whatever_the_redraws) {
  FrameClock clock;
  clock.seconds = {0, 0.1, 0.5, 0.6};  // not even
  clock.end_seconds = 0.7;
  Playhead head(clock);
  head.toggle_play(100);
  EXPECT_THAT(head.until_next(100), Optional(DoubleNear(0.1, 1e-9)));
  EXPECT_EQ(head.advance(100.05, true), 0);
  EXPECT_EQ(head.advance(100.15, true), 1);
  EXPECT_THAT(head.until_next(100.15), Optional(DoubleNear(0.35, 1e-9)));
  EXPECT_EQ(head.advance(100.49, true), 1);
  EXPECT_EQ(head.advance(100.61, true), 3);
  EXPECT_TRUE(head.playing());
  EXPECT_EQ(head.advance(100.71, true), 3);
  EXPECT_FALSE(head.playing()) << "the end of the clip";
  EXPECT_EQ(head.until_next(101), std::nullopt);
  head.toggle_play(200);
  EXPECT_EQ(head.frame(), 0) << "at the end it begins anew";
}

TEST(playhead, waits_for_a_slow_decoder) {
  Playhead head(even_clock(100));
  head.toggle_play(0);
  EXPECT_EQ(head.advance(0.05, true), 1);
  for (int i = 1; i < 50; ++i) EXPECT_EQ(head.advance(0.05 + i * 0.1, false), 1);
  EXPECT_EQ(head.advance(4.97, true), 1) << "time began anew when the frame was here";
  EXPECT_EQ(head.advance(5.0, true), 2);
}

TEST(playhead, plays_backwards) {
  Playhead head(even_clock(100));
  head.go_to(50, 0);
  head.shuttle(-1, 0);
  EXPECT_EQ(head.speed(), -1);
  EXPECT_EQ(head.advance(0.03, true), 50) << "the frame is shown for its time";
  EXPECT_EQ(head.advance(0.05, true), 49);
  EXPECT_THAT(head.until_next(0.05), Optional(DoubleNear(0.03, 1e-9)));
  EXPECT_EQ(head.advance(0.09, true), 48);
  EXPECT_EQ(head.advance(10, true), 0);
  EXPECT_FALSE(head.playing());
}

TEST(playhead, shuttles_with_j_k_l) {
  Playhead head(even_clock(100));
  std::vector<double> speeds;
  for (const int key : {1, 1, 1, 1, 1, -1, -1, -1, -1, -1, 0, -1, 1}) {
    head.shuttle(key, 0);
    speeds.push_back(head.speed());
  }
  EXPECT_THAT(speeds, ElementsAre(1, 2, 4, 8, 8, 4, 2, 1, -1, -2, 0, -1, 1));
}

TEST(playhead, plays_at_its_speed) {
  Playhead head(even_clock(100));
  head.shuttle(1, 0);
  head.shuttle(1, 0);
  EXPECT_EQ(head.advance(1.0, true), 50);
}

TEST(playhead, loops_a_range) {
  Playhead head(even_clock(100));
  head.set_in(10);
  EXPECT_EQ(head.loop(), (FrameRange{10, 99}));
  head.set_out(19);
  EXPECT_EQ(head.loop(), (FrameRange{10, 19}));
  head.go_to(18, 0);
  head.toggle_play(0);
  EXPECT_EQ(head.advance(0.05, true), 19);
  EXPECT_EQ(head.advance(0.09, true), 10);
  EXPECT_EQ(head.advance(0.14, true), 11);
  head.shuttle(0, 0);
  head.go_to(11, 0);
  head.shuttle(-1, 0);
  EXPECT_EQ(head.advance(0.05, true), 10);
  EXPECT_EQ(head.advance(0.09, true), 19);
  head.set_in(50);
  EXPECT_EQ(head.loop(), (FrameRange{50, 99})) << "an in point behind the out point takes it away";
  head.set_loop(FrameRange{-5, 1000});
  EXPECT_EQ(head.loop(), (FrameRange{0, 99}));
  head.set_loop(std::nullopt);
  EXPECT_EQ(head.loop(), std::nullopt);
}

TEST(playhead, a_still_does_not_play) {
  Playhead head;
  head.toggle_play(0);
  EXPECT_FALSE(head.playing());
  head.shuttle(1, 0);
  EXPECT_FALSE(head.playing());
  head.go_to(5, 0);
  EXPECT_EQ(head.frame(), 0);
  EXPECT_EQ(head.seconds(), 0);
  head.set_in(0);
  EXPECT_EQ(head.loop(), (FrameRange{0, 0}));
}

TEST(playhead, going_somewhere_while_playing_goes_on_from_there) {
  Playhead head(even_clock(100));
  head.toggle_play(0);
  head.go_to(60, 5);
  EXPECT_TRUE(head.playing());
  EXPECT_EQ(head.advance(5.05, true), 61);
  head.step(1, 5.06);
  EXPECT_FALSE(head.playing());
}

}  // namespace
}  // namespace spoor
