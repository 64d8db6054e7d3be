#include "methods/shadow/light_picture.h"

#include "support/shadowed_ground.h"

#include <gtest/gtest.h>

namespace spoor {
namespace {

TEST(LightPicture, gives_logarithms_of_light) {
  // The sRGB curve at code 188: 0.5029 of the light at 255.
  const cv::Mat bgr(80, 100, CV_8UC3, cv::Scalar(188, 188, 188));
  const LightPicture picture = light_picture(bgr, 1280);
  EXPECT_EQ(picture.level.size(), bgr.size());
  EXPECT_EQ(picture.cell, cv::Size2d(1, 1));
  EXPECT_NEAR(picture.level.at<float>(40, 50), std::log(0.5029), 1e-3);
  EXPECT_NEAR(picture.log_light.at<cv::Vec3f>(40, 50)[2], std::log(0.5029), 1e-3);
  EXPECT_FALSE(picture.coloured);
  EXPECT_EQ(cv::countNonZero(picture.blind), 0);
}

TEST(LightPicture, averages_light_and_not_codes) {
  cv::Mat bgr(800, 1200, CV_8UC3, cv::Scalar::all(20));
  for (int x = 0; x < bgr.cols; x += 2) bgr.col(x).setTo(cv::Scalar::all(240));
  const LightPicture picture = light_picture(bgr, 600);
  EXPECT_EQ(picture.level.size(), cv::Size(600, 400));
  EXPECT_EQ(picture.cell, cv::Size2d(2, 2));
  EXPECT_NEAR(picture.level.at<float>(200, 300), std::log((0.87137 + 0.00699) / 2), 1e-3);
}

TEST(LightPicture, knows_its_cells_where_the_size_is_no_multiple) {
  const cv::Mat bgr(1003, 2501, CV_8UC3, cv::Scalar(90, 120, 150));
  const LightPicture picture = light_picture(bgr, 640);
  EXPECT_EQ(picture.level.cols, 640);
  // Three pixels make a block; the remainder of one is left out.
  EXPECT_NEAR(picture.cell.width * picture.level.cols, 2499, 1e-9);
  EXPECT_NEAR(picture.cell.height * picture.level.rows, 1002, 1e-9);
  EXPECT_TRUE(picture.coloured);
}

TEST(LightPicture, tells_dense_texture_and_clipped_light) {
  const cv::Mat leaves = test::ShadowedGround({400, 300}, 0.9, 1.2, 3).picture();
  EXPECT_GT(light_picture(leaves, 1280).cluttered_share, 0.95);
  const cv::Mat ground = test::ShadowedGround({400, 300}, 0.08, 1.5, 3).picture();
  EXPECT_EQ(light_picture(ground, 1280).cluttered_share, 0);
  cv::Mat clipped = ground.clone();
  clipped(cv::Rect(0, 0, 100, 300)).setTo(cv::Scalar(255, 255, 255));
  EXPECT_EQ(cv::countNonZero(light_picture(clipped, 1280).blind), 100 * 300);
}

}  // namespace
}  // namespace spoor
