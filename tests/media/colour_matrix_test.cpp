#include "media/colour_matrix.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

namespace spoor {
namespace {

Frame noise(ColourModel model, int components, int bits, bool inverted = false) {
  Frame frame;
  frame.info.width = 64;
  frame.info.height = 48;
  frame.info.layout.model = model;
  frame.info.layout.components = components;
  frame.info.layout.bits = bits;
  frame.info.layout.inverted_inks = inverted;
  std::mt19937 random(7);
  for (int c = 0; c < components; ++c) {
    cv::Mat plane(48, 64, plane_type(frame.info.layout));
    for (int y = 0; y < plane.rows; ++y) {
      for (int x = 0; x < plane.cols; ++x) {
        const auto value = random() % (1U << bits);
        if (bits > 8)
          plane.at<std::uint16_t>(y, x) = static_cast<std::uint16_t>(value);
        else
          plane.at<std::uint8_t>(y, x) = static_cast<std::uint8_t>(value);
      }
    }
    frame.planes.push_back(plane);
  }
  return frame;
}

double sample(const cv::Mat& plane, int y, int x) {
  return plane.depth() == CV_8U ? plane.at<std::uint8_t>(y, x) : plane.at<std::uint16_t>(y, x);
}

/// Largest difference between bgr8 and the figures, in steps of 255.
double worst(const Frame& frame, const ColourAssumption& assumption) {
  const auto expected = bgr8(frame, assumption);
  const auto figures = rgb_from_samples(frame.info.layout, assumption);
  if (!expected || !figures) return 1e9;
  double most = 0;
  for (int y = 0; y < expected->rows; ++y) {
    for (int x = 0; x < expected->cols; ++x) {
      cv::Vec3d samples;
      for (std::size_t c = 0; c < std::min<std::size_t>(3, frame.planes.size()); ++c)
        samples[static_cast<int>(c)] = sample(frame.planes[c], y, x);
      cv::Vec3d rgb = figures->matrix * samples + figures->offset;
      const double through =
          figures->has_inks
              ? std::clamp(figures->ink_gain * sample(frame.planes[3], y, x) + figures->ink_offset, 0.0, 1.0)
              : 1;
      for (int c = 0; c < 3; ++c) {
        const double value = std::clamp(rgb[c], 0.0, 1.0) * through * 255;
        most = std::max(most, std::abs(value - expected->at<cv::Vec3b>(y, x)[2 - c]));
      }
    }
  }
  return most;
}

TEST(ColourMatrix, agrees_with_bgr8_for_every_matrix_and_range) {
  for (const int bits : {8, 10, 12, 16}) {
    const Frame frame = noise(ColourModel::kYCbCr, 3, bits);
    for (const int matrix : {0, 1, 4, 5, 6, 7, 8, 9, 10}) {
      for (const auto range : {ColourRange::kLimited, ColourRange::kFull}) {
        EXPECT_LE(worst(frame, {matrix, range, false}), 0.52) << bits << " bits, matrix " << matrix;
      }
    }
  }
}

TEST(ColourMatrix, agrees_with_bgr8_for_grey_rgb_and_inks) {
  for (const auto range : {ColourRange::kLimited, ColourRange::kFull}) {
    EXPECT_LE(worst(noise(ColourModel::kGrey, 1, 8), {2, range, false}), 0.52);
    EXPECT_LE(worst(noise(ColourModel::kGrey, 1, 16), {2, range, false}), 0.52);
    EXPECT_LE(worst(noise(ColourModel::kRgb, 3, 8), {0, range, false}), 0.52);
    EXPECT_LE(worst(noise(ColourModel::kRgb, 3, 12), {0, range, false}), 0.52);
  }
  EXPECT_LE(worst(noise(ColourModel::kGrey, 1, 1), {2, ColourRange::kFull, false}), 0.52);
  // bgr8 rounds each ink to 8 bits before they meet.
  for (const bool inverted : {false, true}) {
    EXPECT_LE(worst(noise(ColourModel::kCmyk, 4, 8, inverted), {0, ColourRange::kFull, false}), 0.52) << inverted;
    EXPECT_LE(worst(noise(ColourModel::kYcck, 4, 8, inverted), {6, ColourRange::kFull, false}), 1.03) << inverted;
  }
}

TEST(ColourMatrix, refuses_what_bgr8_refuses) {
  SampleLayout layout;
  layout.model = ColourModel::kYCbCr;
  layout.components = 3;
  EXPECT_EQ(rgb_from_samples(layout, {3, ColourRange::kFull, false}).error().fault, Fault::kUnsupported);
  layout.is_float = true;
  layout.bits = 32;
  EXPECT_EQ(rgb_from_samples(layout, {6, ColourRange::kFull, false}).error().fault, Fault::kUnsupported);
  layout = {};
  EXPECT_EQ(rgb_from_samples(layout, {0, ColourRange::kFull, false}).error().fault, Fault::kUnsupported);
}

}  // namespace
}  // namespace spoor
