#pragma once
/// Maps as colour over their frame: report/figures' own scale, cells that were not measured left clear.

#include "analysis/output.h"
#include "gui/gl/canvas_draws.h"
#include "gui/gl/shader_program.h"
#include "gui/gl/texture_cache.h"
#include "workbench/canvas_view.h"

#include <imgui.h>

namespace spoor::gui {

class FieldRenderer {
 public:
  explicit FieldRenderer(std::filesystem::path shaders);

  /// `opacity` 0..1; `range`: values at the ends of the colours. Cells are never blended into each other. Gives false
  /// and draws a sentence where the shader is broken.
  bool draw(ImDrawList& list, const ImVec2& origin, const CanvasView& view, const Map& map,
            const std::shared_ptr<const TiledTexture>& field, double opacity, const cv::Vec2d& range);
  cv::Mat rendered(const CanvasView& view, const Map& map, const std::shared_ptr<const TiledTexture>& field);
  const std::string& fault() const { return program_.fault(); }

  /// Legend with range, unit and the sign for what was not measured, as ImGui drawing into a rectangle of `size`.
  void legend(const Map& map, const cv::Vec2d& range, const ImVec2& size);

 private:
  struct Scene;
  bool ready();
  void paint(const Scene& scene, const DrawArea& area);

  ShaderProgram program_;
  GlTexture scale_;
  GlVertexArray quad_;
  CanvasDraws draws_;
};

}  // namespace spoor::gui
