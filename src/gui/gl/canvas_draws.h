#pragma once
/// Drawing of our own among ImGui's, and into pictures.

#include "gui/gl/gl_objects.h"
#include "workbench/canvas_view.h"

#include <imgui.h>
#include <opencv2/core.hpp>

#include <functional>
#include <memory>
#include <vector>

namespace spoor::gui {

/// Part of a frame buffer that is drawn to, in its own pixels from its lower left corner.
struct DrawArea {
  cv::Rect viewport;  ///< the canvas
  cv::Rect scissor;   ///< what of it may be touched
};
using Paint = std::function<void(const DrawArea&)>;

/// What is to be painted while ImGui renders the redraw that is being built.
class CanvasDraws {
 public:
  /// `paint` may leave any state behind. `origin`: of the canvas, in ImGui's coordinates.
  void add(ImDrawList& list, const ImVec2& origin, cv::Size canvas, Paint paint);

 private:
  struct Draw;
  static void call(const ImDrawList* list, const ImDrawCmd* command);
  std::vector<std::shared_ptr<Draw>> draws_;
  int redraw_ = -1;
};

/// Draws into a texture while it lives; then the frame buffer that was in use before is again.
class FrameBufferScope {
 public:
  explicit FrameBufferScope(const GlTexture& texture);
  ~FrameBufferScope();
  FrameBufferScope(const FrameBufferScope&) = delete;
  FrameBufferScope& operator=(const FrameBufferScope&) = delete;
  bool complete() const;

 private:
  GLint before_ = 0;
  GlFramebuffer buffer_;
};

/// A texture to be drawn into and shown sample by sample.
GlTexture canvas_texture(cv::Size size, GLint format);

/// `paint` on grey into a texture of `size`. Leaves the state as ImGui's backend and uploads expect it.
void paint_into(const GlTexture& texture, cv::Size size, const Paint& paint);

/// What `paint` draws into a frame buffer of its own on grey, as CV_8UC3 (BGR).
cv::Mat painted(cv::Size size, const Paint& paint);

/// Grey around pictures, 0..1.
inline constexpr float kSurround = 0.165F;

/// Homogeneous. Where samples are at least as large as screen pixels the picture's corner is put on a whole one, so
/// that no screen pixel lies between two samples.
cv::Matx33d canvas_from_picture(const CanvasView& view);

void set_matrix(GLint uniform, const cv::Matx33d& matrix);

/// A rectangle of a layer by picture.vert of the program in use.
void draw_box(GLint box, const cv::Rect2d& rectangle);

}  // namespace spoor::gui
