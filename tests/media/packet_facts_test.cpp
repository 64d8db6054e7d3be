#include "media/packet_facts.h"

#include <gtest/gtest.h>

#include <initializer_list>
#include <vector>

namespace spoor {
namespace {

class Looking {
 public:
  explicit Looking(AVCodecID codec, std::vector<std::uint8_t> extra = {}) : extra_(std::move(extra)) {
    stream_.codec_id = codec;
    stream_.extradata = extra_.data();
    stream_.extradata_size = static_cast<int>(extra_.size());
    inspector_.emplace(stream_);
  }

  PacketFacts at(std::vector<std::uint8_t> bytes, bool key = true) {
    AVPacket packet{};
    packet.data = bytes.data();
    packet.size = static_cast<int>(bytes.size());
    packet.flags = key ? AV_PKT_FLAG_KEY : 0;
    return inspector_->look(packet);
  }

  PacketInspector& inspector() { return *inspector_; }

 private:
  std::vector<std::uint8_t> extra_;
  AVCodecParameters stream_{};
  std::optional<PacketInspector> inspector_;
};

TEST(packet_facts, only_an_idr_picture_is_a_safe_start_in_h264) {
  Looking h264(AV_CODEC_ID_H264);
  EXPECT_TRUE(h264.at({0, 0, 0, 1, 0x67, 1, 0, 0, 1, 0x65, 9}).safe_start);
  EXPECT_FALSE(h264.at({0, 0, 1, 0x06, 6, 0, 0, 1, 0x41, 9}).safe_start);  // a recovery point
  EXPECT_FALSE(h264.at({0, 0, 1, 0x67, 1}).shows);                         // parameters alone
}

TEST(packet_facts, reads_nal_units_with_lengths) {
  Looking h264(AV_CODEC_ID_H264, {1, 100, 0, 40, 0xFF, 0xE1, 0, 0});
  EXPECT_TRUE(h264.at({0, 0, 0, 2, 0x67, 1, 0, 0, 0, 2, 0x65, 9}).safe_start);
  EXPECT_FALSE(h264.at({0, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0x65}).safe_start);  // a length beyond the end
}

TEST(packet_facts, skipped_pictures_of_hevc_show_nothing) {
  const std::vector<std::uint8_t> cra{0, 0, 1, 21 << 1, 1, 0}, rasl{0, 0, 1, 9 << 1, 1, 0},
      trail{0, 0, 1, 1 << 1, 1, 0};
  Looking hevc(AV_CODEC_ID_HEVC);
  EXPECT_TRUE(hevc.at(cra).safe_start);
  EXPECT_FALSE(hevc.at(rasl).shows);  // refers to what lies before the beginning
  EXPECT_TRUE(hevc.at(trail).shows);
  EXPECT_TRUE(hevc.at(cra).safe_start);
  EXPECT_TRUE(hevc.at(rasl).shows);
}

TEST(packet_facts, hidden_pictures_of_vp8_and_vp9_show_nothing) {
  Looking vp8(AV_CODEC_ID_VP8), vp9(AV_CODEC_ID_VP9);
  EXPECT_TRUE(vp8.at({0x10}).shows);
  EXPECT_FALSE(vp8.at({0x01}, false).shows);
  EXPECT_TRUE(vp9.at({0x82, 0}).shows);            // profile 0, key, shown
  EXPECT_FALSE(vp9.at({0x84, 0}, false).shows);    // not shown
  EXPECT_TRUE(vp9.at({0x84, 0xC1}, false).shows);  // a superframe
  EXPECT_TRUE(vp9.at({0x88, 0}, false).shows);     // shows an earlier picture
}

TEST(packet_facts, mpeg_starts_need_an_intra_picture_and_its_header) {
  Looking mpeg2(AV_CODEC_ID_MPEG2VIDEO), mpeg4(AV_CODEC_ID_MPEG4);
  EXPECT_TRUE(mpeg2.at({0, 0, 1, 0xB3, 1, 2, 0, 0, 1, 0x00, 0, 1 << 3, 0}).safe_start);
  EXPECT_FALSE(mpeg2.at({0, 0, 1, 0x00, 0, 1 << 3, 0}).safe_start);
  EXPECT_FALSE(mpeg2.at({0, 0, 1, 0xB3, 1, 2, 0, 0, 1, 0x00, 0, 2 << 3, 0}).safe_start);
  EXPECT_TRUE(mpeg4.at({0, 0, 1, 0xB6, 0x10}).safe_start);
  EXPECT_FALSE(mpeg4.at({0, 0, 1, 0xB6, 0x50}).safe_start);
}

TEST(packet_facts, unknown_codecs_have_no_safe_start) {
  Looking unknown(AV_CODEC_ID_INDEO4), jpeg(AV_CODEC_ID_MJPEG);
  EXPECT_FALSE(unknown.at({1, 2, 3}).safe_start);
  EXPECT_FALSE(unknown.inspector().one_picture_per_packet());
  EXPECT_TRUE(jpeg.at({1, 2, 3}, false).safe_start);
}

}  // namespace
}  // namespace spoor
