#pragma once
/// Ground in sun and skylight with shadows, and dark paint that is none.

#include "methods/statistics/seeded_noise.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>
#include <vector>

namespace spoor::test {

/// Everything in linear light, blue, green, red.
class ShadowedGround {
 public:
  static inline const cv::Vec3d kSun{0.62, 0.80, 0.90}, kSky{0.20, 0.18, 0.15};  // shade bluer than light

  /// `texture`: standard deviation of the logarithm of the albedo; `grain`: its size in pixels.
  ShadowedGround(cv::Size size, double texture, double grain, std::uint64_t seed)
      : noise_(seed),
        albedo_(size, CV_64FC3),
        sun_(size, CV_64FC1, cv::Scalar(1)),
        sky_(size, CV_64FC1, cv::Scalar(1)) {
    cv::Mat field(size, CV_64FC1);
    for (int y = 0; y < size.height; ++y) {
      for (int x = 0; x < size.width; ++x) field.at<double>(y, x) = noise_.normal();
    }
    cv::GaussianBlur(field, field, {}, grain);
    cv::Scalar mean, deviation;
    cv::meanStdDev(field, mean, deviation);
    for (int y = 0; y < size.height; ++y) {
      for (int x = 0; x < size.width; ++x) {
        const double t = std::exp(texture * field.at<double>(y, x) / deviation[0]);
        albedo_.at<cv::Vec3d>(y, x) = cv::Vec3d(0.16, 0.24, 0.32) * t;
      }
    }
  }

  void shadow(const std::vector<cv::Point>& polygon) { cv::fillPoly(sun_, std::vector{polygon}, cv::Scalar(0)); }
  void paint(const std::vector<cv::Point>& polygon, const cv::Scalar& albedo) {
    cv::fillPoly(albedo_, std::vector{polygon}, albedo);
  }
  /// No sun; under the middle of a body of radius `radius` half the sky is hidden, less towards its edge.
  void overcast(const cv::Point& body, double radius) {
    sun_.setTo(0);
    for (int y = 0; y < sky_.rows; ++y) {
      for (int x = 0; x < sky_.cols; ++x) {
        const double r = std::hypot(x - body.x, y - body.y) / radius;
        sky_.at<double>(y, x) = 4 * (1 - 0.5 * std::exp(-r * r));
      }
    }
  }

  /// 8-bit BGR by the sRGB curve, with a lens's blur of 0.8 pixels and noise of one code.
  cv::Mat picture() {
    cv::Mat linear(albedo_.size(), CV_64FC3);
    for (int y = 0; y < linear.rows; ++y) {
      for (int x = 0; x < linear.cols; ++x) {
        const cv::Vec3d light = kSun * sun_.at<double>(y, x) + kSky * sky_.at<double>(y, x);
        linear.at<cv::Vec3d>(y, x) = albedo_.at<cv::Vec3d>(y, x).mul(light);
      }
    }
    cv::GaussianBlur(linear, linear, {}, 0.8);
    cv::Mat codes(linear.size(), CV_8UC3);
    for (int y = 0; y < linear.rows; ++y) {
      for (int x = 0; x < linear.cols; ++x) {
        for (int c = 0; c < 3; ++c) {
          const double v = std::clamp(linear.at<cv::Vec3d>(y, x)[c], 0.0, 1.0);
          const double code = 255 * (v <= 0.0031308 ? 12.92 * v : 1.055 * std::pow(v, 1 / 2.4) - 0.055);
          codes.at<cv::Vec3b>(y, x)[c] = cv::saturate_cast<uchar>(code + noise_.normal());
        }
      }
    }
    return codes;
  }

 private:
  SeededNoise noise_;
  cv::Mat albedo_, sun_, sky_;
};

/// A thin straight shadow from `foot` to `tip`.
inline std::vector<cv::Point> thin_shadow(cv::Point foot, cv::Point tip, double width) {
  const cv::Point2d along(tip.x - foot.x, tip.y - foot.y);
  const cv::Point2d half = cv::Point2d(-along.y, along.x) * (width / 2 / cv::norm(along));
  const auto at = [](const cv::Point2d& p) { return cv::Point(cvRound(p.x), cvRound(p.y)); };
  return {at(cv::Point2d(foot) + half), at(cv::Point2d(tip) + half), at(cv::Point2d(tip) - half),
          at(cv::Point2d(foot) - half)};
}

inline std::vector<cv::Point> box(int x, int y, int width, int height) {
  return {{x, y}, {x + width, y}, {x + width, y + height}, {x, y + height}};
}

/// Three thin shadows and a broad one on 800 x 600.
inline ShadowedGround ground_with_shadows(std::uint64_t seed) {
  ShadowedGround ground({800, 600}, 0.08, 1.5, seed);
  ground.shadow(thin_shadow({100, 100}, {280, 160}, 7));
  ground.shadow(thin_shadow({420, 90}, {600, 150}, 7));
  ground.shadow(thin_shadow({120, 400}, {300, 460}, 7));
  ground.shadow(box(480, 350, 180, 110));
  return ground;
}

}  // namespace spoor::test
