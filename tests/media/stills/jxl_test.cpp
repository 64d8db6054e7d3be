#include "media/stills/still_files.h"

#include <jxl/encode.h>

namespace spoor {
namespace {

using test::noise_bytes;
using test::opened_still;

constexpr int kWidth = 29, kHeight = 18;

/// A lossless JPEG XL of interleaved samples.
std::vector<std::byte> made_by_libjxl(Bytes samples, int channels, JxlDataType type, int bits, bool alpha,
                                      int frames = 1) {
  JxlEncoder* const encoder = JxlEncoderCreate(nullptr);
  JxlBasicInfo info;
  JxlEncoderInitBasicInfo(&info);
  info.xsize = kWidth;
  info.ysize = kHeight;
  info.bits_per_sample = static_cast<std::uint32_t>(bits);
  info.exponent_bits_per_sample = type == JXL_TYPE_FLOAT ? 8 : 0;
  info.num_color_channels = static_cast<std::uint32_t>(channels - (alpha ? 1 : 0));
  info.num_extra_channels = alpha ? 1 : 0;
  info.alpha_bits = alpha ? static_cast<std::uint32_t>(bits) : 0;
  info.uses_original_profile = JXL_TRUE;
  info.orientation = JXL_ORIENT_ROTATE_90_CW;
  info.have_animation = frames > 1 ? JXL_TRUE : JXL_FALSE;
  info.animation.tps_numerator = 10;
  info.animation.tps_denominator = 1;
  JxlEncoderSetBasicInfo(encoder, &info);
  JxlColorEncoding colour;
  JxlColorEncodingSetToSRGB(&colour, info.num_color_channels == 1);
  JxlEncoderSetColorEncoding(encoder, &colour);
  for (int i = 0; i < frames; ++i) {
    JxlEncoderFrameSettings* const settings = JxlEncoderFrameSettingsCreate(encoder, nullptr);
    JxlEncoderSetFrameLossless(settings, JXL_TRUE);
    if (frames > 1) {
      JxlFrameHeader header;
      JxlEncoderInitFrameHeader(&header);
      header.duration = 2;
      JxlEncoderSetFrameHeader(settings, &header);
    }
    const JxlPixelFormat format{static_cast<std::uint32_t>(channels), type, JXL_LITTLE_ENDIAN, 0};
    const std::size_t frame_bytes = samples.size() / static_cast<std::size_t>(frames);
    JxlEncoderAddImageFrame(settings, &format, samples.data() + static_cast<std::size_t>(i) * frame_bytes, frame_bytes);
  }
  JxlEncoderCloseInput(encoder);
  std::vector<std::byte> bytes(samples.size() * 4 + 65536);
  auto* next = reinterpret_cast<std::uint8_t*>(bytes.data());
  std::size_t left = bytes.size();
  const bool done = JxlEncoderProcessOutput(encoder, &next, &left) == JXL_ENC_SUCCESS;
  bytes.resize(done ? bytes.size() - left : 0);
  JxlEncoderDestroy(encoder);
  return bytes;
}

TEST(JxlStill, gives_back_lossless_samples) {
  struct Case {
    int channels;
    JxlDataType type;
    int bits;
    bool alpha;
  };
  for (const Case& c : {Case{3, JXL_TYPE_UINT8, 8, false},
                        {4, JXL_TYPE_UINT8, 8, true},
                        {1, JXL_TYPE_UINT8, 8, false},
                        {3, JXL_TYPE_UINT16, 16, false}}) {
    SCOPED_TRACE(std::to_string(c.channels) + " channels of " + std::to_string(c.bits));
    const auto raw = noise_bytes(static_cast<std::size_t>(kWidth * kHeight * c.channels * c.bits / 8), 6);
    auto still = opened_still(made_by_libjxl(raw, c.channels, c.type, c.bits, c.alpha));
    ASSERT_TRUE(still) << still.file.error().sentence;
    const auto frame = still.frames->frame(0);
    ASSERT_TRUE(frame) << frame.error().sentence;
    EXPECT_EQ(frame->info.layout.bits, c.bits);
    EXPECT_EQ(frame->info.width, kWidth);
    EXPECT_EQ(frame->info.orientation, 6) << "reported, not applied";
    EXPECT_EQ(frame->info.colour.transfer, 13);
    EXPECT_TRUE(test::interleaved(*frame) == raw);
  }
}

TEST(JxlStill, keeps_floating_point_samples) {
  std::vector<float> values(kWidth * kHeight);
  for (std::size_t i = 0; i < values.size(); ++i) values[i] = static_cast<float>(i) / 256.0F;
  auto still = opened_still(made_by_libjxl(std::as_bytes(std::span(values)), 1, JXL_TYPE_FLOAT, 32, false));
  ASSERT_TRUE(still);
  const auto frame = still.frames->frame(0);
  ASSERT_TRUE(frame);
  ASSERT_TRUE(frame->info.layout.is_float);
  for (int i = 0; i < kWidth * kHeight; ++i)
    ASSERT_EQ(frame->planes[0].at<float>(i / kWidth, i % kWidth), values[static_cast<std::size_t>(i)]);
}

TEST(JxlStill, gives_the_pictures_of_an_animation_in_any_order) {
  const std::size_t one = kWidth * kHeight * 3;
  const auto raw = noise_bytes(one * 3, 6);
  auto still = opened_still(made_by_libjxl(raw, 3, JXL_TYPE_UINT8, 8, false, 3));
  ASSERT_TRUE(still) << still.file.error().sentence;
  ASSERT_EQ(still.info->still_pictures, 3);
  for (const int index : {2, 0, 1}) {
    const auto frame = still.frames->frame(index);
    ASSERT_TRUE(frame) << frame.error().sentence;
    const auto expected = Bytes(raw).subspan(static_cast<std::size_t>(index) * one, one);
    EXPECT_TRUE(std::ranges::equal(Bytes(test::interleaved(*frame)), expected)) << index;
    EXPECT_EQ(frame->info.pts, (TimeStamp{2 * index, {1, 10}}));
  }
}

TEST(JxlStill, survives_every_cut) {
  const auto whole = made_by_libjxl(noise_bytes(kWidth * kHeight * 3, 6), 3, JXL_TYPE_UINT8, 8, false);
  for (std::size_t length = 2; length < whole.size(); length += 37) {
    auto still = opened_still({whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(length)});
    if (!still) continue;
    const auto frame = still.frames->frame(0);
    if (frame) {
      EXPECT_TRUE(frame->info.concealed) << length;
    } else {
      EXPECT_FALSE(frame.error().sentence.empty());
    }
  }
}

}  // namespace
}  // namespace spoor
