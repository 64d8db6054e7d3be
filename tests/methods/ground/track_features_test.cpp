#include "methods/ground/track_features.h"

#include "support/seen_ground.h"

#include <gtest/gtest.h>

#include <cmath>

namespace spoor {
namespace {

TEST(TrackFeatures, are_of_unit_size_and_free_of_slow_light) {
  RectifiedGround ground = test::seen_ground(2);
  const cv::Mat plain = track_features(ground);
  for (int row = 0; row < ground.log_luma.rows; ++row) ground.log_luma.row(row) += 0.002 * row;
  const cv::Mat lit = track_features(ground);
  double squares = 0, change = 0;
  int n = 0;
  for (int row = 60; row < plain.rows - 60; row += 3) {
    for (int column = 60; column < plain.cols - 60; column += 3) {
      const auto &a = plain.at<cv::Vec4f>(row, column), &b = lit.at<cv::Vec4f>(row, column);
      ASSERT_EQ(std::isnan(a[0]), std::isnan(ground.log_luma.at<float>(row, column)));
      if (std::isnan(a[0])) continue;
      squares += a[0] * a[0], change = std::max<double>(change, std::abs(a[0] - b[0])), ++n;
      EXPECT_LE(std::abs(a[0]), 3);
    }
  }
  EXPECT_NEAR(squares / n, 1, 0.25);
  EXPECT_LT(change, 0.6) << "the hidden box alone lets the light through at its edge";
}

}  // namespace
}  // namespace spoor
