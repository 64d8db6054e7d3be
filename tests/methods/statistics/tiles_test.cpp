#include "methods/statistics/tiles.h"

#include <gtest/gtest.h>

namespace spoor {
namespace {

TEST(TileFieldsOf, measures_each_tile_by_itself) {
  cv::Mat plane(20, 40, CV_32FC1, cv::Scalar(100));
  // A checkerboard of +-8 in the second tile, a clipped half in the third.
  for (int y = 0; y < 16; ++y) {
    for (int x = 16; x < 32; ++x) plane.at<float>(y, x) += (x + y) % 2 == 0 ? 8.0F : -8.0F;
  }
  plane(cv::Rect(32, 0, 8, 8)).setTo(255);
  const TileFields fields = tile_fields(plane, 16, 0, 255, {});
  ASSERT_EQ(fields.deviation.size(), cv::Size(3, 2));
  EXPECT_FLOAT_EQ(fields.deviation.at<float>(0, 0), 0);
  EXPECT_FLOAT_EQ(fields.deviation.at<float>(0, 1), 8);
  EXPECT_FLOAT_EQ(fields.clipped.at<float>(0, 1), 0);
  EXPECT_FLOAT_EQ(fields.clipped.at<float>(0, 2), 0.5F);  // a partial tile of 8 columns
  EXPECT_FLOAT_EQ(fields.deviation.at<float>(1, 2), 0);
}

}  // namespace
}  // namespace spoor
