#pragma once
/// Maps as colour over their frame: report/figures' own scale, cells that were not measured left clear.

#include "analysis/output.h"
#include "gui/gl/shader_program.h"
#include "gui/gl/texture_cache.h"
#include "workbench/canvas_view.h"

#include <imgui.h>

namespace spoor::gui {

class FieldRenderer {
 public:
  explicit FieldRenderer(std::filesystem::path shaders);

  /// `opacity` 0..1. Cells are never blended into each other.
  bool draw(ImDrawList& list, const ImVec2& origin, const CanvasView& view, const Map& map,
            const std::shared_ptr<const TiledTexture>& field, double opacity);
  cv::Mat rendered(const CanvasView& view, const Map& map, const std::shared_ptr<const TiledTexture>& field);
  const std::string& fault() const;

  /// Vertical or horizontal legend with range and unit as ImGui drawing.
  void legend(const Map& map, const ImVec2& size);

 private:
  ShaderProgram program_;
  GlTexture scale_;
  GlVertexArray quad_;
};

}  // namespace spoor::gui
