#include "methods/motion/lucas_kanade.h"

#include "base/parallel.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>

namespace spoor {
namespace {

constexpr int kLeastSide = 32;
constexpr std::int64_t kPointsAtOnce = 8;
/// Smallest eigenvalue of the normal matrix, per sample of the neighbourhood: below it a gradient is noise.
constexpr double kLeastGradient = 1;
/// As cornerMinEigenVal scales it with the sizes below; noise of two steps gives about 3.
constexpr float kLeastCorner = 15;
constexpr int kCornerBlock = 5, kCornerAperture = 3;
constexpr double kCornerQuality = 0.01;

/// Between the four samples around (x, y); beyond the picture its border goes on.
double sample(const cv::Mat& picture, double x, double y) {
  x = std::clamp(x, 0.0, picture.cols - 1.0);
  y = std::clamp(y, 0.0, picture.rows - 1.0);
  const int left = std::min(static_cast<int>(x), picture.cols - 2),
            top = std::min(static_cast<int>(y), picture.rows - 2);
  const double right = x - left, down = y - top;
  const float *above = picture.ptr<float>(top) + left, *below = picture.ptr<float>(top + 1) + left;
  return (1 - down) * ((1 - right) * static_cast<double>(above[0]) + right * static_cast<double>(above[1])) +
         down * ((1 - right) * static_cast<double>(below[0]) + right * static_cast<double>(below[1]));
}

/// The neighbourhood of a place with its gradients, and the normal matrix G of Bouguet's equation 23.
struct Neighbourhood {
  std::vector<double> value, dx, dy;
  double xx = 0, xy = 0, yy = 0;

  Neighbourhood(const cv::Mat& picture, const cv::Point2d& at, int radius) {
    const int side = 2 * radius + 3;
    std::vector<double> wide(static_cast<std::size_t>(side * side));
    for (int j = 0; j < side; ++j) {
      for (int i = 0; i < side; ++i) {
        wide[static_cast<std::size_t>(j * side + i)] = sample(picture, at.x + i - radius - 1, at.y + j - radius - 1);
      }
    }
    for (int j = 1; j + 1 < side; ++j) {
      for (int i = 1; i + 1 < side; ++i) {
        const auto here = static_cast<std::size_t>(j * side + i), row = static_cast<std::size_t>(side);
        value.push_back(wide[here]);
        dx.push_back((wide[here + 1] - wide[here - 1]) / 2);
        dy.push_back((wide[here + row] - wide[here - row]) / 2);
        xx += dx.back() * dx.back();
        xy += dx.back() * dy.back();
        yy += dy.back() * dy.back();
      }
    }
  }

  bool holds() const {
    const double least = (xx + yy - std::sqrt((xx - yy) * (xx - yy) + 4 * xy * xy)) / 2;
    return least >= kLeastGradient * static_cast<double>(value.size());
  }
};

bool inside(const cv::Mat& picture, const cv::Point2d& at) {
  return at.x >= 0 && at.y >= 0 && at.x <= picture.cols - 1 && at.y <= picture.rows - 1;
}

FlowPoint followed(const FlowPyramid& from, const FlowPyramid& to, const cv::Point2d& point, const cv::Point2d& guess,
                   const FlowOptions& options) {
  const int side = 2 * options.radius + 1;
  const auto levels = static_cast<int>(std::min(from.levels.size(), to.levels.size()));
  cv::Point2d shift = guess - point;
  bool holds = false;
  for (int level = levels - 1; level >= 0; --level) {
    const auto at_level = static_cast<std::size_t>(level);
    const double scale = 1.0 / (1 << level);
    const cv::Mat& next = to.levels[at_level];
    const cv::Point2d at = point * scale;
    const Neighbourhood known(from.levels[at_level], at, options.radius);
    holds = known.holds();
    // A coarse level that shows nothing leaves the guess as it is.
    if (!holds) continue;
    const double determinant = known.xx * known.yy - known.xy * known.xy;
    cv::Point2d moved = shift * scale;
    for (int k = 0; k < options.iterations; ++k) {
      double bx = 0, by = 0;
      std::size_t n = 0;
      for (int j = 0; j < side; ++j) {
        for (int i = 0; i < side; ++i, ++n) {
          const double there = sample(next, at.x + moved.x + i - options.radius, at.y + moved.y + j - options.radius);
          const double difference = known.value[n] - there;
          bx += difference * known.dx[n];
          by += difference * known.dy[n];
        }
      }
      const cv::Point2d step((known.yy * bx - known.xy * by) / determinant,
                             (known.xx * by - known.xy * bx) / determinant);
      moved += step;
      if (step.x * step.x + step.y * step.y < options.enough_px * options.enough_px) break;
    }
    shift = moved / scale;
  }
  const cv::Point2d at = point + shift;
  return {at, holds && std::isfinite(at.x) && std::isfinite(at.y) && inside(to.levels.front(), at)};
}

}  // namespace

FlowPyramid flow_pyramid(const cv::Mat& luma, int levels) {
  FlowPyramid pyramid;
  pyramid.levels.push_back(luma);
  while (static_cast<int>(pyramid.levels.size()) < levels) {
    const cv::Mat& last = pyramid.levels.back();
    if (std::min(last.cols, last.rows) < 2 * kLeastSide) break;
    cv::Mat half;
    cv::pyrDown(last, half);
    pyramid.levels.push_back(std::move(half));
  }
  return pyramid;
}

std::vector<FlowPoint> flow(const FlowPyramid& from, const FlowPyramid& to, std::span<const cv::Point2d> points,
                            std::span<const cv::Point2d> guess, const FlowOptions& options) {
  std::vector<FlowPoint> result(points.size());
  for_blocks(static_cast<std::int64_t>(points.size()), kPointsAtOnce, [&](std::int64_t begin, std::int64_t end) {
    for (auto i = static_cast<std::size_t>(begin); i < static_cast<std::size_t>(end); ++i) {
      const cv::Point2d& point = points[i];
      FlowPoint there = followed(from, to, point, guess.empty() ? point : guess[i], options);
      if (there.found) {
        const FlowPoint back = followed(to, from, there.at, point, options);
        there.found = back.found && std::hypot(back.at.x - point.x, back.at.y - point.y) <= options.return_px;
      }
      result[i] = there;
    }
  });
  return result;
}

std::vector<cv::Point2d> trackable_points(const cv::Mat& luma, const cv::Mat& mask, int most, double apart_px) {
  std::vector<cv::Point2f> corners;
  cv::goodFeaturesToTrack(luma, corners, most, kCornerQuality, apart_px, mask, kCornerBlock, kCornerAperture);
  cv::Mat strength;
  cv::cornerMinEigenVal(luma, strength, kCornerBlock, kCornerAperture);
  std::vector<cv::Point2d> points;
  for (const cv::Point2f& corner : corners) {
    const int x = std::clamp(cvRound(corner.x), 0, luma.cols - 1), y = std::clamp(cvRound(corner.y), 0, luma.rows - 1);
    if (strength.at<float>(y, x) >= kLeastCorner) points.emplace_back(corner.x, corner.y);
  }
  return points;
}

}  // namespace spoor
