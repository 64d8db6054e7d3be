#pragma once
/// Drawing and changing marks by hand: the tools of the canvas, without a canvas.

#include "evidence/marks_file.h"

#include <opencv2/core.hpp>

#include <optional>
#include <string>
#include <vector>

namespace spoor {

enum class Tool { kSelect, kRectangle, kPolygon, kFreehand, kLine, kArrow, kPoint, kText, kMeasure };

const char* tool_name(Tool tool);

/// What new marks are given.
struct MarkDefaults {
  std::string role = "suspicious";
  std::string colour;  ///< "#rrggbb"; empty: the role's own
  double sigma_px = 0;
  std::string author;
  /// Frames of a new mark, as seen from the current one.
  enum class Span { kThisFrame, kWholeClip, kLoop } span = Span::kThisFrame;
};

/// Pointer input in picture pixels. `reach` is how far a click may miss, in picture pixels (it shrinks with zoom).
struct PointerInput {
  PicturePoint at;
  double reach = 4;
  bool shift = false;  ///< square, straight, 45 degrees
  bool ctrl = false;   ///< adds a corner to an edge, takes one away
  bool snap = true;    ///< to corners and edges of other marks and to the picture's border
};

/// A change of the marks that is to be made a command.
struct MarksChange {
  std::string name;  ///< "draw rectangle", "move corner", ...
  Marks after;
  std::string chosen;            ///< id of the mark chosen then
  bool gesture_goes_on = false;  ///< more of the same drag follows
};

/// State of one canvas's tools. Marks themselves are the workbench's: every call gets them and returns the change.
class Annotator {
 public:
  Tool tool = Tool::kSelect;
  MarkDefaults defaults;
  std::string chosen;  ///< id of the chosen mark

  /// `frame`: what is looked at; `picture`: its size. `new_id` for a mark that is begun here.
  std::optional<MarksChange> press(const Marks& marks, std::int64_t frame, cv::Size picture, const PointerInput& input);
  std::optional<MarksChange> drag(const Marks& marks, std::int64_t frame, cv::Size picture, const PointerInput& input);
  std::optional<MarksChange> release(const Marks& marks, std::int64_t frame, cv::Size picture,
                                     const PointerInput& input);
  std::optional<MarksChange> finish(const Marks& marks);  ///< Enter or double click: closes a polygon
  void cancel();                                          ///< Escape: drops what is being drawn

  /// The unfinished mark, with the pointer's place as its last point; nothing where nothing is being drawn.
  std::optional<Region> drawing(const PicturePoint& pointer) const;
  bool busy() const;

  /// What lies under the pointer: a mark, and of it a corner, an edge or the inside.
  struct Hit {
    std::string id;
    enum class Part { kCorner, kEdge, kInside } part = Part::kInside;
    int corner = 0;  ///< or the edge's first corner
  };
  static std::optional<Hit> hit(const Marks& marks, std::int64_t frame, const PointerInput& input);

 private:
  std::vector<PicturePoint> points_;
  std::optional<Hit> held_;
  PicturePoint pressed_at_;
  std::vector<PicturePoint> held_points_;
  std::int64_t span_first_ = 0, span_last_ = 0;
};

/// `region` with `points` at `frame`: a mark with key frames, or one that spans several frames when `keyed`, gets a key
/// frame there; others are moved as a whole.
Region with_points_at(Region region, std::int64_t frame, std::vector<PicturePoint> points, bool keyed);

/// Length of a measurement or line, angle against the x axis (degrees, counter-clockwise), in picture pixels of
/// square shape: x is widened by `pixel_aspect`.
struct Measured {
  double length_px = 0;
  double angle_deg = 0;
};
Measured measured(const std::vector<PicturePoint>& points, double pixel_aspect);

/// An id that no mark has yet: "r1", "r2", ...
std::string free_mark_id(const Marks& marks);

}  // namespace spoor
