#include "methods/motion/timing.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace spoor {
namespace {

// 25 frames a second in a base of 1/1000, key frame every 10, one P to two B in decoding order I P B B P B B ...
CodecTrace regular(int frames) {
  CodecTrace trace;
  trace.time_base = {1, 1000};
  for (int i = 0; i < frames; ++i) {
    PacketRecord packet;
    packet.pts = 40 * i;
    packet.dts = 40 * i - 80;
    packet.size = i % 10 == 0 ? 9000 : 1000;
    packet.key = i % 10 == 0;
    packet.type = i % 10 == 0 ? PictureType::kI : PictureType::kP;
    trace.packets.push_back(packet);
  }
  return trace;
}

std::int64_t count(const ClipTiming& timing, TimingFault fault) {
  return std::count_if(timing.irregularities.begin(), timing.irregularities.end(),
                       [fault](const TimingIrregularity& i) { return i.fault == fault; });
}

TEST(ClipTimingOf, a_regular_clip_is_regular) {
  const ClipTiming timing = clip_timing(regular(100));
  EXPECT_EQ(timing.frames.size(), 100u);
  EXPECT_EQ(timing.usual_step, 40);
  EXPECT_EQ(timing.regular_share, 1);
  EXPECT_NEAR(timing.mean_rate, 25, 1e-9);
  EXPECT_FALSE(timing.variable_rate);
  EXPECT_EQ(timing.usual_key_distance, 10);
  EXPECT_TRUE(timing.irregularities.empty());
  EXPECT_EQ(timing.pattern, "IPPPPPPPPP");
  // 25 frames a second: two or three of them I.
  ASSERT_EQ(timing.bits_per_second.size(), 4u);
  EXPECT_EQ(timing.bits_per_second[0], 8 * (3 * 9000 + 22 * 1000));
  EXPECT_EQ(timing.bits_per_second[1], 8 * (2 * 9000 + 23 * 1000));
}

TEST(ClipTimingOf, presentation_order_is_by_pts_whatever_the_decoding_order) {
  CodecTrace trace = regular(10);
  std::swap(trace.packets[4].pts, trace.packets[6].pts);
  const ClipTiming timing = clip_timing(trace);
  EXPECT_EQ(timing.frames[4].packet, 6);
  EXPECT_EQ(timing.frames[6].packet, 4);
  EXPECT_EQ(timing.regular_share, 1);
}

TEST(ClipTimingOf, a_missing_frame_is_a_gap_and_is_placed) {
  CodecTrace trace = regular(100);
  for (std::size_t i = 57; i < 100; ++i) *trace.packets[i].pts += 80;
  const ClipTiming timing = clip_timing(trace);
  ASSERT_EQ(count(timing, TimingFault::kGap), 1);
  const TimingIrregularity& gap = timing.irregularities.front();
  EXPECT_EQ(gap.frame, 57);
  EXPECT_EQ(gap.pts, 57 * 40 + 80);
  EXPECT_DOUBLE_EQ(gap.amount, 3);
  EXPECT_NEAR(timing.largest_deviation_s, 0.08, 1e-12);
}

TEST(ClipTimingOf, repeats_short_steps_and_falling_decoding_times_are_found) {
  CodecTrace trace = regular(100);
  *trace.packets[20].pts = 19 * 40;
  *trace.packets[40].pts = 39 * 40 + 10;
  *trace.packets[70].dts = 1;
  const ClipTiming timing = clip_timing(trace);
  EXPECT_EQ(count(timing, TimingFault::kRepeat), 1);
  EXPECT_EQ(count(timing, TimingFault::kShortStep), 1);
  EXPECT_EQ(count(timing, TimingFault::kDtsNotRising), 1);
  EXPECT_EQ(count(timing, TimingFault::kGap), 2);
}

TEST(ClipTimingOf, rounding_to_milliseconds_is_regular) {
  CodecTrace trace = regular(300);
  for (int i = 0; i < 300; ++i) trace.packets[static_cast<std::size_t>(i)].pts = (1000 * i + 15) / 30;
  const ClipTiming timing = clip_timing(trace);
  EXPECT_EQ(timing.usual_step, 33);
  EXPECT_EQ(timing.regular_share, 1);
}

TEST(ClipTimingOf, a_variable_rate_has_no_gaps) {
  CodecTrace trace = regular(100);
  std::int64_t pts = 0;
  for (int i = 0; i < 100; ++i) {
    trace.packets[static_cast<std::size_t>(i)].pts = pts;
    pts += 20 + (7 * i) % 41;
  }
  const ClipTiming timing = clip_timing(trace);
  EXPECT_TRUE(timing.variable_rate);
  EXPECT_EQ(count(timing, TimingFault::kGap), 0);
  EXPECT_EQ(count(timing, TimingFault::kShortStep), 0);
}

TEST(ClipTimingOf, key_frames_away_from_the_usual_distance_are_listed) {
  CodecTrace trace = regular(100);
  trace.packets[53].key = true;
  const ClipTiming timing = clip_timing(trace);
  EXPECT_EQ(timing.usual_key_distance, 10);
  ASSERT_EQ(count(timing, TimingFault::kKeyDistance), 2);
  EXPECT_EQ(timing.irregularities[0].frame, 53);
  EXPECT_EQ(timing.irregularities[0].amount, 3);
}

TEST(ClipTimingOf, distances_that_never_repeat_have_no_usual_one) {
  CodecTrace trace = regular(100);
  for (auto& packet : trace.packets) packet.key = false;
  for (const std::size_t key : {0U, 30U, 75U}) trace.packets[key].key = true;
  const ClipTiming timing = clip_timing(trace);
  EXPECT_EQ(timing.usual_key_distance, 0);
  EXPECT_EQ(count(timing, TimingFault::kKeyDistance), 0);
}

TEST(ClipTimingOf, packets_outside_the_edit_list_are_not_shown) {
  CodecTrace trace = regular(20);
  trace.packets[0].discard = trace.packets[1].discard = true;
  trace.packets[5].pts.reset();
  const ClipTiming timing = clip_timing(trace);
  EXPECT_EQ(timing.discarded, 2);
  EXPECT_EQ(timing.frames.size(), 17u);
  EXPECT_EQ(count(timing, TimingFault::kPtsMissing), 1);
}

TEST(ClipTimingOf, hostile_times_are_survived) {
  CodecTrace trace = regular(4);
  trace.packets[0].pts = INT64_MIN;
  trace.packets[3].pts = INT64_MAX;
  const ClipTiming timing = clip_timing(trace);
  EXPECT_EQ(timing.frames.size(), 4u);
  EXPECT_LE(timing.bits_per_second.size(), 100u);
  EXPECT_TRUE(clip_timing(CodecTrace{}).frames.empty());
}

}  // namespace
}  // namespace spoor
