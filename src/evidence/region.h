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

/// kPath: open line through its points, as drawn by hand. kText: its label, at its point. kMeasure: a length to be
/// read.
enum class Shape { kPoint, kLine, kRectangle, kPolygon, kPath, kArrow, kText, kMeasure };

/// The shape's points at one frame; between key frames they are interpolated linearly.
struct KeyShape {
  std::int64_t frame = 0;
  std::vector<PicturePoint> points;
  /// Of the tracker that set it, 0..1; nothing: set by hand.
  std::optional<double> confidence{};
  bool operator==(const KeyShape&) const = default;
};

/// How key frames came about that no hand set.
struct TrackRecord {
  std::string method;                ///< "pyramidal Lucas-Kanade, version 1"
  std::int64_t first = 0, last = 0;  ///< frames over which the target was followed
  bool backwards = false;            ///< from `last` to `first`
  std::optional<double> closed_px;   ///< drift at the far end, which was set by hand, shared out over the frames
  double tolerance_px = 0;           ///< interpolation between the key frames stays so close to what was found
  double least_confidence = 1;       ///< 0..1, of the worst frame
  std::string ended;                 ///< why it ended before it was to; empty: it did not
  bool operator==(const TrackRecord&) const = default;
};

/// One mark. A rectangle has two points (top left, bottom right); a line, a measurement and an arrow (tail, tip) two; a
/// point and a text one; a path at least two; a polygon at least three.
struct Region {
  std::string id;
  Shape shape = Shape::kPolygon;
  std::vector<PicturePoint> points;
  FrameRange frames;
  std::vector<KeyShape> keys;         ///< sorted by frame; empty for a mark that stands still
  std::vector<TrackRecord> tracks{};  ///< how the tracked ones of them were found, sorted by first frame
  std::string role;                   ///< one of known_roles(), or the analyst's own word
  double sigma_px = 0;                ///< standard deviation of each coordinate of a click; 0: taken as exact
  std::string group;                  ///< id of the MarkGroup it belongs to, empty for a mark by itself
  std::string part;                   ///< its part in the group: "foot", "top", "shadow_tip"
  std::string label, note, author;
  std::string colour;   ///< "#rrggbb"; empty: the role's own
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
/// Whether a shape may have `count` points.
bool points_fit(Shape shape, std::size_t count);

/// "#rrggbb", small letters.
bool is_colour(std::string_view text);

const char* shape_name(Shape shape);
std::optional<Shape> shape_from_name(std::string_view name);

}  // namespace spoor
