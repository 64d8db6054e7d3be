#include "media/av_frame.h"

extern "C" {
#include <libavutil/imgutils.h>
}

#include "base/digest.h"

#include <gtest/gtest.h>

#include <cstring>
#include <random>

namespace spoor {
namespace {

constexpr int kWidth = 21, kHeight = 9;

AvFrame picture(AVPixelFormat format) {
  AvFrame frame(av_frame_alloc());
  frame->format = format;
  frame->width = kWidth;
  frame->height = kHeight;
  EXPECT_GE(av_frame_get_buffer(frame.get(), 0), 0);
  for (AVBufferRef* buffer : frame->buf) {
    if (buffer != nullptr) std::memset(buffer->data, 0, static_cast<std::size_t>(buffer->size));
  }
  return frame;
}

std::uint16_t value_at(int component, int x, int y, int depth) {
  return static_cast<std::uint16_t>((component * 97 + x * 31 + y * 57) & ((1 << depth) - 1));
}

/// What FFmpeg's framemd5 hashes: the picture without padding.
std::string packed_md5(const AVFrame& frame) {
  const auto format = static_cast<AVPixelFormat>(frame.format);
  std::vector<std::uint8_t> bytes(static_cast<std::size_t>(av_image_get_buffer_size(format, kWidth, kHeight, 1)));
  av_image_copy_to_buffer(bytes.data(), static_cast<int>(bytes.size()), frame.data, frame.linesize, format, kWidth,
                          kHeight, 1);
  Digest md5(DigestKind::kMd5);
  md5.update(std::as_bytes(std::span(bytes)));
  return md5.hex();
}

class Layout : public testing::TestWithParam<const char*> {};

TEST_P(Layout, keeps_every_sample_and_the_way_back) {
  const AVPixelFormat pixel_format = av_get_pix_fmt(GetParam());
  ASSERT_NE(pixel_format, AV_PIX_FMT_NONE);
  const AVPixFmtDescriptor& format = *av_pix_fmt_desc_get(pixel_format);
  AvFrame made = picture(pixel_format);
  const auto layout = sample_layout(pixel_format);
  ASSERT_TRUE(layout.has_value());
  ASSERT_EQ(layout->components, format.nb_components);
  for (int c = 0; c < format.nb_components; ++c) {
    const cv::Size size = plane_size(*layout, kWidth, kHeight, c);
    for (int y = 0; y < size.height; ++y) {
      std::vector<std::uint16_t> line;
      for (int x = 0; x < size.width; ++x) line.push_back(value_at(c, x, y, format.comp[c].depth));
      av_write_image_line2(line.data(), made->data, made->linesize, &format, 0, y, c, size.width, 2);
    }
  }
  const std::string md5 = packed_md5(*made);
  const auto frame = frame_from_av(shared_frame(std::move(made)), {});
  ASSERT_TRUE(frame.has_value()) << to_text(frame.error());
  for (int c = 0; c < layout->components; ++c) {
    const cv::Mat& plane = frame->planes[static_cast<std::size_t>(c)];
    ASSERT_EQ(plane.size(), plane_size(*layout, kWidth, kHeight, c));
    ASSERT_EQ(plane.type(), plane_type(*layout));
    for (int y = 0; y < plane.rows; ++y) {
      for (int x = 0; x < plane.cols; ++x) {
        int expected = value_at(c, x, y, format.comp[c].depth) << (layout->bits - format.comp[c].depth);
        if (pixel_format == AV_PIX_FMT_MONOWHITE) expected = 1 - expected;
        ASSERT_EQ(plane.depth() == CV_8U ? plane.at<std::uint8_t>(y, x) : plane.at<std::uint16_t>(y, x), expected)
            << "component " << c << " at " << x << "," << y;
      }
    }
  }
  EXPECT_EQ(framemd5_digest(*frame), md5);
}

INSTANTIATE_TEST_SUITE_P(all, Layout,
                         testing::Values("yuv420p", "yuv422p10le", "yuv444p16be", "yuva420p", "nv12", "nv21", "p010le",
                                         "p016be", "yuyv422", "uyvy422", "gray", "gray10le", "gray16be", "ya8", "rgb24",
                                         "bgra", "0rgb", "rgb48be", "rgb48le", "gbrp", "gbrap12le", "rgb565le",
                                         "rgb555be", "rgb8", "monow", "monob", "x2rgb10le", "yuv410p", "y210le"),
                         [](const auto& made) { return std::string(made.param); });

TEST(av_frame, opens_palettes_into_their_colours) {
  AvFrame made = picture(AV_PIX_FMT_PAL8);
  const std::uint32_t entry = 0x80112233;  // A R G B
  std::memcpy(made->data[1] + 4 * 7, &entry, 4);
  made->data[0][2 * made->linesize[0] + 5] = 7;
  const auto frame = frame_from_av(shared_frame(std::move(made)), {});
  ASSERT_TRUE(frame.has_value());
  ASSERT_EQ(frame->planes.size(), 4U);
  EXPECT_EQ(frame->planes[0].at<std::uint8_t>(2, 5), 0x11);
  EXPECT_EQ(frame->planes[1].at<std::uint8_t>(2, 5), 0x22);
  EXPECT_EQ(frame->planes[2].at<std::uint8_t>(2, 5), 0x33);
  EXPECT_EQ(frame->planes[3].at<std::uint8_t>(2, 5), 0x80);
  EXPECT_TRUE(framemd5_digest(*frame).empty());
}

TEST(av_frame, takes_off_an_odd_crop_exactly_without_copying) {
  AvFrame made = picture(AV_PIX_FMT_GRAY8);
  made->data[0][1 * made->linesize[0] + 3] = 200;
  const std::uint8_t* first = made->data[0] + made->linesize[0] + 3;
  made->crop_left = 3;
  made->crop_top = 1;
  made->crop_right = 2;
  const auto frame = frame_from_av(shared_frame(std::move(made)), {});
  ASSERT_TRUE(frame.has_value());
  EXPECT_EQ(frame->planes[0].size(), cv::Size(kWidth - 5, kHeight - 1));
  EXPECT_EQ(frame->planes[0].data, first);
  EXPECT_EQ(frame->planes[0].at<std::uint8_t>(0, 0), 200);
  EXPECT_EQ(frame->info.crop, (Crop{3, 1, 2, 0}));
}

TEST(av_frame, marks_what_the_decoder_made_up) {
  AvFrame made = picture(AV_PIX_FMT_GRAY8);
  made->decode_error_flags = FF_DECODE_ERROR_CONCEALMENT_ACTIVE;
  EXPECT_TRUE(frame_from_av(shared_frame(std::move(made)), {})->info.concealed);
  EXPECT_FALSE(frame_from_av(shared_frame(picture(AV_PIX_FMT_GRAY8)), {})->info.concealed);
}

TEST(av_frame, declines_what_holds_no_samples) {
  EXPECT_EQ(sample_layout(AV_PIX_FMT_VAAPI).error().fault, Fault::kUnsupported);
  EXPECT_EQ(sample_layout(AV_PIX_FMT_BAYER_BGGR8).error().fault, Fault::kUnsupported);
  EXPECT_EQ(sample_layout(AV_PIX_FMT_NONE).error().fault, Fault::kUnsupported);
}

TEST(av_frame, counts_the_frames_alive) {
  const auto before = decoded_frames_alive();
  auto frame = frame_from_av(shared_frame(picture(AV_PIX_FMT_YUV420P)), {});
  EXPECT_EQ(decoded_frames_alive(), before + 1);
  frame = failure(Fault::kInternal, "");
  EXPECT_EQ(decoded_frames_alive(), before);
}

}  // namespace
}  // namespace spoor
