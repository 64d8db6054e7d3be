#pragma once
/// Drawing and changing marks by hand: the tools of the canvas, without a canvas.

#include "evidence/marks_file.h"
#include "workbench/mark_changes.h"
#include "workbench/mark_geometry.h"

#include <opencv2/core.hpp>

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace spoor {

/// kPole: an upright object by its foot, its top and the tip of its shadow, as a group of three points.
enum class Tool { kSelect, kRectangle, kPolygon, kFreehand, kLine, kArrow, kPoint, kText, kMeasure, kPath, kPole };

const char* tool_name(Tool tool);

/// What new marks are given.
struct MarkDefaults {
  std::string role = "suspicious";  ///< of regions, lines and points; arrows, texts and measurements have none
  std::string colour;               ///< "#rrggbb"; empty: the role's own
  double sigma_px = 0;
  std::string author;
  /// Frames of a new mark, as seen from the current one.
  enum class Span { kThisFrame, kWholeClip, kLoop } span = Span::kThisFrame;
  FrameRange loop;  ///< for kLoop
  /// A mark of several frames that is moved at another frame gets a key frame there, so that it follows its target;
  /// else it is moved as a whole.
  bool keyed = true;
  std::function<std::string()> now;  ///< RFC 3339 UTC; empty: the system's clock
};

/// Pointer input in picture pixels. `reach` is how far a click may miss, in picture pixels (it shrinks with zoom).
struct PointerInput {
  PicturePoint at;
  double reach = 4;
  bool shift = false;  ///< square, straight, 45 degrees
  bool ctrl = false;   ///< adds a corner to an edge, takes one away
  bool snap = true;    ///< to corners and edges of other marks and to the picture's border
  double pixel_aspect = 1;
};

/// State of one canvas's tools. Marks themselves are the workbench's: every call gets them and returns the change.
class Annotator {
 public:
  Tool tool = Tool::kSelect;
  MarkDefaults defaults;
  std::string chosen;  ///< id of the chosen mark

  /// `frame`: what is looked at; `picture`: its size. A change that goes on is followed by one of the same gesture at
  /// release.
  std::optional<MarksChange> press(const Marks& marks, std::int64_t frame, cv::Size picture, const PointerInput& input);
  std::optional<MarksChange> drag(const Marks& marks, std::int64_t frame, cv::Size picture, const PointerInput& input);
  std::optional<MarksChange> release(const Marks& marks, std::int64_t frame, cv::Size picture,
                                     const PointerInput& input);
  std::optional<MarksChange> finish(const Marks& marks);  ///< Enter or double click: ends what is clicked
  void drop_last_corner();                                ///< Backspace: of what is being clicked
  void cancel();                                          ///< Escape: drops what is being drawn

  /// Where the pointer counts as being while something is drawn: snapped, constrained, within the picture.
  PicturePoint aimed(const Marks& marks, std::int64_t frame, cv::Size picture, const PointerInput& input) const;

  /// The unfinished mark, with the pointer's place (as aimed() gives it) as its last point; nothing where nothing is
  /// being drawn. An unfinished polygon is a path.
  std::optional<Region> drawing(const PicturePoint& pointer) const;
  bool busy() const;
  /// What the next click of what is being drawn stands for; empty where there is nothing to say.
  std::string next_click() const;

  /// What lies under the pointer: a mark, and of it a corner, an edge or the inside.
  struct Hit {
    std::string id;
    enum class Part { kCorner, kEdge, kInside, kDeviation } part = Part::kInside;
    int corner = 0;  ///< as handles() counts; or the edge's first corner
  };
  /// Corners before edges before insides; of several, the nearest, or the smallest area. Marks that are not shown at
  /// `frame` are not hit, nor is the grip of a deviation, which only the chosen mark has.
  static std::optional<Hit> hit(const Marks& marks, std::int64_t frame, const PointerInput& input);

 private:
  std::optional<MarksChange> grip(const Marks& marks, std::int64_t frame, const PointerInput& input);
  std::optional<MarksChange> moved(const Marks& marks, std::int64_t frame, cv::Size picture, const PointerInput& input);
  std::optional<MarksChange> widened(const Marks& marks, std::int64_t frame, const PointerInput& input);
  std::optional<MarksChange> drawn(const Marks& marks, Shape shape, std::vector<PicturePoint> points);
  std::optional<MarksChange> pole(const Marks& marks);
  Region fresh(Shape shape, std::vector<PicturePoint> points) const;

  Tool drawing_with_ = Tool::kSelect;
  std::int64_t drawn_at_ = 0;         // frame at which drawing began
  std::vector<PicturePoint> points_;  // so far

  std::optional<Hit> held_;
  PicturePoint pressed_at_;
  std::vector<PicturePoint> held_points_;  // of the held mark when it was pressed
  bool moving_ = false;                    // the pointer has left the place where it was pressed
  std::string gesture_;                    // name of the change that this gesture has given; empty: none yet
};

}  // namespace spoor
