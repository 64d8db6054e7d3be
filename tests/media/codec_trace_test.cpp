#include "media/codec_trace.h"

#include "support/clip_maker.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace spoor {
namespace {

TEST(codec_trace, lists_packets_with_types_in_decoding_order) {
  const auto bytes = memory_source(test::make_clip(
      {.frames = 36,
       .encoder_options = {{"g", "12"}, {"bf", "2"}, {"x264-params", "scenecut=0:b-adapt=0:b-pyramid=none"}}}));
  const auto trace = read_codec_trace(*bytes, 0, Job());
  ASSERT_TRUE(trace.has_value()) << to_text(trace.error());
  ASSERT_EQ(trace->packets.size(), 36U);
  const auto count = [&](PictureType type) {
    return std::count_if(trace->packets.begin(), trace->packets.end(), [&](const auto& p) { return p.type == type; });
  };
  EXPECT_EQ(count(PictureType::kI), 3);
  EXPECT_EQ(count(PictureType::kUnknown), 0);
  EXPECT_GT(count(PictureType::kB), count(PictureType::kP));
  std::int64_t end = 0;
  for (const PacketRecord& packet : trace->packets) {
    EXPECT_EQ(packet.key, packet.type == PictureType::kI);
    EXPECT_GE(packet.offset, end);
    end = packet.offset + packet.size;
    EXPECT_LE(end, bytes->size());
    ASSERT_TRUE(packet.pts && packet.dts);
  }
  EXPECT_TRUE(trace->anomalies.empty());
}

TEST(codec_trace, a_stream_without_pictures_is_a_bad_argument) {
  const auto bytes = memory_source(test::make_clip({.frames = 2, .sound_encoder = "aac"}));
  EXPECT_EQ(read_codec_trace(*bytes, 1, Job()).error().fault, Fault::kBadArgument);
  EXPECT_EQ(read_codec_trace(*bytes, -1, Job()).error().fault, Fault::kBadArgument);
}

TEST(codec_trace, names_what_a_cut_file_lost) {
  auto clip = test::make_clip({.muxer = "matroska", .frames = 40});
  clip.resize(clip.size() * 2 / 3);
  const auto trace = read_codec_trace(*memory_source(clip), 0, Job());
  ASSERT_TRUE(trace.has_value());
  EXPECT_LT(trace->packets.size(), 40U);
  EXPECT_FALSE(trace->anomalies.empty());
}

TEST(codec_trace, stops_when_cancelled) {
  std::stop_source stop;
  stop.request_stop();
  const auto bytes = memory_source(test::make_clip({.frames = 5}));
  EXPECT_THROW((void)read_codec_trace(*bytes, 0, Job(stop.get_token())), Cancelled);
}

}  // namespace
}  // namespace spoor
