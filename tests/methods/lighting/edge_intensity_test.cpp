#include "methods/lighting/edge_intensity.h"

#include <gtest/gtest.h>

#include <cmath>

namespace spoor {
namespace {

TEST(EdgeIntensity, takes_codes_to_light_by_the_named_curve) {
  const cv::Mat grey(2, 2, CV_8UC3, cv::Scalar::all(188));
  // sRGB: ((188/255 + 0.055) / 1.055)^2.4.
  EXPECT_NEAR(linear_luminance(grey, Response::kSrgb).at<float>(0), 0.50289, 1e-4);
  EXPECT_NEAR(linear_luminance(grey, Response::kGamma22).at<float>(0), std::pow(188 / 255.0, 2.2), 1e-5);
  EXPECT_NEAR(linear_luminance(grey, Response::kLinear).at<float>(0), 188 / 255.0, 1e-5);
  const cv::Mat red(1, 1, CV_8UC3, cv::Scalar(10, 10, 188));
  EXPECT_NEAR(linear_luminance(red, Response::kLinear).at<float>(0), (0.2126 * 188 + 0.7874 * 10) / 255, 1e-5);
}

TEST(EdgeIntensity, leaves_out_what_is_clipped) {
  const cv::Mat white(1, 1, CV_8UC3, cv::Scalar(100, 100, 254)), black(1, 1, CV_8UC3, cv::Scalar::all(1));
  EXPECT_TRUE(std::isnan(linear_luminance(white, Response::kSrgb).at<float>(0)));
  EXPECT_TRUE(std::isnan(linear_luminance(black, Response::kSrgb).at<float>(0)));
}

TEST(EdgeIntensity, extrapolates_the_limb_to_its_edge) {
  cv::Mat field(40, 60, CV_32FC1);
  for (int y = 0; y < 40; ++y) {
    for (int x = 0; x < 60; ++x) field.at<float>(y, x) = static_cast<float>(0.2 + 0.1 * std::sqrt(x + 0.5));
  }
  const ContourSample edge{{0, 20}, {-1, 0}, 0};
  // Straight lines between the samples of a root lie a little below it.
  EXPECT_NEAR(*edge_intensity(field, edge, {3, 12}), 0.2, 0.005);
  EXPECT_FALSE(edge_intensity(field, {{0, 20}, {1, 0}, 0}, {3, 12})) << "the profile leaves the picture";
  field.colRange(5, 12).setTo(std::nanf(""));
  EXPECT_FALSE(edge_intensity(field, edge, {3, 12})) << "half of the profile is clipped";
}

}  // namespace
}  // namespace spoor
