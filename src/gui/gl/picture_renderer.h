#pragma once
/// Decoded planes to the screen: converted to RGB by the declared matrix and range, then levels and channel.

#include "gui/gl/canvas_draws.h"
#include "gui/gl/shader_program.h"
#include "gui/gl/texture_cache.h"
#include "media/picture.h"
#include "workbench/canvas_view.h"
#include "workbench/comparison.h"
#include "workbench/display_settings.h"

#include <imgui.h>

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace spoor::gui {

/// One side of what is drawn.
struct PictureLayer {
  std::shared_ptr<const FrameTextures> frame;  ///< or
  std::shared_ptr<const TiledTexture> reduced;
  ColourAssumption assumption;
  cv::Size picture;                                 ///< picture pixels
  cv::Matx33d left_from_here = cv::Matx33d::eye();  ///< picture points of the canvas's left picture
};

class PictureRenderer {
 public:
  explicit PictureRenderer(std::filesystem::path shaders);
  ~PictureRenderer();
  PictureRenderer(const PictureRenderer&) = delete;
  PictureRenderer& operator=(const PictureRenderer&) = delete;

  /// Draws `left` (and `right` as `comparison` says) into the canvas at `origin` (screen pixels), with pixel grid where
  /// the view is large enough. Side by side is two canvases: each draws its own `left`. A picture that did not change
  /// since is not converted again. Gives false and draws a sentence where a shader is broken or the samples cannot be
  /// shown.
  bool draw(ImDrawList& list, const ImVec2& origin, const CanvasView& view, const DisplaySettings& display,
            const PictureLayer& left, const PictureLayer* right, const Comparison& comparison, double now_s);

  /// The same into a picture of its own (BGR, 8 bit), for tests and for export. Empty where it cannot be drawn.
  cv::Mat rendered(const CanvasView& view, const DisplaySettings& display, const PictureLayer& left,
                   const PictureLayer* right, const Comparison& comparison);

  /// Why nothing, or an older shader's picture, is drawn; empty: all well.
  const std::string& fault() const { return fault_; }
  int conversions() const { return conversions_; }  ///< pictures drawn anew

 private:
  struct Scene;
  struct Kept;
  bool ready(const Scene& scene);
  ShaderProgram& program_for(const Scene& scene, const PictureLayer& layer, bool raw);
  GLuint kept(const Scene& scene, cv::Size pixels);
  void paint(const Scene& scene, const DrawArea& area);
  void paint_layer(const Scene& scene, const PictureLayer& layer, const DrawArea& area, double opacity, bool raw);
  void paint_left_apart(const Scene& scene, cv::Size size);
  void paint_grid(const Scene& scene);

  std::filesystem::path shaders_;
  std::map<std::string, std::unique_ptr<ShaderProgram>> programs_;  ///< by their definitions
  ShaderProgram grid_;
  GlVertexArray quad_;
  GlSampler linear_, reducing_;
  GlTexture apart_;  ///< left side of a difference
  cv::Size apart_size_;
  std::vector<Kept> kept_;
  std::string fault_;
  int conversions_ = 0;
};

}  // namespace spoor::gui
