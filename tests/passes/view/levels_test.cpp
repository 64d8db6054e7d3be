#include "support/jpeg_oracle.h"
#include "support/run_pass.h"

#include <gtest/gtest.h>

namespace spoor {
namespace {

TEST(LevelsPass, shows_where_contrast_is_and_where_luma_is_clipped) {
  cv::Mat plane(64, 96, CV_8UC1, cv::Scalar(120));
  for (int y = 0; y < 64; ++y) {
    for (int x = 32; x < 64; ++x) plane.at<uchar>(y, x) = static_cast<uchar>((x / 4 + y / 4) % 2 == 0 ? 100 : 140);
  }
  plane(cv::Rect(64, 0, 32, 64)).setTo(255);
  const auto output = test::run_pass("view.levels", test::jpeg_from_planes({plane}, {1, 1, 100, {}}));
  ASSERT_TRUE(output) << to_text(output.error());
  const Map& contrast = *test::find_map(*output, "local_contrast");
  const Map& clipped = *test::find_map(*output, "clipped");
  ASSERT_EQ(contrast.field.size(), cv::Size(6, 4));
  EXPECT_EQ(contrast.cell, cv::Size2d(16, 16));
  // Quality 100 keeps samples within a step.
  EXPECT_NEAR(contrast.field.at<float>(1, 0), 0, 0.8);
  EXPECT_NEAR(contrast.field.at<float>(1, 3), 20, 0.8);
  EXPECT_NEAR(clipped.field.at<float>(1, 5), 1, 0.05);
  EXPECT_EQ(clipped.field.at<float>(1, 0), 0);
  EXPECT_NEAR(test::value_of(*output, "mean"), (120 + 120 + 255) / 3.0, 0.5);
}

TEST(LevelsPass, both_ends_of_its_parameter_run_on_one_pixel_and_on_an_odd_size) {
  for (const cv::Size& size : {cv::Size(1, 1), cv::Size(131, 77)}) {
    const auto jpeg = test::jpeg_from_bgr(test::photographic_bgr(size.width, size.height, 1), {2, 2, 90, {}});
    for (const std::int64_t tile : {4, 256}) {
      const auto output = test::run_pass("view.levels", jpeg, {{"tile", ParamValue(tile)}});
      ASSERT_TRUE(output) << to_text(output.error());
      EXPECT_EQ(output->maps.size(), 2u);
      EXPECT_EQ(output->tables[0].rows.size(), 3u);
    }
  }
}

}  // namespace
}  // namespace spoor
