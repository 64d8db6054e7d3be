#include "gui/gl/field_renderer.h"

#include "report/figures.h"

#include <fmt/format.h>

#include <algorithm>

namespace spoor::gui {

struct FieldRenderer::Scene {
  CanvasView view;
  std::shared_ptr<const TiledTexture> field;
  cv::Size2d cell;
  cv::Point2d origin;
  double low = 0, span = 1, opacity = 1;
};

namespace {

std::string unit_text(const std::string& unit) { return unit == "1" || unit.empty() ? "" : " " + unit; }

}  // namespace

FieldRenderer::FieldRenderer(std::filesystem::path shaders) : program_(std::move(shaders), "field") {}

bool FieldRenderer::draw(ImDrawList& list, const ImVec2& origin, const CanvasView& view, const Map& map,
                         const std::shared_ptr<const TiledTexture>& field, double opacity, const cv::Vec2d& range) {
  if (field == nullptr || view.canvas.width <= 0 || view.canvas.height <= 0) return true;
  if (!ready()) {
    const std::string sentence = "The map cannot be drawn: " + fault();
    list.AddText(nullptr, 0, {origin.x + 16, origin.y + 16}, IM_COL32(235, 235, 235, 255), sentence.c_str(), nullptr,
                 std::max(64.0F, static_cast<float>(view.canvas.width) - 32));
    return false;
  }
  const Scene scene{view, field, map.cell, map.origin, range[0], range[1] - range[0], std::clamp(opacity, 0.0, 1.0)};
  draws_.add(list, origin, view.canvas, [this, scene](const DrawArea& area) { paint(scene, area); });
  return true;
}

cv::Mat FieldRenderer::rendered(const CanvasView& view, const Map& map,
                                const std::shared_ptr<const TiledTexture>& field) {
  if (field == nullptr || view.canvas.width <= 0 || view.canvas.height <= 0 || !ready()) return {};
  const Scene scene{view, field, map.cell, map.origin, map.low, map.high - map.low, 1};
  return painted(view.canvas, [&](const DrawArea& area) { paint(scene, area); });
}

bool FieldRenderer::ready() {
  if (program_.use(kShadersChange) == 0) return false;
  if (!quad_) {
    GLuint name = 0;
    glGenVertexArrays(1, &name);
    quad_ = GlVertexArray(name);
    cv::Mat colours(1, 256, CV_8UC3);
    for (int level = 0; level < 256; ++level)
      colours.at<cv::Vec3b>(0, level) = colour_scale()[static_cast<std::size_t>(level)];
    TiledTexture scale = uploaded(colours, tile_places(colours.size(), 256));
    scale_ = std::move(scale.tiles[0].texture);
  }
  return true;
}

void FieldRenderer::paint(const Scene& scene, const DrawArea& area) {
  glBindVertexArray(quad_.get());
  program_.use(false);
  glDisable(GL_DEPTH_TEST);
  glDisable(GL_CULL_FACE);
  glEnable(GL_SCISSOR_TEST);
  glScissor(area.scissor.x, area.scissor.y, area.scissor.width, area.scissor.height);
  glViewport(area.viewport.x, area.viewport.y, area.viewport.width, area.viewport.height);
  glEnable(GL_BLEND);
  glBlendEquation(GL_FUNC_ADD);
  glBlendFunc(GL_SRC_ALPHA, GL_ONE_MINUS_SRC_ALPHA);
  const auto u = [&](const char* name) { return program_.uniform(name); };
  glUniform1i(u("field"), 0);
  glUniform1i(u("scale"), 1);
  glUniform1f(u("low"), static_cast<float>(scene.low));
  glUniform1f(u("span"), static_cast<float>(scene.span));
  glUniform1f(u("opacity"), static_cast<float>(scene.opacity));
  glUniform2f(u("canvas"), static_cast<float>(scene.view.canvas.width), static_cast<float>(scene.view.canvas.height));
  for (GLuint unit = 0; unit < 2; ++unit) glBindSampler(unit, 0);
  glActiveTexture(GL_TEXTURE1);
  glBindTexture(GL_TEXTURE_2D, scale_.get());
  glActiveTexture(GL_TEXTURE0);
  const cv::Matx33d to_canvas = canvas_from_picture(scene.view);
  for (const TiledTexture::Tile& tile : scene.field->tiles) {
    glBindTexture(GL_TEXTURE_2D, tile.texture.get());
    const double x = scene.origin.x + tile.stored.x * scene.cell.width;
    const double y = scene.origin.y + tile.stored.y * scene.cell.height;
    set_matrix(u("canvas_from_layer"),
               to_canvas * cv::Matx33d(scene.cell.width, 0, x, 0, scene.cell.height, y, 0, 0, 1));
    draw_box(u("box"), cv::Rect2d(tile.inner.x - tile.stored.x, tile.inner.y - tile.stored.y, tile.inner.width,
                                  tile.inner.height));
  }
}

void FieldRenderer::legend(const Map& map, const cv::Vec2d& range, const ImVec2& size) {
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float line = ImGui::GetTextLineHeight();
  const float bar = std::max(8.0F, size.y - line - 4);
  const auto& scale = colour_scale();
  constexpr int kSteps = 64;
  for (int i = 0; i < kSteps; ++i) {
    const cv::Vec3b& c = scale[static_cast<std::size_t>(1 + i * 254 / (kSteps - 1))];
    const float x0 = at.x + size.x * static_cast<float>(i) / kSteps;
    const float x1 = at.x + size.x * static_cast<float>(i + 1) / kSteps;
    list.AddRectFilled({x0, at.y}, {x1, at.y + bar}, IM_COL32(c[2], c[1], c[0], 255));
  }
  list.AddRect(at, {at.x + size.x, at.y + bar}, IM_COL32(0, 0, 0, 160));
  const ImU32 ink = ImGui::GetColorU32(ImGuiCol_Text);
  const std::string unit = unit_text(map.unit);
  const std::string low = fmt::format("{:.4g}", range[0]), high = fmt::format("{:.4g}{}", range[1], unit);
  const float below = at.y + bar + 2;
  list.AddText({at.x, below}, ink, low.c_str());
  list.AddText({at.x + size.x - ImGui::CalcTextSize(high.c_str()).x, below}, ink, high.c_str());
  ImGui::Dummy(size);
}

}  // namespace spoor::gui
