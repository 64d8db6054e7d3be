#include "media/video_decoder.h"

#include "media/demuxer.h"
#include "support/clip_maker.h"

#include <gtest/gtest.h>

namespace spoor {
namespace {

std::unique_ptr<Demuxer> demuxer() {
  return std::move(*Demuxer::open(memory_source(test::make_clip({.frames = 8, .encoder_options = {{"bf", "2"}}})), {}));
}

TEST(video_decoder, gives_each_frame_with_its_packets_ticket) {
  const auto file = demuxer();
  auto decoder = VideoDecoder::open(*file->stream(0), {}, 2);
  ASSERT_TRUE(decoder.has_value());
  const AvPacket packet(av_packet_alloc());
  const AvFrame frame(av_frame_alloc());
  std::vector<std::int64_t> tickets, times;
  const auto drain = [&] {
    while ((*decoder)->receive(*frame) == VideoDecoder::Got::kFrame) tickets.push_back(frame->pts);
  };
  for (std::int32_t ticket = 100; av_read_frame(&file->format(), packet.get()) >= 0; ++ticket) {
    times.push_back(packet->pts);
    EXPECT_TRUE((*decoder)->send(packet.get(), ticket));
    EXPECT_EQ(packet->pts, times.back());  // the caller's packet keeps its own time
    drain();
    av_packet_unref(packet.get());
  }
  EXPECT_TRUE((*decoder)->send(nullptr, 0));
  drain();
  ASSERT_EQ(tickets.size(), 8U);
  for (std::size_t i = 1; i < tickets.size(); ++i) {
    EXPECT_LT(times[static_cast<std::size_t>(tickets[i - 1] - 100)], times[static_cast<std::size_t>(tickets[i] - 100)]);
  }
  EXPECT_EQ((*decoder)->receive(*frame), VideoDecoder::Got::kEnd);
  EXPECT_EQ((*decoder)->messages().errors(), 0);
}

TEST(video_decoder, keeps_what_the_decoder_complains_of) {
  const auto file = demuxer();
  auto decoder = VideoDecoder::open(*file->stream(0), {}, 1);
  const AvPacket packet(av_packet_alloc());
  const AvFrame frame(av_frame_alloc());
  ASSERT_GE(av_read_frame(&file->format(), packet.get()), 0);
  for (int i = packet->size / 2; i < packet->size; ++i) packet->data[i] ^= 0x5A;
  (void)(*decoder)->send(packet.get(), 0);
  (void)(*decoder)->send(nullptr, 0);
  (void)(*decoder)->receive(*frame);
  EXPECT_GT((*decoder)->messages().errors(), 0);
  EXPECT_FALSE((*decoder)->messages().texts().empty());
  (*decoder)->flush();
  EXPECT_EQ((*decoder)->messages().errors(), 0);
}

TEST(video_decoder, names_a_codec_it_cannot_decode) {
  const auto file = demuxer();
  file->stream(0)->codecpar->codec_id = AV_CODEC_ID_NONE;
  EXPECT_EQ(VideoDecoder::open(*file->stream(0), {}, 1).error().fault, Fault::kUnsupported);
}

}  // namespace
}  // namespace spoor
