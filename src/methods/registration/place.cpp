#include "methods/registration/place.h"

#include "methods/registration/brightness.h"
#include "methods/registration/homography.h"

#include <fmt/format.h>
#include <opencv2/calib3d.hpp>
#include <opencv2/features2d.hpp>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>
#include <vector>

namespace spoor {
namespace {

constexpr int kMostSide = 1600, kMostFeatures = 4000;
constexpr std::size_t kLeastFeatures = 30, kLeastMatches = 12;
constexpr float kRatio = 0.8F;
constexpr double kThresholdPx = 3;  // of the reduced pictures
constexpr int kMostIterations = 10'000;
constexpr double kConfidence = 0.9999;
constexpr int kSeed = 0;
constexpr int kLeastInliers = 15;
constexpr double kAlpha = 8, kBeta = 0.3;  // Brown and Lowe's equation 11
constexpr double kLeastCoverage = 0.02;
constexpr double kMostScale = 12;

tl::unexpected<Error> declined(std::string why) { return failure(Fault::kNotApplicable, std::move(why)); }

struct Features {
  std::vector<cv::Point2d> places;  ///< as marks count
  cv::Mat descriptors;
  double scale = 1;  ///< samples of the picture per sample of the reduced one
};

Features features_of(const cv::Mat& luma) {
  Features features;
  features.scale = std::max(1.0, static_cast<double>(std::max(luma.cols, luma.rows)) / kMostSide);
  cv::Mat small = luma, grey;
  if (features.scale > 1) {
    cv::resize(luma, small,
               {std::max(1, cvRound(luma.cols / features.scale)), std::max(1, cvRound(luma.rows / features.scale))}, 0,
               0, cv::INTER_AREA);
  }
  small.convertTo(grey, CV_8U);
  std::vector<cv::KeyPoint> points;
  cv::SIFT::create(kMostFeatures)->detectAndCompute(grey, cv::noArray(), points, features.descriptors);
  const double sx = static_cast<double>(luma.cols) / small.cols, sy = static_cast<double>(luma.rows) / small.rows;
  for (const cv::KeyPoint& point : points) {
    features.places.emplace_back((static_cast<double>(point.pt.x) + 0.5) * sx,
                                 (static_cast<double>(point.pt.y) + 0.5) * sy);
  }
  // Square roots of shares: distances between them are Hellinger's between the histograms.
  for (int i = 0; i < features.descriptors.rows; ++i) {
    cv::Mat row = features.descriptors.row(i);
    row *= 1 / std::max(1e-9, cv::norm(row, cv::NORM_L1));
    cv::sqrt(row, row);
  }
  return features;
}

/// For each left feature the right one that it resembles clearly more than any other; -1: none.
std::vector<int> nearest(const cv::Mat& left, const cv::Mat& right, bool clearly) {
  std::vector<std::vector<cv::DMatch>> found;
  cv::BFMatcher(cv::NORM_L2).knnMatch(left, right, found, 2);
  std::vector<int> result(static_cast<std::size_t>(left.rows), -1);
  for (const auto& two : found) {
    if (two.size() < 2 || (clearly && two[0].distance >= kRatio * two[1].distance)) continue;
    result[static_cast<std::size_t>(two[0].queryIdx)] = two[0].trainIdx;
  }
  return result;
}

std::vector<PointPair> matched(const Features& left, const Features& right) {
  const std::vector<int> there = nearest(left.descriptors, right.descriptors, true);
  const std::vector<int> back = nearest(right.descriptors, left.descriptors, false);
  std::vector<PointPair> pairs;
  for (std::size_t i = 0; i < there.size(); ++i) {
    if (there[i] < 0 || back[static_cast<std::size_t>(there[i])] != static_cast<int>(i)) continue;
    const cv::Point2d &a = left.places[i], &b = right.places[static_cast<std::size_t>(there[i])];
    const PointPair pair{{a.x, a.y}, {b.x, b.y}};
    // One place with several directions gives several features.
    if (std::find(pairs.begin(), pairs.end(), pair) == pairs.end()) pairs.push_back(pair);
  }
  return pairs;
}

std::vector<char> robust_inliers(const std::vector<PointPair>& pairs, const Features& left, const Features& right) {
  std::vector<cv::Point2d> from, to;
  for (const PointPair& pair : pairs) {
    from.emplace_back(pair.left.x / left.scale, pair.left.y / left.scale);
    to.emplace_back(pair.right.x / right.scale, pair.right.y / right.scale);
  }
  cv::UsacParams params;
  params.confidence = kConfidence;
  params.isParallel = false;
  params.loIterations = 10;
  params.loMethod = cv::LOCAL_OPTIM_SIGMA;
  params.loSampleSize = 14;
  params.maxIterations = kMostIterations;
  params.neighborsSearch = cv::NEIGH_GRID;
  params.randomGeneratorState = kSeed;
  params.sampler = cv::SAMPLING_UNIFORM;
  params.score = cv::SCORE_METHOD_MAGSAC;
  params.threshold = kThresholdPx;
  cv::Mat mask;
  const cv::Mat h = cv::findHomography(from, to, mask, params);
  std::vector<char> inliers(pairs.size(), 0);
  if (h.empty()) return inliers;
  for (std::size_t i = 0; i < pairs.size(); ++i) inliers[i] = mask.at<std::uint8_t>(static_cast<int>(i)) != 0 ? 1 : 0;
  return inliers;
}

double median_of(std::vector<double> values, double share) {
  std::sort(values.begin(), values.end());
  const auto at = static_cast<std::size_t>(share * static_cast<double>(values.size() - 1) + 0.5);
  return values[at];
}

double hull_area(const std::vector<PointPair>& pairs) {
  std::vector<cv::Point2f> points, hull;
  for (const PointPair& pair : pairs) {
    points.emplace_back(static_cast<float>(pair.left.x), static_cast<float>(pair.left.y));
  }
  cv::convexHull(points, hull);
  return cv::contourArea(hull);
}

/// Of a small square around a place.
double local_area(const Homography& h, const PicturePoint& at) {
  const auto o = mapped(h, at), x = mapped(h, {at.x + 1, at.y}), y = mapped(h, {at.x, at.y + 1});
  if (!o || !x || !y) return 0;
  return (x->x - o->x) * (y->y - o->y) - (x->y - o->y) * (y->x - o->x);
}

}  // namespace

Result<FeatureFit> same_place(const cv::Mat& left, const cv::Mat& right, const Job& job) {
  constexpr std::int64_t kSteps = 5;
  job.tick(0, kSteps);
  const Features of_left = features_of(left);
  job.tick(1, kSteps);
  const Features of_right = features_of(right);
  job.tick(2, kSteps);
  FeatureFit fit;
  fit.method = fmt::format("SIFT, MAGSAC++ homography at {} px, version 1, seed {}", kThresholdPx, kSeed);
  fit.left_features = static_cast<std::int64_t>(of_left.places.size());
  fit.right_features = static_cast<std::int64_t>(of_right.places.size());
  if (std::min(of_left.places.size(), of_right.places.size()) < kLeastFeatures) {
    return declined(
        fmt::format("too few features: {} in the left picture and {} in the right one, {} are needed in each",
                    fit.left_features, fit.right_features, kLeastFeatures));
  }
  const std::vector<PointPair> pairs = matched(of_left, of_right);
  job.tick(3, kSteps);
  fit.matches = static_cast<std::int64_t>(pairs.size());
  const auto no_place = [&](const std::string& why) {
    return declined("the pictures do not show one place that a homography could lay upon each other: " + why);
  };
  if (pairs.size() < kLeastMatches) {
    return no_place(fmt::format("only {} pairs of features look alike", pairs.size()));
  }
  const std::vector<char> inlier = robust_inliers(pairs, of_left, of_right);
  job.tick(4, kSteps);
  std::vector<PointPair> kept;
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    if (inlier[i] != 0) kept.push_back(pairs[i]);
  }
  const auto few = [&] {
    return no_place(
        fmt::format("only {} of {} pairs of features that look alike agree on how", kept.size(), pairs.size()));
  };
  if (kept.size() < static_cast<std::size_t>(kLeastInliers)) return few();
  const auto h = homography_through(kept);
  if (!h) return no_place(h.error().sentence);
  fit.right_from_left = *h;
  fit.inliers = static_cast<std::int64_t>(kept.size());
  std::int64_t in_overlap = 0;
  for (const PointPair& pair : pairs) {
    const auto at = mapped(*h, pair.left);
    in_overlap += at && at->x >= 0 && at->y >= 0 && at->x <= right.cols && at->y <= right.rows;
  }
  if (static_cast<double>(fit.inliers) <= kAlpha + kBeta * static_cast<double>(in_overlap)) return few();
  fit.coverage = std::clamp(hull_area(kept) / static_cast<double>(left.total()), 0.0, 1.0);
  if (fit.coverage < kLeastCoverage) {
    return no_place(fmt::format("they agree in {:.1f} % of the left picture only", 100 * fit.coverage));
  }
  std::vector<double> errors;
  for (const PointPair& pair : kept) {
    const double area = local_area(*h, pair.left);
    if (!(area > 1 / (kMostScale * kMostScale) && area < kMostScale * kMostScale)) {
      return no_place("the homography that most of them agree on mirrors or tears the picture");
    }
  }
  for (const auto& residual : residuals_px(*h, kept)) errors.push_back(residual.value_or(1e6));
  fit.error_px = median_of(errors, 0.5);
  fit.error_95_px = median_of(errors, 0.95);
  fit.brightness = brightness_match(left, right, *h);
  job.tick(kSteps, kSteps);
  return fit;
}

}  // namespace spoor
