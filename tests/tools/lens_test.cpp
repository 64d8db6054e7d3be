#include "lens.h"

#include <gtest/gtest.h>

namespace spoor::samples {
namespace {

constexpr Lens kPerfect{.k1 = 0, .fringe_red = 0, .fringe_blue = 0, .blur_px = 0.1, .fall_off = 0};

// A dot of light; returns the centre of mass of channel `c` of what the sensor gets.
cv::Point2d centre(const cv::Mat& picture, int c) {
  double sum = 0, x_sum = 0, y_sum = 0;
  for (int y = 0; y < picture.rows; ++y) {
    for (int x = 0; x < picture.cols; ++x) {
      const double v = static_cast<double>(picture.at<cv::Vec3f>(y, x)[c]);
      sum += v;
      x_sum += v * x;
      y_sum += v * y;
    }
  }
  return {x_sum / sum, y_sum / sum};
}

cv::Mat dot_at(cv::Size size, cv::Point place) {
  cv::Mat picture(size, CV_32FC3, cv::Scalar::all(0));
  for (int j = -2; j <= 2; ++j) {
    for (int i = -2; i <= 2; ++i) picture.at<cv::Vec3f>(place + cv::Point(i, j)) = cv::Vec3f::all(1);
  }
  return picture;
}

TEST(Lens, a_perfect_one_changes_nothing) {
  const cv::Mat picture = dot_at({64, 48}, {20, 30});
  EXPECT_LT(cv::norm(picture, light_on_sensor(picture, 60, kPerfect, {}, {64, 48}), cv::NORM_INF), 1e-5);
}

TEST(Lens, turning_right_moves_the_scene_left_and_up_moves_it_down) {
  const cv::Mat picture = dot_at({129, 97}, {64, 48});
  const cv::Point2d right = centre(light_on_sensor(picture, 100, kPerfect, {.yaw_rad = 0.1}, {129, 97}), 1);
  EXPECT_NEAR(right.x, 64 - 100 * std::tan(0.1), 0.1);
  EXPECT_NEAR(right.y, 48, 0.05);
  const cv::Point2d up = centre(light_on_sensor(picture, 100, kPerfect, {.pitch_rad = 0.1}, {129, 97}), 1);
  EXPECT_NEAR(up.y, 48 + 100 * std::tan(0.1), 0.1);
}

TEST(Lens, fringes_enlarge_red_about_the_centre) {
  Lens lens = kPerfect;
  lens.fringe_red = 0.02;
  const cv::Mat seen = light_on_sensor(dot_at({129, 97}, {114, 48}), 100, lens, {}, {129, 97});
  EXPECT_NEAR(centre(seen, 1).x, 114, 0.05);
  EXPECT_NEAR(centre(seen, 0).x, 64 + 50 * 1.02, 0.05);
}

TEST(Lens, corners_are_darker) {
  Lens lens = kPerfect;
  lens.fall_off = 0.3;
  const cv::Mat white(97, 129, CV_32FC3, cv::Scalar::all(1));
  const cv::Mat seen = light_on_sensor(white, 100, lens, {}, white.size());
  EXPECT_NEAR(seen.at<cv::Vec3f>(48, 64)[1], 1, 1e-5);
  EXPECT_NEAR(seen.at<cv::Vec3f>(0, 0)[1], 0.7, 1e-4);
}

}  // namespace
}  // namespace spoor::samples
