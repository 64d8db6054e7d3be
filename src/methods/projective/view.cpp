#include "methods/projective/view.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace spoor {
namespace {

constexpr double kDegree = std::numbers::pi / 180;
const double kSteep = std::sin(60 * kDegree);

cv::Vec3d homogeneous(const PicturePoint& p) { return {p.x, p.y, 1}; }

cv::Vec3d unit_line(const cv::Vec3d& l) { return l / std::hypot(l[0], l[1]); }

// Smallest eigenvector of a symmetric matrix.
cv::Vec3d smallest(const cv::Matx33d& m) {
  cv::Mat values, vectors;
  cv::eigen(cv::Mat(m), values, vectors);  // rows, largest first
  return {vectors.at<double>(2, 0), vectors.at<double>(2, 1), vectors.at<double>(2, 2)};
}

}  // namespace

std::optional<cv::Vec3d> line_through(const PicturePoint& p, const PicturePoint& q) {
  const cv::Vec3d l = homogeneous(p).cross(homogeneous(q));
  if (!(std::hypot(l[0], l[1]) > 1e-12)) return std::nullopt;
  return unit_line(l);
}

std::optional<cv::Vec3d> vanishing_point(std::span<const Segment> segments, const PicturePoint& centre, double scale) {
  struct Line {
    cv::Vec3d l, middle;
    double half = 0, sigma = 1;
  };
  std::vector<Line> lines;
  for (const Segment& s : segments) {
    const PicturePoint a{(s.from.x - centre.x) / scale, (s.from.y - centre.y) / scale};
    const PicturePoint b{(s.to.x - centre.x) / scale, (s.to.y - centre.y) / scale};
    const auto l = line_through(a, b);
    if (!l) continue;
    lines.push_back({*l,
                     {(a.x + b.x) / 2, (a.y + b.y) / 2, 1},
                     std::hypot(b.x - a.x, b.y - a.y) / 2,
                     std::max(s.sigma_px, 1e-9) / scale});
  }
  if (lines.size() < 2) return std::nullopt;
  // Residual of a segment: the distance of its ends from the line that joins its middle to v. To first order that is
  // half * (l . v) / |(v - v_w m)|, of deviation sigma / sqrt(2); the weight needs v, so a few rounds are made.
  cv::Vec3d v;
  for (int round = 0; round < 12; ++round) {
    cv::Matx33d sum = cv::Matx33d::zeros();
    for (const Line& line : lines) {
      double weight = line.half / line.sigma;
      if (round > 0) {
        const double reach = std::hypot(v[0] - v[2] * line.middle[0], v[1] - v[2] * line.middle[1]);
        weight /= std::max(reach, 1e-9);
      }
      for (int i = 0; i < 3; ++i) {
        for (int j = 0; j < 3; ++j) sum(i, j) += weight * weight * line.l[i] * line.l[j];
      }
    }
    v = smallest(sum);
  }
  return cv::Vec3d(scale * v[0] + centre.x * v[2], scale * v[1] + centre.y * v[2], v[2]);
}

std::optional<double> focal_length(const cv::Vec3d& v1, const cv::Vec3d& v2, const PicturePoint& centre) {
  if (std::abs(v1[2]) < 1e-12 || std::abs(v2[2]) < 1e-12) return std::nullopt;
  const double x1 = v1[0] / v1[2] - centre.x, y1 = v1[1] / v1[2] - centre.y;
  const double x2 = v2[0] / v2[2] - centre.x, y2 = v2[1] / v2[2] - centre.y;
  const double f2 = -(x1 * x2 + y1 * y2);
  if (!(f2 > 0)) return std::nullopt;
  return std::sqrt(f2);
}

cv::Vec3d View::ray(const PicturePoint& p) const { return {(p.x - centre.x) / f_px, (p.y - centre.y) / f_px, 1}; }

PicturePoint View::picture_from_ray(const cv::Vec3d& r) const {
  return {f_px * r[0] / r[2] + centre.x, f_px * r[1] / r[2] + centre.y};
}

cv::Vec3d up_from_horizon(const cv::Vec3d& l, double f_px, const PicturePoint& c) {
  cv::Vec3d n = cv::normalize(cv::Vec3d(f_px * l[0], f_px * l[1], l[0] * c.x + l[1] * c.y + l[2]));
  if (std::abs(n[1]) > 1e-6 ? n[1] > 0 : n[2] > 0) n = -n;
  return n;
}

cv::Vec3d up_from_vertical(const cv::Vec3d& v, double f_px, const PicturePoint& c) {
  cv::Vec3d n = cv::normalize(cv::Vec3d((v[0] - c.x * v[2]) / f_px, (v[1] - c.y * v[2]) / f_px, v[2]));
  if (std::abs(n[1]) > 1e-6 ? n[1] > 0 : n[2] > 0) n = -n;
  return n;
}

cv::Vec3d horizon(const View& view) {
  const cv::Vec3d& n = view.up;
  const double a = n[0] / view.f_px, b = n[1] / view.f_px;
  return unit_line({a, b, n[2] - a * view.centre.x - b * view.centre.y});
}

cv::Vec3d tilted(const cv::Vec3d& direction, double a, double b) {
  const cv::Vec3d any = std::abs(direction[0]) < 0.9 ? cv::Vec3d(1, 0, 0) : cv::Vec3d(0, 0, 1);
  const cv::Vec3d p = cv::normalize(any - any.dot(direction) * direction), q = direction.cross(p);
  return cv::normalize(direction + std::tan(a) * p + std::tan(b) * q);
}

std::optional<cv::Vec3d> ground_point(const View& view, const PicturePoint& p) {
  const cv::Vec3d d = view.ray(p);
  const double down = -view.up.dot(d);
  if (!(down > 1e-9)) return std::nullopt;
  return d / down;
}

std::optional<cv::Vec3d> point_above(const View& view, const PicturePoint& foot, const PicturePoint& top,
                                     const cv::Vec3d& along) {
  const auto x = ground_point(view, foot);
  if (!x) return std::nullopt;
  // Minimise |x + h u - t d|: the common perpendicular of both lines.
  const cv::Vec3d u = cv::normalize(along), d = cv::normalize(view.ray(top));
  const double ud = u.dot(d), det = 1 - ud * ud;
  if (!(det > 1e-12)) return std::nullopt;
  const double h = (x->dot(d) * ud - x->dot(u)) / det;
  return *x + h * u;
}

std::optional<double> height(const View& view, const PicturePoint& foot, const PicturePoint& top) {
  const auto at = point_above(view, foot, top, view.up);
  if (!at) return std::nullopt;
  return at->dot(view.up) + 1;
}

cv::Vec3d heading(const View& view) {
  const cv::Vec3d ahead(0, 0, 1), upper_edge(0, -1, 0);
  const cv::Vec3d& from = std::abs(view.up[2]) > kSteep ? upper_edge : ahead;
  return cv::normalize(from - from.dot(view.up) * view.up);
}

GroundBearing bearing_of(const View& view, const cv::Vec3d& direction) {
  const cv::Vec3d forward = heading(view), right = forward.cross(view.up);
  const double up = direction.dot(view.up), f = direction.dot(forward), r = direction.dot(right);
  return {std::atan2(r, f) / kDegree, std::atan2(up, std::hypot(f, r)) / kDegree};
}

}  // namespace spoor
