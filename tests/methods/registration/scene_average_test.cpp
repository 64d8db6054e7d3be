#include "methods/registration/scene_average.h"

#include "methods/registration/homography.h"
#include "support/made_scene.h"

#include <gtest/gtest.h>

namespace spoor {
namespace {

const cv::Size kSize(480, 360);

cv::Mat coloured(const cv::Mat& luma) {
  cv::Mat bytes, bgr;
  luma.convertTo(bytes, CV_8U);
  cv::cvtColor(bytes, bgr, cv::COLOR_GRAY2BGR);
  return bgr;
}

struct Shot {
  cv::Mat luma, bgr;
};
Shot shot(const cv::Matx33d& there_from_middle, double sigma, std::uint64_t seed, std::uint64_t place = 5) {
  Shot made;
  made.luma = test::seen_through(test::made_place(kSize, place), there_from_middle.inv(), kSize, sigma, seed);
  made.bgr = coloured(made.luma);
  return made;
}

double noise_of(const cv::Mat& picture16) {
  cv::Mat difference, grey;
  cv::extractChannel(picture16, grey, 1);
  grey.convertTo(difference, CV_32F, 255.0 / 65535);
  difference -= test::seen_through(test::made_place(kSize, 5), cv::Matx33d::eye(), kSize, 0, 1);
  cv::Scalar mean, spread;
  cv::meanStdDev(difference(cv::Rect(20, 20, 440, 320)), mean, spread);
  return spread[0];
}

TEST(SceneAverage, noise_falls_with_the_number_of_frames_of_a_shaken_camera) {
  const Shot middle = shot(cv::Matx33d::eye(), 8, 1);
  SceneAverage average(middle.luma, middle.bgr);
  ASSERT_TRUE(average.holds());
  const double before = noise_of(average.mean());
  EXPECT_NEAR(before, 8, 1);
  Homography guess = kSamePlace;
  for (int i = 1; i <= 15; ++i) {
    const cv::Matx33d moved(1 + 0.001 * i, -0.002 * i, 1.7 * i, 0.002 * i, 1, -0.6 * i, 1e-6 * i, 0, 1);
    const Shot next = shot(moved, 8, 10 + static_cast<std::uint64_t>(i));
    const auto laid = average.add(next.luma, next.bgr, guess);
    ASSERT_TRUE(laid) << i;
    const auto at = mapped(laid->there_from_middle, {240, 180});
    const cv::Vec3d wanted = moved * cv::Vec3d(240, 180, 1);
    EXPECT_NEAR(at->x, wanted[0] / wanted[2], 0.4);
    EXPECT_NEAR(at->y, wanted[1] / wanted[2], 0.4);
    guess = laid->there_from_middle;
  }
  // A quarter for sixteen frames of white noise; sub-pixel errors and interpolation leave it below a half.
  EXPECT_LT(noise_of(average.mean()), before * 0.45);
}

TEST(SceneAverage, leaves_out_another_scene) {
  const Shot middle = shot(cv::Matx33d::eye(), 4, 1), other = shot(cv::Matx33d::eye(), 4, 2, 17);
  SceneAverage average(middle.luma, middle.bgr);
  const cv::Mat before = average.mean();
  EXPECT_FALSE(average.add(other.luma, other.bgr, kSamePlace));
  EXPECT_EQ(cv::norm(before, average.mean(), cv::NORM_INF), 0);
}

TEST(SceneAverage, frames_that_do_not_move_are_not_resampled) {
  const Shot middle = shot(cv::Matx33d::eye(), 0, 1);
  SceneAverage average(middle.luma, middle.bgr);
  ASSERT_TRUE(average.add(middle.luma, middle.bgr, kSamePlace));
  cv::Mat whole;
  middle.bgr.convertTo(whole, CV_16UC3, 257);
  EXPECT_EQ(cv::norm(whole, average.mean(), cv::NORM_INF), 0);
}

TEST(SceneAverage, holds_nothing_of_a_flat_scene) {
  const cv::Mat flat(kSize, CV_32FC1, cv::Scalar(100));
  EXPECT_FALSE(SceneAverage(flat, coloured(flat)).holds());
}

}  // namespace
}  // namespace spoor
