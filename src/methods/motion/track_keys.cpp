#include "methods/motion/track_keys.h"

#include "methods/motion/similarity.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace spoor {
namespace {

double farthest(const std::vector<PicturePoint>& a, const std::vector<PicturePoint>& b) {
  double most = 0;
  for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i) {
    most = std::max(most, std::hypot(a[i].x - b[i].x, a[i].y - b[i].y));
  }
  return most;
}

double off_line(const KeyShape& before, const KeyShape& between, const KeyShape& after) {
  const double t = static_cast<double>(between.frame - before.frame) / static_cast<double>(after.frame - before.frame);
  std::vector<PicturePoint> there;
  for (std::size_t i = 0; i < between.points.size(); ++i) {
    there.push_back({before.points[i].x + t * (after.points[i].x - before.points[i].x),
                     before.points[i].y + t * (after.points[i].y - before.points[i].y)});
  }
  return farthest(there, between.points);
}

}  // namespace

std::vector<KeyShape> shapes_of(const TrackRequest& request, const Track& track) {
  std::vector<KeyShape> shapes;
  for (const TrackedFrame& frame : track.frames) {
    shapes.push_back({frame.frame, moved_shape(request.shape, request.points, frame.from_start), frame.confidence});
  }
  std::sort(shapes.begin(), shapes.end(), [](const KeyShape& a, const KeyShape& b) { return a.frame < b.frame; });
  return shapes;
}

double share_out_drift(std::vector<KeyShape>& shapes, std::int64_t start, const KeyShape& end) {
  const auto found =
      std::find_if(shapes.begin(), shapes.end(), [&](const KeyShape& shape) { return shape.frame == end.frame; });
  if (found == shapes.end() || start == end.frame || found->points.size() != end.points.size()) return 0;
  const KeyShape reached = *found;
  shapes.erase(found);
  for (KeyShape& shape : shapes) {
    const double share = static_cast<double>(shape.frame - start) / static_cast<double>(end.frame - start);
    for (std::size_t i = 0; i < shape.points.size(); ++i) {
      shape.points[i].x += share * (end.points[i].x - reached.points[i].x);
      shape.points[i].y += share * (end.points[i].y - reached.points[i].y);
    }
  }
  return farthest(reached.points, end.points);
}

std::vector<KeyShape> thinned(const std::vector<KeyShape>& shapes, double tolerance_px) {
  if (shapes.size() < 3) return shapes;
  std::vector<char> kept(shapes.size(), 0);
  kept.front() = kept.back() = 1;
  std::vector<std::pair<std::size_t, std::size_t>> open{{0, shapes.size() - 1}};
  while (!open.empty()) {
    const auto [first, last] = open.back();
    open.pop_back();
    double most = tolerance_px;
    std::size_t worst = 0;
    for (std::size_t i = first + 1; i < last; ++i) {
      const double off = off_line(shapes[first], shapes[i], shapes[last]);
      if (off > most) {
        most = off;
        worst = i;
      }
    }
    if (worst == 0) continue;
    kept[worst] = 1;
    open.emplace_back(first, worst);
    open.emplace_back(worst, last);
  }
  std::vector<KeyShape> result;
  for (std::size_t i = 0; i < shapes.size(); ++i) {
    if (kept[i] != 0) result.push_back(shapes[i]);
  }
  return result;
}

}  // namespace spoor
