#pragma once
/// Ground as seen from above, of made soil, for searches of tracks.

#include "methods/ground/rectified_ground.h"
#include "methods/statistics/seeded_noise.h"

#include <opencv2/imgproc.hpp>

#include <cmath>
#include <cstdint>
#include <vector>

namespace spoor::test {

/// Soil of clods of several sizes, seen everywhere at `pixel_m` a pixel but for a box around the window's origin.
inline RectifiedGround seen_ground(std::uint64_t seed, double reach_m = 13, double pixel_m = 0.02) {
  RectifiedGround ground;
  ground.window.reach_m = reach_m;
  const int side = cvRound(2 * reach_m / ground.window.cell_m);
  SeededNoise noise(seed);
  ground.log_luma = cv::Mat(side, side, CV_32F, cv::Scalar(-1.5));
  ground.log_red = cv::Mat(side, side, CV_32F, cv::Scalar(0.2));
  ground.log_blue = cv::Mat(side, side, CV_32F, cv::Scalar(-0.3));
  for (const double size_m : {0.05, 0.15, 0.4}) {
    for (cv::Mat* field : {&ground.log_luma, &ground.log_red, &ground.log_blue}) {
      cv::Mat grain(side, side, CV_32F);
      for (float& value : cv::Mat_<float>(grain)) value = static_cast<float>(noise.normal());
      const double sigma = size_m / ground.window.cell_m;
      cv::GaussianBlur(grain, grain, {}, sigma, sigma);
      cv::Scalar mean, deviation;
      cv::meanStdDev(grain, mean, deviation);
      *field += grain * ((field == &ground.log_luma ? 0.06 : 0.015) / deviation[0]);
    }
  }
  const float per_metre = static_cast<float>(1 / pixel_m);
  ground.pixels_per_metre = cv::Mat(side, side, CV_32FC4, cv::Scalar(per_metre, 0, 0, -per_metre));
  const cv::Point2d low = ground.cell_from_own({-1.2, 4.2}), high = ground.cell_from_own({1.2, -0.8});
  const cv::Rect hidden(cv::Point(cvRound(low.x), cvRound(low.y)), cv::Point(cvRound(high.x), cvRound(high.y)));
  for (cv::Mat* field : {&ground.log_luma, &ground.log_red, &ground.log_blue}) (*field)(hidden).setTo(NAN);
  return ground;
}

}  // namespace spoor::test
