#include "evidence/region.h"

#include <algorithm>
#include <array>
#include <utility>

namespace spoor {
namespace {

constexpr std::array<std::pair<Shape, const char*>, 4> kShapeNames{
    {{Shape::kPoint, "point"}, {Shape::kLine, "line"}, {Shape::kRectangle, "rectangle"}, {Shape::kPolygon, "polygon"}}};

}  // namespace

std::vector<PicturePoint> points_at(const Region& region, std::int64_t frame) {
  if (region.keys.empty()) return region.points;
  const auto after = std::upper_bound(region.keys.begin(), region.keys.end(), frame,
                                      [](std::int64_t f, const KeyShape& key) { return f < key.frame; });
  if (after == region.keys.begin()) return region.keys.front().points;
  const KeyShape& from = *std::prev(after);
  if (after == region.keys.end() || from.points.size() != after->points.size()) return from.points;
  const double share = static_cast<double>(frame - from.frame) / static_cast<double>(after->frame - from.frame);
  std::vector<PicturePoint> points(from.points.size());
  for (std::size_t i = 0; i < points.size(); ++i) {
    points[i].x = from.points[i].x + share * (after->points[i].x - from.points[i].x);
    points[i].y = from.points[i].y + share * (after->points[i].y - from.points[i].y);
  }
  return points;
}

const char* shape_name(Shape shape) {
  for (const auto& [value, name] : kShapeNames) {
    if (value == shape) return name;
  }
  return "polygon";
}

std::optional<Shape> shape_from_name(std::string_view name) {
  for (const auto& [value, known] : kShapeNames) {
    if (known == name) return value;
  }
  return std::nullopt;
}

}  // namespace spoor
