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

  void draw(ImDrawList& list, const CanvasView& view);
  /// Both sides' names, the offset and the wipe's handle.
  void annotate(ImDrawList& list, const CanvasView& view) const;
  /// What draw() draws, as a picture of its own.
  cv::Mat picture(const CanvasView& view);

 private:
  void find_right();
  CanvasView right_view(CanvasView view) const;
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

}  // namespace spoor::gui
