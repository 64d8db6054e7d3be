#include "methods/ground/track_features.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace spoor {
namespace {

constexpr double kFine = 0.05, kCoarse = 0.35, kAround = 1.0, kRoughOver = 0.12;  // m
constexpr float kMost = 3;

// Means over what is seen; `seen` is 1 there and 0 elsewhere, `values` 0 where nothing is seen.
class Smoother {
 public:
  Smoother(const cv::Mat& seen, double cell_m) : seen_(seen), cell_(cell_m) {}

  cv::Mat operator()(const cv::Mat& values, double sigma_m) const {
    cv::Mat weight, sum;
    blur(seen_, weight, sigma_m);
    blur(values, sum, sigma_m);
    cv::max(weight, 1e-6, weight);
    cv::divide(sum, weight, sum);
    return sum.mul(seen_);
  }

 private:
  void blur(const cv::Mat& from, cv::Mat& to, double sigma_m) const {
    cv::GaussianBlur(from, to, {}, sigma_m / cell_, sigma_m / cell_, cv::BORDER_CONSTANT);
  }
  const cv::Mat& seen_;
  double cell_;
};

cv::Mat in_own_rms(const cv::Mat& values, const Smoother& smooth) {
  cv::Mat band = smooth(values, kFine) - smooth(values, kCoarse), rms;
  cv::sqrt(smooth(band.mul(band), kAround), rms);
  cv::max(rms, 1e-6, rms);
  cv::divide(band, rms, band);
  cv::min(band, kMost, band);
  cv::max(band, -kMost, band);
  return band;
}

}  // namespace

cv::Mat track_features(const RectifiedGround& ground) {
  cv::Mat seen;
  cv::Mat(ground.log_luma == ground.log_luma).convertTo(seen, CV_32F, 1.0 / 255);
  const Smoother smooth(seen, ground.window.cell_m);
  const auto seen_of = [&](const cv::Mat& field) {
    cv::Mat values = field.clone();
    cv::patchNaNs(values, 0);
    return values;
  };
  const cv::Mat luma = seen_of(ground.log_luma);
  cv::Mat rough = cv::abs(luma - smooth(luma, kFine));
  rough = smooth(rough, kRoughOver) + 1e-4F;
  cv::log(rough, rough);
  rough = rough.mul(seen);
  cv::Mat features;
  cv::merge(
      std::vector<cv::Mat>{in_own_rms(luma, smooth), in_own_rms(rough, smooth),
                           in_own_rms(seen_of(ground.log_red), smooth), in_own_rms(seen_of(ground.log_blue), smooth)},
      features);
  features.setTo(cv::Scalar::all(std::numeric_limits<double>::quiet_NaN()), seen == 0);
  return features;
}

}  // namespace spoor
