#include "methods/registration/scene_average.h"

#include "methods/registration/homography.h"

#include <opencv2/calib3d.hpp>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>

namespace spoor {
namespace {

constexpr int kMostCorners = 300, kLevels = 4;
constexpr std::size_t kLeastCorners = 16;
constexpr double kThresholdPx = 2, kLeastShare = 0.5;
constexpr double kStillPx = 0.05;  // a frame that lies so close is added sample by sample
constexpr int kIterations = 2000;
constexpr double kConfidence = 0.999;

/// Greatest distance by which a corner of the picture is moved.
double most_moved(const Homography& h, cv::Size size) {
  double most = 0;
  for (const double x : {0.0, static_cast<double>(size.width)}) {
    for (const double y : {0.0, static_cast<double>(size.height)}) {
      const auto at = mapped(h, {x, y});
      most = std::max(most, at ? std::hypot(at->x - x, at->y - y) : 1e9);
    }
  }
  return most;
}

}  // namespace

SceneAverage::SceneAverage(const cv::Mat& luma, const cv::Mat& bgr)
    : middle_(flow_pyramid(luma, kLevels)), count_(bgr.size(), CV_32FC1, cv::Scalar(1)) {
  const double apart = std::max(8.0, std::sqrt(static_cast<double>(luma.total()) / (2.0 * kMostCorners)));
  corners_ = trackable_points(luma, {}, kMostCorners, apart);
  bgr.convertTo(sum_, CV_32FC3);
}

bool SceneAverage::holds() const { return corners_.size() >= kLeastCorners; }

std::optional<SceneAverage::Laid> SceneAverage::add(const cv::Mat& luma, const cv::Mat& bgr, const Homography& guess) {
  if (!holds() || luma.size() != middle_.levels.front().size() || bgr.size() != sum_.size()) return std::nullopt;
  std::vector<cv::Point2d> guesses;
  for (const cv::Point2d& corner : corners_) {
    const auto at = mapped(guess, {corner.x + 0.5, corner.y + 0.5});
    guesses.emplace_back(at ? cv::Point2d(at->x - 0.5, at->y - 0.5) : corner);
  }
  const auto found = flow(middle_, flow_pyramid(luma, kLevels), corners_, guesses);
  std::vector<cv::Point2d> from, to;
  for (std::size_t i = 0; i < found.size(); ++i) {
    if (!found[i].found) continue;
    from.push_back(corners_[i] + cv::Point2d(0.5, 0.5));
    to.push_back(found[i].at + cv::Point2d(0.5, 0.5));
  }
  if (from.size() < kLeastCorners) return std::nullopt;
  cv::Mat mask;
  const cv::Mat robust = cv::findHomography(from, to, cv::RANSAC, kThresholdPx, mask, kIterations, kConfidence);
  if (robust.empty()) return std::nullopt;
  std::vector<PointPair> pairs;
  for (std::size_t i = 0; i < from.size(); ++i) {
    if (mask.at<std::uint8_t>(static_cast<int>(i)) == 0) continue;
    pairs.push_back({{from[i].x, from[i].y}, {to[i].x, to[i].y}});
  }
  if (pairs.size() < kLeastCorners ||
      static_cast<double>(pairs.size()) < kLeastShare * static_cast<double>(corners_.size())) {
    return std::nullopt;
  }
  const auto h = homography_through(pairs);
  if (!h) return std::nullopt;
  std::vector<double> errors;
  for (const auto& residual : residuals_px(*h, pairs)) errors.push_back(residual.value_or(1e6));
  const auto middle = errors.begin() + static_cast<std::ptrdiff_t>(errors.size() / 2);
  std::nth_element(errors.begin(), middle, errors.end());
  const Laid laid{*h, *middle};
  cv::Mat samples;
  bgr.convertTo(samples, CV_32FC3);
  if (most_moved(*h, bgr.size()) < kStillPx) {
    sum_ += samples;
    count_ += 1;
    return laid;
  }
  // OpenCV counts from the centre of the first sample.
  const cv::Matx33d to_centre(1, 0, -0.5, 0, 1, -0.5, 0, 0, 1), to_corner(1, 0, 0.5, 0, 1, 0.5, 0, 0, 1);
  const cv::Matx33d there_from_here = to_centre * cv::Matx33d(h->data()) * to_corner;
  constexpr int kInverse = cv::INTER_CUBIC | cv::WARP_INVERSE_MAP;
  cv::Mat warped, shown;
  cv::warpPerspective(samples, warped, there_from_here, bgr.size(), kInverse, cv::BORDER_REPLICATE);
  cv::warpPerspective(cv::Mat(bgr.size(), CV_32FC1, cv::Scalar(1)), shown, there_from_here, bgr.size(),
                      cv::INTER_LINEAR | cv::WARP_INVERSE_MAP, cv::BORDER_CONSTANT, cv::Scalar(0));
  const cv::Mat whole = shown >= 0.999;
  cv::add(sum_, warped, sum_, whole);
  cv::add(count_, cv::Scalar(1), count_, whole);
  return laid;
}

cv::Mat SceneAverage::mean() const {
  cv::Mat counts, mean, result;
  cv::merge(std::vector<cv::Mat>{count_, count_, count_}, counts);
  cv::divide(sum_, counts, mean, 257.0);
  mean.convertTo(result, CV_16UC3);
  return result;
}

}  // namespace spoor
