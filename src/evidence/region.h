#pragma once
/// What an analyst marks in a picture. Marks are ordinary inputs of a pass.

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace spoor {

/// A place in the picture as decoded (unrotated, square pixels or not): x right, y down, in pixels; the centre of
/// the first pixel is (0.5, 0.5).
struct PicturePoint {
  double x = 0;
  double y = 0;
  bool operator==(const PicturePoint&) const = default;
};

/// Frames first..last, both included, from 0.
struct FrameRange {
  std::int64_t first = 0;
  std::int64_t last = std::numeric_limits<std::int64_t>::max();
  bool contains(std::int64_t frame) const { return frame >= first && frame <= last; }
  bool operator==(const FrameRange&) const = default;
};

enum class Shape { kPoint, kLine, kRectangle, kPolygon };

/// The shape's points at one frame; between key frames they are interpolated linearly.
struct KeyShape {
  std::int64_t frame = 0;
  std::vector<PicturePoint> points;
  bool operator==(const KeyShape&) const = default;
};

/// One mark. A rectangle has two points (top left, bottom right), a line two, a point one, a polygon at least three.
struct Region {
  std::string id;
  Shape shape = Shape::kPolygon;
  std::vector<PicturePoint> points;
  FrameRange frames;
  std::vector<KeyShape> keys;  ///< sorted by frame; empty for a mark that stands still
  std::string role;            ///< one of known_roles(), or the analyst's own word
  double sigma_px = 0;         ///< standard deviation of each coordinate of a click; 0: taken as exact
  std::string group;           ///< id of the MarkGroup it belongs to, empty for a mark by itself
  std::string part;            ///< its part in the group: "foot", "top", "shadow_tip"
  std::string label, note, author;
  std::string created;  ///< RFC 3339, UTC

  bool operator==(const Region&) const = default;
};

/// Marks that mean something only together: a pole's foot, top and shadow tip; an object and its reflection.
struct MarkGroup {
  std::string id;
  std::string kind;  ///< "pole", "reflection", "wheels", ...
  std::string label;
  struct Quantity {
    std::string name;  ///< "height"
    double value = 0;
    std::string unit;  ///< "m"
    double sigma = 0;
    bool operator==(const Quantity&) const = default;
  };
  std::vector<Quantity> quantities;
  std::vector<std::string> absent_parts;  ///< parts looked for and not to be seen (null in the marks file)

  bool operator==(const MarkGroup&) const = default;
};

/// The points at `frame`: interpolated between key frames, held before the first and after the last.
std::vector<PicturePoint> points_at(const Region& region, std::int64_t frame);

const std::vector<std::string>& known_roles();
const char* shape_name(Shape shape);
std::optional<Shape> shape_from_name(std::string_view name);

}  // namespace spoor
