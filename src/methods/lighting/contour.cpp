#include "methods/lighting/contour.h"

#include <opencv2/core.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace spoor {
namespace {

double length(const PicturePoint& p, const PicturePoint& q) { return std::hypot(q.x - p.x, q.y - p.y); }

struct ClickedLine {
  std::vector<PicturePoint> points;
  std::vector<double> along;  // rising; a closed line is continued by a copy of itself on either side
  double total = 0;
};

ClickedLine line_of(std::span<const PicturePoint> clicks, bool closed) {
  ClickedLine line;
  for (const PicturePoint& p : clicks) {
    if (!line.points.empty()) {
      const double step = length(line.points.back(), p);
      if (step < 1e-9) continue;
      line.total += step;
    }
    line.points.push_back(p);
    line.along.push_back(line.total);
  }
  if (!closed || line.points.size() < kFewestClicks) return line;
  if (length(line.points.front(), line.points.back()) < 1e-9) {
    line.points.pop_back(), line.along.pop_back();
  } else {
    line.total += length(line.points.back(), line.points.front());
  }
  const std::size_t n = line.points.size();
  ClickedLine round{{}, {}, line.total};
  for (int turn = -1; turn <= 1; ++turn) {
    for (std::size_t i = 0; i < n; ++i) {
      round.points.push_back(line.points[i]);
      round.along.push_back(line.along[i] + turn * line.total);
    }
  }
  return round;
}

// Value and derivative, at `s`, of the quadratics that fit the nearest `nearest` points.
bool local_quadratic(const ClickedLine& line, double s, std::size_t nearest, PicturePoint& at, PicturePoint& tangent) {
  auto last = static_cast<std::size_t>(std::lower_bound(line.along.begin(), line.along.end(), s) - line.along.begin());
  std::size_t first = last;
  while (last - first < nearest) {
    const bool left = first > 0, right = last < line.points.size();
    if (!left && !right) break;
    if (!right || (left && s - line.along[first - 1] <= line.along[last] - s)) {
      --first;
    } else {
      ++last;
    }
  }
  const double reach = 1.001 * std::max(s - line.along[first], line.along[last - 1] - s);
  if (reach <= 0) return false;
  cv::Matx33d normal = cv::Matx33d::zeros();
  cv::Matx<double, 3, 2> moment = cv::Matx<double, 3, 2>::zeros();
  for (std::size_t i = first; i < last; ++i) {
    const double t = (line.along[i] - s) / reach;
    const double weight = std::pow(1 - std::pow(std::abs(t), 3), 3) + 1e-3;
    const cv::Vec3d row(1, t, t * t);
    normal += weight * row * row.t();
    moment += weight * row * cv::Matx12d(line.points[i].x, line.points[i].y);
  }
  cv::Matx<double, 3, 2> fit;
  if (!cv::solve(normal, moment, fit, cv::DECOMP_CHOLESKY)) return false;
  at = {fit(0, 0), fit(0, 1)};
  tangent = {fit(1, 0), fit(1, 1)};
  return std::hypot(tangent.x, tangent.y) > 1e-9;
}

}  // namespace

std::vector<ContourSample> smooth_contour(std::span<const PicturePoint> clicks, bool closed, ObjectSide side,
                                          std::size_t count) {
  const ClickedLine line = line_of(clicks, closed);
  const std::size_t own = closed ? line.points.size() / 3 : line.points.size();
  if (own < kFewestClicks || count < 2) return {};
  const std::size_t nearest = std::max(kFewestClicks, own / 5);
  std::vector<ContourSample> samples;
  for (std::size_t i = 0; i < count; ++i) {
    const double share = static_cast<double>(i) / static_cast<double>(closed ? count : count - 1);
    ContourSample sample;
    sample.along_px = share * line.total;
    PicturePoint tangent;
    if (!local_quadratic(line, sample.along_px, nearest, sample.at, tangent)) continue;
    const double size = std::hypot(tangent.x, tangent.y);
    // With y down, the right-hand side of (tx, ty) is (-ty, tx).
    const double sign = side == ObjectSide::kRight ? 1 : -1;
    sample.outward = {sign * tangent.y / size, -sign * tangent.x / size};
    samples.push_back(sample);
  }
  return samples;
}

ObjectSide side_of(std::span<const PicturePoint> clicks, const PicturePoint& inside) {
  double nearest = std::numeric_limits<double>::infinity(), turn = 1;
  for (std::size_t i = 0; i + 1 < clicks.size(); ++i) {
    const PicturePoint &p = clicks[i], &q = clicks[i + 1];
    const double dx = q.x - p.x, dy = q.y - p.y, squared = dx * dx + dy * dy;
    if (squared <= 0) continue;
    const double t = std::clamp(((inside.x - p.x) * dx + (inside.y - p.y) * dy) / squared, 0.0, 1.0);
    const double away = length(inside, {p.x + t * dx, p.y + t * dy});
    if (away >= nearest) continue;
    nearest = away;
    turn = dx * (inside.y - p.y) - dy * (inside.x - p.x);
  }
  return turn >= 0 ? ObjectSide::kRight : ObjectSide::kLeft;
}

ObjectSide inner_side(std::span<const PicturePoint> outline) {
  double twice = 0;
  for (std::size_t i = 0; i < outline.size(); ++i) {
    const PicturePoint &p = outline[i], &q = outline[(i + 1) % outline.size()];
    twice += p.x * q.y - q.x * p.y;
  }
  // With y down a positive area is a clockwise turn, the inside to the right.
  return twice >= 0 ? ObjectSide::kRight : ObjectSide::kLeft;
}

double covered_degrees(std::span<const ContourSample> samples) {
  if (samples.empty()) return 0;
  std::vector<double> angles;
  for (const ContourSample& s : samples)
    angles.push_back(std::atan2(s.outward.y, s.outward.x) * 180 / std::numbers::pi);
  std::sort(angles.begin(), angles.end());
  double gap = angles.front() + 360 - angles.back();
  for (std::size_t i = 1; i < angles.size(); ++i) gap = std::max(gap, angles[i] - angles[i - 1]);
  return 360 - gap;
}

}  // namespace spoor
