#include "methods/ground/rectified_ground.h"

#include <gtest/gtest.h>

#include <cmath>

namespace spoor {
namespace {

// Straight down from 10 m, 100 px per metre: the picture is a map.
GroundFrame from_above() {
  GroundCamera camera;
  camera.view.f_px = 1000;
  camera.view.centre = {640, 360};
  camera.lens.centre = {640, 360};
  camera.view.up = {0, 0, -1};
  camera.height_m = 10;
  UprightPicture picture;
  picture.width = 1280, picture.height = 720;
  return GroundFrame(camera, picture);
}

cv::Mat halves() {
  cv::Mat bgr(720, 1280, CV_8UC3, cv::Scalar(60, 60, 60));
  bgr(cv::Rect(640, 0, 640, 720)).setTo(cv::Scalar(60, 120, 180));
  return bgr;
}

TEST(RectifiedGround, shows_what_lies_where) {
  GroundWindow window;
  window.reach_m = 3;
  const auto ground = rectified_ground(halves(), from_above(), window, {}, {}, {});
  ASSERT_EQ(ground.log_luma.cols, 150);
  const auto at = [&](const cv::Mat& field, double x, double y) {
    const cv::Point2d cell = ground.cell_from_own({x, y});
    return field.at<float>(cvRound(cell.y), cvRound(cell.x));
  };
  const double grey = std::pow((60 / 255.0 + 0.055) / 1.055, 2.4);
  EXPECT_NEAR(at(ground.log_luma, -1, 1), std::log(grey), 1e-4);
  EXPECT_NEAR(at(ground.log_red, -1, 1), 0, 1e-5);
  EXPECT_GT(at(ground.log_luma, 1, 1), std::log(grey) + 0.5);
  EXPECT_GT(at(ground.log_red, 1, -1), 0.5);
  EXPECT_LT(at(ground.log_blue, 1, -1), -0.5);
  const cv::Point2d cell = ground.cell_from_own({1, 1});
  EXPECT_NEAR(ground.metres_per_pixel_across(cvRound(cell.y), cvRound(cell.x), {0, 1}), 0.01, 1e-5);
}

TEST(RectifiedGround, sees_nothing_behind_a_vehicle_outside_the_picture_and_where_it_is_clipped) {
  GroundWindow window;
  window.reach_m = 5;
  cv::Mat bgr = halves();
  bgr(cv::Rect(0, 0, 640, 100)).setTo(cv::Scalar::all(255));
  StandingVehicle vehicle;
  vehicle.pose = {{0, -1.65}, 0};
  const std::vector<PicturePoint> patch{{1000, 300}, {1100, 300}, {1100, 400}, {1000, 400}};
  const auto ground = rectified_ground(bgr, from_above(), window, {vehicle}, {patch}, {});
  const auto seen = [&](double x, double y) {
    const cv::Point2d cell = ground.cell_from_own({x, y});
    return !std::isnan(ground.log_luma.at<float>(cvRound(cell.y), cvRound(cell.x)));
  };
  EXPECT_TRUE(seen(2, 1));
  EXPECT_FALSE(seen(0, 0)) << "under the vehicle";
  EXPECT_FALSE(seen(0, 4.5)) << "outside the picture";
  EXPECT_FALSE(seen(-3, 3)) << "clipped";
  EXPECT_FALSE(seen(4.1, 0.1)) << "marked as hidden";
}

}  // namespace
}  // namespace spoor
