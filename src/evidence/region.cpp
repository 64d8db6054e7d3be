#include "evidence/region.h"

#include <algorithm>
#include <array>

namespace spoor {
namespace {

constexpr std::array kShapeNames{"point", "line", "rectangle", "polygon", "path", "arrow", "text", "measurement"};

}  // namespace

std::vector<PicturePoint> points_at(const Region& region, std::int64_t frame) {
  if (region.keys.empty()) return region.points;
  const auto after = std::upper_bound(region.keys.begin(), region.keys.end(), frame,
                                      [](std::int64_t f, const KeyShape& key) { return f < key.frame; });
  if (after == region.keys.begin()) return after->points;
  const auto before = std::prev(after);
  // Shapes with different numbers of points have no correspondence to interpolate along.
  if (after == region.keys.end() || before->points.size() != after->points.size()) return before->points;
  const double t = static_cast<double>(frame - before->frame) / static_cast<double>(after->frame - before->frame);
  std::vector<PicturePoint> points(before->points.size());
  for (std::size_t i = 0; i < points.size(); ++i) {
    points[i] = {before->points[i].x + t * (after->points[i].x - before->points[i].x),
                 before->points[i].y + t * (after->points[i].y - before->points[i].y)};
  }
  return points;
}

const std::vector<std::string>& known_roles() {
  static const std::vector<std::string> roles{
      "suspicious",  // a place that the analyst wants examined
      "reference",   // a place of the same picture to compare it with
      "ignore",      // logos, captions, borders: left out
      "graphic",     // to be masked in a public version, with faces and plates
      "face",
      "plate",
      "vehicle",
      "footprint",  // where a vehicle meets the ground, as a polygon
      "wheels",     // contact points of wheels, by name
      "tyre",       // the ring of one tyre
      "ground",
      "reference_ground",  // ground that nothing has disturbed
      "ground_rectangle",  // four points of a rectangle on the ground
      "track",
      "shadow",              // a cast shadow, to be compared with shadowed reference only
      "shadow_object_pair",  // a point of a shadow, then the point that casts it
      "attached_shadow",     // line from the shaded to the lit side
      "shadow_direction",    // line on the ground along a shadow, from its far end
      "occluding_contour",   // where a round surface turns away from the camera, the object to the right
      "pole",                // a vertical object: foot, top, shadow tip
      "reflection",
      "scale",  // a line of known length
      "horizon",
      "vertical",
      "parallel",      // a line of a set that is parallel in the world
      "straight",      // a line known to be straight, for lens distortion
      "moving_point",  // a point of the ground followed over frames, for its speed
      "static",        // background that does not move
      "blast_seat",
      "mound",
      "mound_line",  // over foot and crest of soil ahead of a nose, or its outline
      "nose",        // where a vehicle's nose meets the ground
      "ditch",       // one of the two edges of a ditch
      "paint_edge",  // edge between paint and soot
  };
  return roles;
}

bool points_fit(Shape shape, std::size_t count) {
  switch (shape) {
    case Shape::kPoint:
    case Shape::kText:
      return count == 1;
    case Shape::kLine:
    case Shape::kArrow:
    case Shape::kMeasure:
    case Shape::kRectangle:
      return count == 2;
    case Shape::kPath:
      return count >= 2;
    case Shape::kPolygon:
      break;
  }
  return count >= 3;
}

bool is_colour(std::string_view text) {
  return text.size() == 7 && text[0] == '#' && text.find_first_not_of("0123456789abcdef", 1) == std::string_view::npos;
}

const char* shape_name(Shape shape) { return kShapeNames[static_cast<std::size_t>(shape)]; }

std::optional<Shape> shape_from_name(std::string_view name) {
  const auto found = std::find(kShapeNames.begin(), kShapeNames.end(), name);
  if (found == kShapeNames.end()) return std::nullopt;
  return static_cast<Shape>(found - kShapeNames.begin());
}

}  // namespace spoor
