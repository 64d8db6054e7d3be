#include "develop.h"

#include <gtest/gtest.h>

namespace spoor::samples {
namespace {

// The mosaic of a light without noise.
cv::Mat noiseless(const cv::Mat& light, Sensor& sensor) {
  sensor.prnu_sigma = 0;
  sensor.read_noise_dn = 0;
  sensor.electrons_per_dn = 1e12;
  return exposed(light, sensor, response_field(sensor, light.size()), 1);
}

TEST(Develop, both_demosaicings_keep_a_plain_colour) {
  Sensor sensor;
  const cv::Mat light(32, 48, CV_32FC3, cv::Scalar(0.2, 0.4, 0.3));
  const cv::Mat mosaic = noiseless(light, sensor);
  for (const Demosaic method : {Demosaic::kBilinear, Demosaic::kGradientCorrected}) {
    const cv::Mat linear = demosaiced(mosaic, sensor, method);
    // Half a DN, white-balanced, doubled for the sums of rounding errors in the filters.
    EXPECT_LT(cv::norm(linear, light * sensor.exposure, cv::NORM_INF), 1.0 / (3839 * 0.52));
  }
}

TEST(Develop, gradient_correction_follows_a_grey_edge_better) {
  Sensor sensor;
  cv::Mat light(32, 48, CV_32FC3, cv::Scalar::all(0.1));
  light.colRange(23, 48).setTo(cv::Scalar::all(0.7));
  const cv::Mat mosaic = noiseless(light, sensor);
  const auto error = [&](Demosaic method) {
    return cv::norm(demosaiced(mosaic, sensor, method), light * sensor.exposure, cv::NORM_L2);
  };
  EXPECT_LT(error(Demosaic::kGradientCorrected), 0.8 * error(Demosaic::kBilinear));
}

TEST(Develop, tone_rises_from_black_to_white) {
  cv::Mat ramp(1, 400, CV_32FC3);
  for (int x = 0; x < 400; ++x) ramp.at<cv::Vec3f>(0, x) = cv::Vec3f::all(static_cast<float>(x) / 100);
  const cv::Mat display = developed(ramp, {.sharpening = 0});
  EXPECT_EQ(display.at<cv::Vec3f>(0, 0)[1], 0.0F);
  EXPECT_GT(display.at<cv::Vec3f>(0, 399)[1], 0.995F);
  for (int x = 1; x < 400; ++x) EXPECT_GE(display.at<cv::Vec3f>(0, x)[1], display.at<cv::Vec3f>(0, x - 1)[1]) << x;
}

}  // namespace
}  // namespace spoor::samples
