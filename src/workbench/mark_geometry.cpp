#include "workbench/mark_geometry.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <set>
#include <string>
#include <utility>

namespace spoor {
namespace {

constexpr double kLeastSide = 0.5;
constexpr double kGripDistance = 2.5;  // in reaches, so that it never lies on the mark itself

}  // namespace

Measured measured(const std::vector<PicturePoint>& points, double pixel_aspect) {
  Measured result;
  if (points.size() < 2) return result;
  for (std::size_t i = 1; i < points.size(); ++i) {
    result.length_px += distance_px(points[i - 1], points[i], pixel_aspect);
  }
  const double dx = (points.back().x - points.front().x) * pixel_aspect;
  const double dy = points.front().y - points.back().y;  // y points down
  if (dx != 0 || dy != 0) result.angle_deg = std::atan2(dy, dx) * 180 / std::numbers::pi;
  return result;
}

bool is_area(Shape shape) { return shape == Shape::kRectangle || shape == Shape::kPolygon; }

std::vector<PicturePoint> handles(Shape shape, const std::vector<PicturePoint>& points) {
  if (shape != Shape::kRectangle || points.size() != 2) return points;
  const PicturePoint &a = points[0], &b = points[1];
  return {a, {b.x, a.y}, b, {a.x, b.y}};
}

bool places_something(const Region& mark) {
  static const std::set<std::string> without{"", "suspicious", "reference", "ignore", "graphic", "face", "plate"};
  return !without.contains(mark.role);
}

PicturePoint deviation_grip(const std::vector<PicturePoint>& points, double sigma_px, double reach, double aspect) {
  if (points.empty()) return {};
  const double out = (kGripDistance * reach + sigma_px) / std::sqrt(2.0);
  return {points.back().x + out / aspect, points.back().y + out};
}

double deviation_at(const std::vector<PicturePoint>& points, const PicturePoint& at, double reach, double aspect) {
  if (points.empty()) return 0;
  const double sigma = distance_px(points.back(), at, aspect) - kGripDistance * reach;
  return std::clamp(std::round(sigma * 20) / 20, 0.0, 1000.0);
}

int edge_count(Shape shape, const std::vector<PicturePoint>& points) {
  const int corners = static_cast<int>(handles(shape, points).size());
  return is_area(shape) ? corners : std::max(0, corners - 1);
}

double distance_px(const PicturePoint& a, const PicturePoint& b, double aspect) {
  return std::hypot((b.x - a.x) * aspect, b.y - a.y);
}

Foot nearest_on(const PicturePoint& from, const PicturePoint& to, const PicturePoint& point, double aspect) {
  const double dx = (to.x - from.x) * aspect, dy = to.y - from.y;
  const double length2 = dx * dx + dy * dy;
  Foot foot;
  if (length2 > 0) {
    foot.along = std::clamp(((point.x - from.x) * aspect * dx + (point.y - from.y) * dy) / length2, 0.0, 1.0);
  }
  foot.at = {from.x + foot.along * (to.x - from.x), from.y + foot.along * (to.y - from.y)};
  foot.distance = distance_px(foot.at, point, aspect);
  return foot;
}

bool lies_within(Shape shape, const std::vector<PicturePoint>& points, const PicturePoint& point) {
  if (!is_area(shape)) return false;
  const auto corners = handles(shape, points);
  bool inside = false;
  for (std::size_t i = 0, j = corners.size() - 1; i < corners.size(); j = i++) {
    const PicturePoint &a = corners[i], &b = corners[j];
    if ((a.y > point.y) != (b.y > point.y) && point.x < a.x + (b.x - a.x) * (point.y - a.y) / (b.y - a.y)) {
      inside = !inside;
    }
  }
  return inside;
}

double area_px(Shape shape, const std::vector<PicturePoint>& points, double aspect) {
  if (!is_area(shape)) return 0;
  const auto corners = handles(shape, points);
  double twice = 0;
  for (std::size_t i = 0, j = corners.size() - 1; i < corners.size(); j = i++) {
    twice += corners[j].x * corners[i].y - corners[i].x * corners[j].y;
  }
  return std::abs(twice) / 2 * aspect;
}

std::vector<PicturePoint> spanned(const PicturePoint& a, const PicturePoint& b) {
  const PicturePoint low{std::min(a.x, b.x), std::min(a.y, b.y)};
  return {low, {std::max({a.x, b.x, low.x + kLeastSide}), std::max({a.y, b.y, low.y + kLeastSide})}};
}

PicturePoint straightened(const PicturePoint& from, const PicturePoint& to, double aspect) {
  const double dx = (to.x - from.x) * aspect, dy = to.y - from.y;
  const double eighths = std::round(std::atan2(dy, dx) / (std::numbers::pi / 4));
  // Signs, not cosines: a horizontal line stays on its row to the last bit.
  const int index = (static_cast<int>(eighths) + 8) % 8;
  constexpr int kX[]{1, 1, 0, -1, -1, -1, 0, 1}, kY[]{0, 1, 1, 1, 0, -1, -1, -1};
  const double along = (dx * kX[index] + dy * kY[index]) / (kX[index] != 0 && kY[index] != 0 ? 2 : 1);
  return {from.x + along * kX[index] / aspect, from.y + along * kY[index]};
}

PicturePoint squared(const PicturePoint& from, const PicturePoint& to, double aspect) {
  const double dx = (to.x - from.x) * aspect, dy = to.y - from.y;
  const double side = std::max(std::abs(dx), std::abs(dy));
  return {from.x + std::copysign(side, dx) / aspect, from.y + std::copysign(side, dy)};
}

std::vector<PicturePoint> simplified(const std::vector<PicturePoint>& points, double tolerance, double aspect) {
  if (points.size() < 3) return points;
  std::vector<bool> kept(points.size(), false);
  kept.front() = kept.back() = true;
  // A list of what is still to be split, since a long stroke would recurse too deeply.
  std::vector<std::pair<std::size_t, std::size_t>> spans{{0, points.size() - 1}};
  while (!spans.empty()) {
    const auto [first, last] = spans.back();
    spans.pop_back();
    double farthest = tolerance;
    std::size_t split = 0;
    for (std::size_t i = first + 1; i < last; ++i) {
      const double distance = nearest_on(points[first], points[last], points[i], aspect).distance;
      if (distance > farthest) {
        farthest = distance;
        split = i;
      }
    }
    if (split == 0) continue;
    kept[split] = true;
    spans.emplace_back(first, split);
    spans.emplace_back(split, last);
  }
  std::vector<PicturePoint> result;
  for (std::size_t i = 0; i < points.size(); ++i) {
    if (kept[i]) result.push_back(points[i]);
  }
  return result;
}

std::optional<PicturePoint> snap_place(const std::vector<Region>& marks, std::int64_t frame, const std::string& except,
                                       cv::Size picture, const PicturePoint& point, double reach, double aspect) {
  std::optional<PicturePoint> corner, edge;
  double to_corner = reach, to_edge = reach;
  const auto look_at = [&](Shape shape, const std::vector<PicturePoint>& points) {
    const auto corners = handles(shape, points);
    for (const PicturePoint& each : corners) {
      const double distance = distance_px(each, point, aspect);
      if (distance > to_corner) continue;
      to_corner = distance;
      corner = each;
    }
    for (int i = 0; i < edge_count(shape, points); ++i) {
      const auto from = static_cast<std::size_t>(i);
      const Foot foot = nearest_on(corners[from], corners[(from + 1) % corners.size()], point, aspect);
      if (foot.distance > to_edge) continue;
      to_edge = foot.distance;
      edge = foot.at;
    }
  };
  for (const Region& mark : marks) {
    if (mark.id != except && mark.frames.contains(frame)) look_at(mark.shape, points_at(mark, frame));
  }
  if (picture.width > 0 && picture.height > 0) {
    look_at(Shape::kRectangle, {{0, 0}, {static_cast<double>(picture.width), static_cast<double>(picture.height)}});
  }
  return corner ? corner : edge;
}

}  // namespace spoor
