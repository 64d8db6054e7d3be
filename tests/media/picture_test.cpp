#include "media/picture.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace spoor {
namespace {

Frame frame_of(ColourModel model, int bits, std::vector<cv::Mat> planes, int log2_chroma = 0) {
  Frame frame;
  frame.info.width = planes[0].cols;
  frame.info.height = planes[0].rows;
  frame.info.layout.model = model;
  frame.info.layout.components = static_cast<int>(planes.size());
  frame.info.layout.bits = bits;
  frame.info.layout.log2_chroma_w = frame.info.layout.log2_chroma_h = log2_chroma;
  frame.planes = std::move(planes);
  return frame;
}

cv::Mat noise(int rows, int cols, int bits, unsigned seed) {
  std::mt19937 random(seed);
  cv::Mat plane(rows, cols, bits <= 8 ? CV_8UC1 : CV_16UC1);
  for (int y = 0; y < rows; ++y) {
    for (int x = 0; x < cols; ++x) {
      const auto value = random() % (1U << bits);
      if (bits <= 8)
        plane.at<std::uint8_t>(y, x) = static_cast<std::uint8_t>(value);
      else
        plane.at<std::uint16_t>(y, x) = static_cast<std::uint16_t>(value);
    }
  }
  return plane;
}

double sample(const cv::Mat& plane, int y, int x) {
  return plane.depth() == CV_8U ? plane.at<std::uint8_t>(y, x) : plane.at<std::uint16_t>(y, x);
}

TEST(picture, ycbcr_agrees_with_the_standards_formula) {
  struct Case {
    int matrix;
    double kr, kb;
  };
  for (const Case& one : {Case{1, 0.2126, 0.0722}, Case{6, 0.299, 0.114}, Case{9, 0.2627, 0.0593}}) {
    for (const int bits : {8, 10, 16}) {
      for (const ColourRange range : {ColourRange::kLimited, ColourRange::kFull}) {
        const Frame frame =
            frame_of(ColourModel::kYCbCr, bits, {noise(9, 13, bits, 1), noise(5, 7, bits, 2), noise(5, 7, bits, 3)}, 1);
        const auto bgr = bgr8(frame, {one.matrix, range, false});
        ASSERT_TRUE(bgr.has_value()) << to_text(bgr.error());
        const double step = std::ldexp(1, bits - 8), most = std::ldexp(1, bits) - 1;
        for (int y = 0; y < 9; ++y) {
          for (int x = 0; x < 13; ++x) {
            const bool limited = range == ColourRange::kLimited;
            const auto chroma = [&](std::size_t c) {
              const double value = sample(frame.planes[c], y / 2, x / 2);
              return limited ? (value - 128 * step) / (224 * step) : (value - std::ldexp(1, bits - 1)) / most;
            };
            const double luma_value = sample(frame.planes[0], y, x);
            const double l = limited ? (luma_value - 16 * step) / (219 * step) : luma_value / most;
            const double r = l + 2 * (1 - one.kr) * chroma(2), b = l + 2 * (1 - one.kb) * chroma(1);
            const double g = (l - one.kr * r - one.kb * b) / (1 - one.kr - one.kb);
            const auto& out = bgr->at<cv::Vec3b>(y, x);
            EXPECT_NEAR(out[2], std::clamp(r * 255, 0.0, 255.0), 0.51);
            EXPECT_NEAR(out[1], std::clamp(g * 255, 0.0, 255.0), 0.51);
            EXPECT_NEAR(out[0], std::clamp(b * 255, 0.0, 255.0), 0.51);
          }
        }
      }
    }
  }
}

TEST(picture, black_white_and_grey_are_what_they_are) {
  const auto plane = [](int value) { return cv::Mat(2, 2, CV_8UC1, cv::Scalar(value)); };
  const Frame white = frame_of(ColourModel::kYCbCr, 8, {plane(235), plane(128), plane(128)});
  EXPECT_EQ(bgr8(white, {1, ColourRange::kLimited, false})->at<cv::Vec3b>(0, 0), cv::Vec3b(255, 255, 255));
  const Frame rgb = frame_of(ColourModel::kRgb, 8, {plane(10), plane(20), plane(30)});
  EXPECT_EQ(bgr8(rgb, colour_assumption(rgb.info, true))->at<cv::Vec3b>(1, 1), cv::Vec3b(30, 20, 10));
  EXPECT_EQ(luma(rgb)->at<std::uint8_t>(0, 0), 18);  // 0.299 10 + 0.587 20 + 0.114 30 = 18.15
  const Frame bitmap = frame_of(ColourModel::kGrey, 1, {plane(1)});
  EXPECT_EQ(bgr8(bitmap, {0, ColourRange::kFull, true})->at<cv::Vec3b>(0, 0), cv::Vec3b(255, 255, 255));
}

TEST(picture, inks_cover_each_other) {
  const auto plane = [](int value) { return cv::Mat(1, 1, CV_8UC1, cv::Scalar(value)); };
  Frame inks = frame_of(ColourModel::kCmyk, 8, {plane(255), plane(0), plane(0), plane(51)});
  EXPECT_EQ(bgr8(inks, {})->at<cv::Vec3b>(0, 0), cv::Vec3b(204, 204, 0));
  inks.info.layout.inverted_inks = true;
  EXPECT_EQ(bgr8(inks, {})->at<cv::Vec3b>(0, 0), cv::Vec3b(0, 0, 51));
}

TEST(picture, luma_is_the_decoded_plane_and_survives_a_wrapping_frame) {
  const cv::Mat y = noise(4, 6, 10, 9);
  Frame frame = frame_of(ColourModel::kYCbCr, 10, {y, noise(4, 6, 10, 1), noise(4, 6, 10, 2)});
  EXPECT_EQ(luma(frame)->data, y.data);
  frame.keep_alive = std::make_shared<int>(0);
  EXPECT_NE(luma(frame)->data, y.data);
  EXPECT_EQ(cv::norm(*luma(frame), y, cv::NORM_INF), 0);
  EXPECT_FLOAT_EQ(luma_float(frame)->at<float>(1, 2), y.at<std::uint16_t>(1, 2) / 4.0F);
}

TEST(picture, assumes_by_convention_and_says_so) {
  FrameInfo info;
  info.layout.model = ColourModel::kYCbCr;
  info.height = 720;
  EXPECT_EQ(colour_assumption(info, false).matrix, 1);
  EXPECT_EQ(colour_assumption(info, false).range, ColourRange::kLimited);
  EXPECT_TRUE(colour_assumption(info, false).assumed);
  info.height = 719;
  EXPECT_EQ(colour_assumption(info, false).matrix, 6);
  EXPECT_EQ(colour_assumption(info, true).range, ColourRange::kFull);
  info.colour.matrix = 9;
  info.colour.range = ColourRange::kLimited;
  EXPECT_EQ(colour_assumption(info, true).matrix, 9);
  EXPECT_FALSE(colour_assumption(info, true).assumed);
}

TEST(picture, a_thumbnail_keeps_proportions_and_mean) {
  const Frame frame = frame_of(ColourModel::kGrey, 8, {cv::Mat(100, 300, CV_8UC1, cv::Scalar(90))});
  const auto small = thumbnail_bgr8(frame, {0, ColourRange::kFull, true}, 60);
  ASSERT_TRUE(small.has_value());
  EXPECT_EQ(small->size(), cv::Size(60, 20));
  EXPECT_EQ(small->at<cv::Vec3b>(7, 7), cv::Vec3b(90, 90, 90));
  EXPECT_EQ(thumbnail_bgr8(frame, {}, 0).error().fault, Fault::kBadArgument);
}

TEST(picture, declines_planes_that_contradict_the_frame) {
  Frame frame = frame_of(ColourModel::kYCbCr, 8, {noise(4, 4, 8, 1), noise(4, 4, 8, 2), noise(3, 4, 8, 3)});
  EXPECT_FALSE(bgr8(frame, {1, ColourRange::kFull, false}).has_value());
  frame.info.layout.model = ColourModel::kOther;
  EXPECT_EQ(luma(frame).error().fault, Fault::kUnsupported);
}

}  // namespace
}  // namespace spoor
