#include "methods/shadow/half_planes.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace spoor {

ConvexPolygon square(double half_side) {
  return {{-half_side, -half_side}, {half_side, -half_side}, {half_side, half_side}, {-half_side, half_side}};
}

ConvexPolygon clipped(const ConvexPolygon& polygon, const HalfPlane& half_plane) {
  ConvexPolygon kept;
  kept.reserve(polygon.size() + 1);
  for (std::size_t i = 0; i < polygon.size(); ++i) {
    const PicturePoint &p = polygon[i], &q = polygon[(i + 1) % polygon.size()];
    const double vp = half_plane.value(p), vq = half_plane.value(q);
    if (vp >= 0) kept.push_back(p);
    if ((vp > 0 && vq < 0) || (vp < 0 && vq > 0)) {
      const double t = vp / (vp - vq);
      kept.push_back({p.x + t * (q.x - p.x), p.y + t * (q.y - p.y)});
    }
  }
  return kept;
}

PicturePoint centroid(const ConvexPolygon& polygon) {
  const PicturePoint origin = polygon.front();
  double area = 0, x = 0, y = 0;
  for (std::size_t i = 1; i + 1 < polygon.size(); ++i) {
    const double px = polygon[i].x - origin.x, py = polygon[i].y - origin.y;
    const double qx = polygon[i + 1].x - origin.x, qy = polygon[i + 1].y - origin.y;
    const double cross = px * qy - py * qx;
    area += cross;
    x += cross * (px + qx) / 3;
    y += cross * (py + qy) / 3;
  }
  if (std::abs(area) > std::numeric_limits<double>::min()) return {origin.x + x / area, origin.y + y / area};
  PicturePoint mean;
  for (const PicturePoint& p : polygon) mean.x += p.x, mean.y += p.y;
  const auto count = static_cast<double>(polygon.size());
  return {mean.x / count, mean.y / count};
}

LeastSlack least_slack(std::span<const HalfPlane> rows, double half_side) {
  std::vector<HalfPlane> lines(rows.begin(), rows.end());
  for (const double sign : {1.0, -1.0}) {
    lines.push_back({sign, 0, half_side});
    lines.push_back({0, sign, half_side});
  }
  LeastSlack best;
  best.total = std::numeric_limits<double>::infinity();
  const double edge = half_side * (1 + 1e-9);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    for (std::size_t j = i + 1; j < lines.size(); ++j) {
      const double det = lines[i].a * lines[j].b - lines[j].a * lines[i].b;
      if (std::abs(det) < 1e-15) continue;
      const PicturePoint p{(lines[i].b * lines[j].c - lines[j].b * lines[i].c) / det,
                           (lines[j].a * lines[i].c - lines[i].a * lines[j].c) / det};
      if (std::abs(p.x) > edge || std::abs(p.y) > edge) continue;
      double total = 0;
      for (const HalfPlane& row : rows) total += std::max(0.0, -row.value(p));
      if (total < best.total) best.total = total, best.at = p;
    }
  }
  for (const HalfPlane& row : rows) best.slack.push_back(std::max(0.0, -row.value(best.at)));
  return best;
}

}  // namespace spoor
