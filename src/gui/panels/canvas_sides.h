#pragma once
/// The picture of the canvas and, in a comparison, its other side.

#include "gui/app.h"

#include <imgui.h>

#include <cstdint>
#include <memory>
#include <optional>

namespace spoor::gui {

/// What can be shown of a frame of an exhibit.
struct ShownPicture {
  PictureLayer layer;
  std::shared_ptr<const Frame> frame;  ///< null unless it is the frame asked for
  bool anything = false, reduced = false;
  std::optional<std::int64_t> instead;  ///< frame that is shown until the one asked for is here
};

/// Of one redraw.
class CanvasSides {
 public:
  CanvasSides(App& app, ExhibitDesk& desk, const ImVec2& low, const ImVec2& high);

  const ShownPicture& left() const { return left_; }
  const DisplaySettings& display() const { return display_; }  ///< the desk's, or none while X is held
  bool side_by_side() const { return right_ && comparison_.mode == CompareMode::kSideBySide; }
  cv::Size canvas_size() const;  ///< of the left side

  /// Side by side, each picture in its own coordinates, so that pairs of points can be set.
  bool picks_pairs() const { return side_by_side() && desk_.scene.pairs.active; }
  /// The right picture in its own coordinates, on the right canvas, which begins at right_low().
  CanvasView right_view(CanvasView view) const;
  ImVec2 right_low(const CanvasView& view) const;
  const PictureLayer* right() const { return right_ ? &*right_ : nullptr; }
  const Comparison& comparison() const { return comparison_; }  ///< with the registration in force

  void draw(ImDrawList& list, const CanvasView& view);
  /// Both sides' names, the offset and the wipe's handle.
  void annotate(ImDrawList& list, const CanvasView& view) const;
  /// What draw() draws, as a picture of its own.
  cv::Mat picture(const CanvasView& view);

 private:
  void find_right();
  CanvasView right_canvas(const CanvasView& view) const;
  void draw_wipe(ImDrawList& list) const;

  App& app_;
  ExhibitDesk& desk_;
  ImVec2 low_, high_;
  DisplaySettings display_;
  Comparison comparison_;
  ShownPicture left_;
  std::optional<PictureLayer> right_;
  ExhibitDesk* other_ = nullptr;
  std::int64_t right_frame_ = 0;
};

struct CanvasFrame;
/// Takes clicks and drags of point pairs. True where the pointer is theirs.
bool pair_input(CanvasFrame& canvas, const CanvasSides& sides);
void draw_pairs(const CanvasFrame& canvas, const CanvasSides& sides);
/// The list of pairs with their residuals, over the canvas.
void registration_card(const CanvasFrame& canvas, const CanvasSides& sides);

}  // namespace spoor::gui
