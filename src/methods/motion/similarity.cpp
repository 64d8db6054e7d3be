#include "methods/motion/similarity.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <random>

namespace spoor {
namespace {

constexpr int kHypotheses = 300, kRefinements = 4;
constexpr std::size_t kLeastPoints = 4, kLeastForTurn = 8;

cv::Point2d at(const Similarity& s, const cv::Point2d& p) {
  return {s.a * p.x - s.b * p.y + s.shift_x, s.b * p.x + s.a * p.y + s.shift_y};
}

double squared(const cv::Point2d& d) { return d.x * d.x + d.y * d.y; }

std::optional<Similarity> through(const cv::Point2d& p, const cv::Point2d& q, const cv::Point2d& to_p,
                                  const cv::Point2d& to_q) {
  const cv::Point2d d = q - p, e = to_q - to_p;
  const double length = squared(d);
  if (length < 1) return std::nullopt;
  Similarity s;
  s.a = (d.x * e.x + d.y * e.y) / length;
  s.b = (d.x * e.y - d.y * e.x) / length;
  s.shift_x = to_p.x - (s.a * p.x - s.b * p.y);
  s.shift_y = to_p.y - (s.b * p.x + s.a * p.y);
  return s;
}

/// Weighted least squares over the inliers; `turns`: not a shift alone.
Similarity best(std::span<const cv::Point2d> from, std::span<const cv::Point2d> to, std::span<const double> weights,
                const std::vector<char>& inlier, bool turns) {
  double sum = 0;
  cv::Point2d mean_from, mean_to;
  for (std::size_t i = 0; i < from.size(); ++i) {
    if (inlier[i] == 0) continue;
    sum += weights[i];
    mean_from += weights[i] * from[i];
    mean_to += weights[i] * to[i];
  }
  mean_from /= sum;
  mean_to /= sum;
  double along = 0, across = 0, spread = 0;
  for (std::size_t i = 0; i < from.size(); ++i) {
    if (inlier[i] == 0) continue;
    const cv::Point2d d = from[i] - mean_from, e = to[i] - mean_to;
    along += weights[i] * (d.x * e.x + d.y * e.y);
    across += weights[i] * (d.x * e.y - d.y * e.x);
    spread += weights[i] * squared(d);
  }
  Similarity s;
  if (turns && spread > 0) {
    s.a = along / spread;
    s.b = across / spread;
  }
  s.shift_x = mean_to.x - (s.a * mean_from.x - s.b * mean_from.y);
  s.shift_y = mean_to.y - (s.b * mean_from.x + s.a * mean_from.y);
  return s;
}

std::size_t mark_inliers(std::span<const cv::Point2d> from, std::span<const cv::Point2d> to, const Similarity& s,
                         double threshold_px, std::vector<char>& inlier) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < from.size(); ++i) {
    inlier[i] = squared(at(s, from[i]) - to[i]) <= threshold_px * threshold_px ? 1 : 0;
    count += inlier[i] != 0;
  }
  return count;
}

}  // namespace

PicturePoint moved(const Similarity& by, const PicturePoint& point) {
  const cv::Point2d to = at(by, {point.x, point.y});
  return {to.x, to.y};
}

Similarity followed_by(const Similarity& first, const Similarity& second) {
  const cv::Point2d shift = at(second, {first.shift_x, first.shift_y});
  return {second.a * first.a - second.b * first.b, second.a * first.b + second.b * first.a, shift.x, shift.y};
}

Similarity undone(const Similarity& motion) {
  const double length = motion.a * motion.a + motion.b * motion.b;
  Similarity back{motion.a / length, -motion.b / length, 0, 0};
  const cv::Point2d shift = at(back, {motion.shift_x, motion.shift_y});
  back.shift_x = -shift.x;
  back.shift_y = -shift.y;
  return back;
}

double scale_of(const Similarity& motion) { return std::hypot(motion.a, motion.b); }

double turn_deg(const Similarity& motion) { return std::atan2(motion.b, motion.a) * 180 / std::numbers::pi; }

std::vector<PicturePoint> moved_shape(Shape shape, const std::vector<PicturePoint>& points, const Similarity& by) {
  std::vector<PicturePoint> result;
  if (shape == Shape::kRectangle && points.size() == 2) {
    const PicturePoint centre = moved(by, {(points[0].x + points[1].x) / 2, (points[0].y + points[1].y) / 2});
    const double right = scale_of(by) * (points[1].x - points[0].x) / 2;
    const double down = scale_of(by) * (points[1].y - points[0].y) / 2;
    return {{centre.x - right, centre.y - down}, {centre.x + right, centre.y + down}};
  }
  for (const PicturePoint& point : points) result.push_back(moved(by, point));
  return result;
}

std::optional<SimilarityFit> robust_similarity(std::span<const cv::Point2d> from, std::span<const cv::Point2d> to,
                                               std::span<const double> weights, double threshold_px,
                                               std::uint32_t seed) {
  const std::size_t n = from.size();
  if (n < kLeastPoints) return std::nullopt;
  std::mt19937 random(seed);
  const double limit = threshold_px * threshold_px;
  double least = 1e300;
  Similarity chosen;
  for (int k = 0; k < kHypotheses; ++k) {
    const std::size_t i = random() % n, j = random() % n;
    // Every other one a shift alone, which two near points tell better.
    std::optional<Similarity> guess;
    if (k % 2 == 0) {
      guess = Similarity{1, 0, to[i].x - from[i].x, to[i].y - from[i].y};
    } else if (i != j) {
      guess = through(from[i], from[j], to[i], to[j]);
    }
    if (!guess) continue;
    double cost = 0;
    for (std::size_t m = 0; m < n; ++m) cost += weights[m] * std::min(limit, squared(at(*guess, from[m]) - to[m]));
    if (cost < least) {
      least = cost;
      chosen = *guess;
    }
  }
  SimilarityFit fit{chosen, std::vector<char>(n, 0), 0, 0};
  std::size_t count = mark_inliers(from, to, fit.motion, threshold_px, fit.inlier);
  for (int k = 0; k < kRefinements && count >= kLeastPoints; ++k) {
    fit.motion = best(from, to, weights, fit.inlier, count >= kLeastForTurn);
    count = mark_inliers(from, to, fit.motion, threshold_px, fit.inlier);
  }
  if (count < kLeastPoints) return std::nullopt;
  std::vector<double> errors;
  for (std::size_t i = 0; i < n; ++i) {
    if (fit.inlier[i] != 0) errors.push_back(std::sqrt(squared(at(fit.motion, from[i]) - to[i])));
  }
  const auto middle = errors.begin() + static_cast<std::ptrdiff_t>(errors.size() / 2);
  std::nth_element(errors.begin(), middle, errors.end());
  fit.error_px = *middle;
  fit.inliers = static_cast<std::int64_t>(count);
  return fit;
}

}  // namespace spoor
