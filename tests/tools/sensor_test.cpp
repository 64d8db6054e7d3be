#include "sensor.h"

#include "camera.h"
#include "random.h"

#include <gtest/gtest.h>
#include <opencv2/imgproc.hpp>

#include <cmath>

namespace spoor::samples {
namespace {

cv::Mat flat(cv::Size size, float level) { return cv::Mat(size, CV_32FC3, cv::Scalar::all(level)); }

// Signal in DN of a green pixel at `level`.
double green_signal(const Sensor& sensor, double level) {
  return level * sensor.exposure * (sensor.full_dn - sensor.black_dn);
}

TEST(Sensor, variance_is_shot_plus_read_plus_rounding) {
  Sensor sensor;
  sensor.prnu_sigma = 0;
  const cv::Size size(320, 320);
  const cv::Mat responses = response_field(sensor, size);
  for (const float level : {0.0F, 0.05F, 0.2F, 0.6F, 1.0F}) {
    const cv::Mat mosaic = exposed(flat(size, level), sensor, responses, 99);
    double sum = 0, square = 0, count = 0;
    for (int y = 0; y < size.height; ++y) {
      for (int x = 1 - (y & 1); x < size.width; x += 2) {
        const double v = mosaic.at<std::uint16_t>(y, x);
        sum += v;
        square += v * v;
        ++count;
      }
    }
    const double mean = sum / count, variance = square / count - mean * mean;
    const double signal = green_signal(sensor, static_cast<double>(level));
    const double expected = signal / sensor.electrons_per_dn + sensor.read_noise_dn * sensor.read_noise_dn + 1.0 / 12;
    EXPECT_NEAR(mean, sensor.black_dn + signal, 5 * std::sqrt(expected / count)) << level;
    EXPECT_NEAR(variance / expected, 1, 4 * std::sqrt(2 / count)) << level;  // four standard errors
  }
}

TEST(Sensor, well_is_full_at_the_top) {
  const Sensor sensor;
  const cv::Mat mosaic = exposed(flat({16, 16}, 5), sensor, response_field(sensor, {16, 16}), 1);
  EXPECT_EQ(cv::countNonZero(mosaic != sensor.full_dn), 0);
}

TEST(Sensor, filters_are_rggb) {
  Sensor sensor;
  sensor.prnu_sigma = 0;
  cv::Mat red(8, 8, CV_32FC3, cv::Scalar(0.5, 0, 0));
  const cv::Mat mosaic = exposed(red, sensor, response_field(sensor, red.size()), 3);
  for (int y = 0; y < 8; ++y) {
    for (int x = 0; x < 8; ++x) {
      const bool lit = mosaic.at<std::uint16_t>(y, x) > sensor.black_dn + 100;
      EXPECT_EQ(lit, x % 2 == 0 && y % 2 == 0);
    }
  }
}

// Mean over `shots` developed pictures of the high-passed luma, of scenes that differ from shot to shot.
cv::Mat mean_residual(const Camera& camera, int shots, std::uint64_t first_seed, cv::Size size) {
  const cv::Mat responses = response_field(camera.sensor, size);
  cv::Mat sum = cv::Mat::zeros(size, CV_32FC1);
  for (int shot = 0; shot < shots; ++shot) {
    const std::uint64_t seed = first_seed + static_cast<std::uint64_t>(shot);
    cv::Mat light(size, CV_32FC3);
    for (int y = 0; y < size.height; ++y) {
      for (int x = 0; x < size.width; ++x) {
        const float level = 0.4F + 0.12F * fractal_noise(seed, x, y, 60, 3, 0.5);
        light.at<cv::Vec3f>(y, x) = cv::Vec3f::all(level);
      }
    }
    const cv::Mat mosaic = exposed(light, camera.sensor, responses, mixed(seed, 5));
    const cv::Mat picture =
        quantised(developed(demosaiced(mosaic, camera.sensor, camera.development.demosaic), camera.development), 8);
    cv::Mat grey, soft;
    cv::cvtColor(picture, grey, cv::COLOR_RGB2GRAY);
    grey.convertTo(grey, CV_32F);
    cv::GaussianBlur(grey, soft, {}, 1.2);
    sum += grey - soft;
  }
  return sum / shots;
}

double correlation(const cv::Mat& a, const cv::Mat& b) {
  cv::Scalar ma, sa, mb, sb;
  cv::meanStdDev(a, ma, sa);
  cv::meanStdDev(b, mb, sb);
  return (a.dot(b) / static_cast<double>(a.total()) - ma[0] * mb[0]) / (sa[0] * sb[0]);
}

TEST(Sensor, a_body_is_known_by_its_pixels_and_not_taken_for_another) {
  const cv::Size size(384, 256);
  const Camera a = camera_a(), b = camera_b();
  const cv::Mat of_a = mean_residual(a, 6, 100, size), again_a = mean_residual(a, 6, 200, size);
  const cv::Mat of_b = mean_residual(b, 6, 300, size);
  cv::Mat field = response_field(a.sensor, size), soft;
  cv::GaussianBlur(field, soft, {}, 1.2);
  const cv::Mat truth = field - soft;
  const double own = correlation(of_a, truth), twice = correlation(of_a, again_a);
  const double other = correlation(of_b, truth), crossed = correlation(of_a, of_b);
  RecordProperty("own", std::to_string(own));
  RecordProperty("twice", std::to_string(twice));
  RecordProperty("other", std::to_string(other));
  RecordProperty("crossed", std::to_string(crossed));
  // The standard error of a correlation of 98304 independent pixels is 0.0032; neighbours share a little.
  EXPECT_GT(own, 0.25);
  EXPECT_GT(twice, 0.25);
  EXPECT_LT(std::fabs(other), 0.02);
  EXPECT_LT(std::fabs(crossed), 0.02);
}

}  // namespace
}  // namespace spoor::samples
