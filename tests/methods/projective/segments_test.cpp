#include "methods/projective/segments.h"

#include <gtest/gtest.h>

#include <cmath>

namespace spoor {
namespace {

TEST(Segments, stand_where_they_are_in_a_picture_that_is_averaged_down) {
  cv::Mat picture(2000, 3000, CV_8UC1, cv::Scalar(200));
  picture(cv::Rect(1200, 0, 1800, 2000)).setTo(40);
  const Segments segments = line_segments(picture, 1000);
  EXPECT_EQ(segments.picture, cv::Size(3000, 2000));
  EXPECT_EQ(segments.looked_at.cols, 1000);
  EXPECT_NEAR(segments.cell.width, 3, 1e-9);
  ASSERT_EQ(segments.found.size(), 1U);
  EXPECT_NEAR(segments.found[0].from.x, 1200, 3);
  EXPECT_NEAR(segments.found[0].to.x, 1200, 3);
  EXPECT_GT(segments.found[0].length_px(), 1900);
}

}  // namespace
}  // namespace spoor
