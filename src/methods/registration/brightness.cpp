#include "methods/registration/brightness.h"

#include "methods/registration/homography.h"
#include "methods/statistics/median.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace spoor {
namespace {

constexpr double kMostPlaces = 20'000;
constexpr std::size_t kLeastPlaces = 500;
constexpr double kDark = 6, kLight = 249;
constexpr int kRounds = 12;
constexpr double kLeastSpread = 1;

/// Mean of the samples around a place, so that noise and small shifts weigh little.
double mean_around(const cv::Mat& luma, const PicturePoint& at) {
  const int x = static_cast<int>(std::floor(at.x)), y = static_cast<int>(std::floor(at.y));
  constexpr int kRadius = 2;
  double sum = 0;
  int count = 0;
  for (int j = std::max(0, y - kRadius); j <= std::min(luma.rows - 1, y + kRadius); ++j) {
    for (int i = std::max(0, x - kRadius); i <= std::min(luma.cols - 1, x + kRadius); ++i) {
      sum += static_cast<double>(luma.at<float>(j, i));
      ++count;
    }
  }
  return count > 0 ? sum / count : -1;
}

}  // namespace

std::optional<BrightnessMatch> brightness_match(const cv::Mat& left, const cv::Mat& right,
                                                const Homography& right_from_left) {
  const double step = std::max(1.0, std::sqrt(static_cast<double>(left.total()) / kMostPlaces));
  std::vector<double> l, r;
  for (double y = step / 2; y < left.rows; y += step) {
    for (double x = step / 2; x < left.cols; x += step) {
      const auto at = mapped(right_from_left, {x, y});
      if (!at || !(at->x >= 0 && at->y >= 0 && at->x < right.cols && at->y < right.rows)) continue;
      const double here = mean_around(left, {x, y}), there = mean_around(right, *at);
      if (std::min(here, there) < kDark || std::max(here, there) > kLight) continue;
      l.push_back(here);
      r.push_back(there);
    }
  }
  if (l.size() < kLeastPlaces) return std::nullopt;
  const auto n = static_cast<double>(l.size());
  const double middle_l = median(l), middle_r = median(r);
  std::vector<double> away_l, away_r;
  for (std::size_t i = 0; i < l.size(); ++i) {
    away_l.push_back(std::abs(l[i] - middle_l));
    away_r.push_back(std::abs(r[i] - middle_r));
  }
  const double spread_l = median(away_l), spread_r = median(away_r);
  if (spread_l < kLeastSpread || spread_r < kLeastSpread) return std::nullopt;
  BrightnessMatch match;
  match.gain = spread_l / spread_r;
  match.offset = middle_l - match.gain * middle_r;
  // Tukey's weights: what changed in the scene counts for nothing.
  for (int round = 0; round < kRounds; ++round) {
    std::vector<double> errors;
    for (std::size_t i = 0; i < l.size(); ++i) errors.push_back(std::abs(l[i] - match.gain * r[i] - match.offset));
    const double limit = std::max(2.0, 4.685 * 1.4826 * median(errors));
    double w = 0, wl = 0, wr = 0, wrr = 0, wlr = 0;
    for (std::size_t i = 0; i < l.size(); ++i) {
      const double t = errors[i] / limit;
      if (t >= 1) continue;
      const double weight = (1 - t * t) * (1 - t * t);
      w += weight, wl += weight * l[i], wr += weight * r[i];
      wrr += weight * r[i] * r[i], wlr += weight * l[i] * r[i];
    }
    const double under = w * wrr - wr * wr;
    if (!(under > 0)) return std::nullopt;
    match.gain = (w * wlr - wl * wr) / under;
    match.offset = (wl - match.gain * wr) / w;
  }
  double sl = 0, sr = 0, sll = 0, srr = 0, slr = 0;
  for (std::size_t i = 0; i < l.size(); ++i) {
    sl += l[i], sr += r[i], sll += l[i] * l[i], srr += r[i] * r[i], slr += l[i] * r[i];
  }
  const double spread = (sll - sl * sl / n) * (srr - sr * sr / n);
  match.correlation = spread > 0 ? std::clamp((slr - sl * sr / n) / std::sqrt(spread), -1.0, 1.0) : 0;
  return match;
}

}  // namespace spoor
