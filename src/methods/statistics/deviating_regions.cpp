#include "methods/statistics/deviating_regions.h"

#include "methods/statistics/binomial.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>

namespace spoor {
namespace {

constexpr float kVote = 2;
constexpr float kClamp = 5;
constexpr int kFewestCells = 9;
constexpr std::size_t kMostCandidates = 32;  // of each sign

double median_of(std::vector<float> values) {
  if (values.empty()) return 0;
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

// Mean of the finite values in a 5x5 neighbourhood, as a robust standard score of its own.
cv::Mat smoothed(const cv::Mat& z, const cv::Mat& measured) {
  cv::Mat clamped(z.size(), CV_32FC1), weight, sum, count;
  for (int j = 0; j < z.rows; ++j) {
    for (int i = 0; i < z.cols; ++i) {
      clamped.at<float>(j, i) = measured.at<uchar>(j, i) != 0 ? std::clamp(z.at<float>(j, i), -kClamp, kClamp) : 0;
    }
  }
  measured.convertTo(weight, CV_32F, 1.0 / 255);
  const auto add = [](const cv::Mat& from, cv::Mat& to) {
    cv::boxFilter(from, to, CV_64F, {5, 5}, {-1, -1}, false, cv::BORDER_CONSTANT);
  };
  add(clamped, sum);
  add(weight, count);
  cv::Mat mean(z.size(), CV_32FC1, cv::Scalar(0));
  std::vector<float> values;
  for (int j = 0; j < z.rows; ++j) {
    for (int i = 0; i < z.cols; ++i) {
      if (measured.at<uchar>(j, i) == 0 || count.at<double>(j, i) < 1) continue;
      mean.at<float>(j, i) = static_cast<float>(sum.at<double>(j, i) / count.at<double>(j, i));
      values.push_back(mean.at<float>(j, i));
    }
  }
  const double centre = median_of(values);
  for (float& v : values) v = std::abs(v - static_cast<float>(centre));
  const double spread = std::max(1.4826 * median_of(values), 1e-3);
  for (int j = 0; j < z.rows; ++j) {
    for (int i = 0; i < z.cols; ++i) {
      float& m = mean.at<float>(j, i);
      m = measured.at<uchar>(j, i) != 0 ? static_cast<float>((m - centre) / spread) : 0;
    }
  }
  return mean;
}

// What votes look like away from `box`: their share, and the sum of their autocorrelation over lags up to 4 cells.
struct Background {
  double share = 0, unit = 1;
};

Background background(const cv::Mat& votes, const cv::Mat& measured, const cv::Rect& box) {
  cv::Mat outside = votes.clone();
  outside(box).setTo(0);
  const double cells = cv::countNonZero(measured) - cv::countNonZero(measured(box));
  Background result;
  if (cells < 1) return {1, 1};
  // One vote added to each side: a background without any is not proof that there can be none.
  result.share = (cv::countNonZero(outside) + 1) / (cells + 2);
  const double variance = result.share * (1 - result.share);
  if (variance <= 0) return result;
  const double kept = cells / static_cast<double>(votes.total());
  for (int dy = 0; dy <= 4; ++dy) {
    for (int dx = -4; dx <= 4; ++dx) {
      if (dy == 0 && dx <= 0) continue;
      const int w = votes.cols - std::abs(dx), h = votes.rows - dy;
      if (w <= 0 || h <= 0) continue;
      const cv::Mat a = outside(cv::Rect(std::max(0, -dx), 0, w, h)), b = outside(cv::Rect(std::max(0, dx), dy, w, h));
      const double both = cv::countNonZero(a & b) / (kept * w * h);
      // Each lag stands for its opposite as well.
      result.unit += 2 * std::max(0.0, (both - result.share * result.share) / variance);
    }
  }
  return result;
}

}  // namespace

DeviatingRegions deviating_regions(const cv::Mat& z) {
  DeviatingRegions result;
  const cv::Mat measured = z == z;  // not NaN
  const int cells = cv::countNonZero(measured);
  if (cells < 100) return result;
  const cv::Mat level = smoothed(z, measured);
  const double log_tests = std::log10(std::pow(static_cast<double>(z.total()), 2) / 4);
  for (const int sign : {-1, 1}) {
    const cv::Mat votes = (sign < 0 ? cv::Mat(z <= -kVote) : cv::Mat(z >= kVote)) & measured;
    result.share += static_cast<double>(cv::countNonZero(votes)) / cells;
    result.correlated_unit = std::max(result.correlated_unit, background(votes, measured, {}).unit);
    const cv::Mat strong = (sign < 0 ? cv::Mat(level <= -3) : cv::Mat(level >= 3)) & measured;
    cv::Mat labels, stats, centroids;
    const int count = cv::connectedComponentsWithStats(strong, labels, stats, centroids, 8, CV_32S);
    std::vector<int> order;
    for (int label = 1; label < count; ++label) {
      if (stats.at<int>(label, cv::CC_STAT_AREA) >= kFewestCells) order.push_back(label);
    }
    std::stable_sort(order.begin(), order.end(), [&](int a, int b) {
      return stats.at<int>(a, cv::CC_STAT_AREA) > stats.at<int>(b, cv::CC_STAT_AREA);
    });
    if (order.size() > kMostCandidates) order.resize(kMostCandidates);
    for (const int label : order) {
      DeviatingRegion region;
      region.cells = stats.at<int>(label, cv::CC_STAT_AREA);
      region.box = {stats.at<int>(label, cv::CC_STAT_LEFT), stats.at<int>(label, cv::CC_STAT_TOP),
                    stats.at<int>(label, cv::CC_STAT_WIDTH), stats.at<int>(label, cv::CC_STAT_HEIGHT)};
      const Background rest = background(votes, measured, region.box);
      const double n = cv::countNonZero(measured(region.box)), k = cv::countNonZero(votes(region.box));
      region.log10_nfa = log_tests + log10_binomial_tail(n / rest.unit, k / rest.unit, rest.share);
      if (!(region.log10_nfa < 0)) continue;
      region.mean_z = cv::mean(z(region.box), labels(region.box) == label)[0];
      result.regions.push_back(region);
    }
  }
  std::sort(result.regions.begin(), result.regions.end(), [](const DeviatingRegion& a, const DeviatingRegion& b) {
    if (a.log10_nfa != b.log10_nfa) return a.log10_nfa < b.log10_nfa;
    return a.box.y != b.box.y ? a.box.y < b.box.y : a.box.x < b.box.x;
  });
  return result;
}

}  // namespace spoor
