#include "gui/items.h"
#include "gui/mark_colours.h"
#include "gui/panels/canvas_parts.h"
#include "gui/theme.h"
#include "workbench/display_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace spoor::gui {
namespace {

constexpr float kHandle = 4, kPoint = 5;
constexpr ImU32 kEdge = IM_COL32(0, 0, 0, 150);

struct Pen {
  ImU32 colour;
  float width;
};

/// A light line on a dark one is seen on any picture.
void stroke(ImDrawList& list, const std::vector<ImVec2>& points, const Pen& pen, bool closed) {
  const auto count = static_cast<int>(points.size());
  const ImDrawFlags flags = closed ? ImDrawFlags_Closed : ImDrawFlags_None;
  list.AddPolyline(points.data(), count, kEdge, flags, pen.width + 2);
  list.AddPolyline(points.data(), count, pen.colour, flags, pen.width);
}

void cross(ImDrawList& list, const ImVec2& at, const Pen& pen) {
  for (const auto& [colour, width] : {std::pair(kEdge, pen.width + 2), std::pair(pen.colour, pen.width)}) {
    list.AddLine({at.x - kPoint, at.y}, {at.x + kPoint + 1, at.y}, colour, width);
    list.AddLine({at.x, at.y - kPoint}, {at.x, at.y + kPoint + 1}, colour, width);
  }
}

void arrow_head(ImDrawList& list, const ImVec2& tail, const ImVec2& tip, const Pen& pen) {
  const float dx = tip.x - tail.x, dy = tip.y - tail.y, length = std::hypot(dx, dy);
  if (length < 1) return;
  const float x = dx / length * 11, y = dy / length * 11;
  list.AddTriangleFilled(tip, {tip.x - x - y * 0.45F, tip.y - y + x * 0.45F},
                         {tip.x - x + y * 0.45F, tip.y - y - x * 0.45F}, pen.colour);
}

std::string mark_text(const CanvasFrame& canvas, const Region& region, const std::vector<PicturePoint>& points) {
  if (region.shape == Shape::kMeasure) {
    const Measured m = measured(points, canvas.view.aspect);
    const std::string text = fmt::format("{:.1f} px  {:.1f}°", m.length_px, m.angle_deg);
    return region.label.empty() ? text : region.label + "  " + text;
  }
  return region.label;
}

/// Corners on the screen; a rectangle's four, so that it may be turned.
std::vector<ImVec2> outline(const CanvasFrame& canvas, Shape shape, const std::vector<PicturePoint>& points) {
  std::vector<PicturePoint> corners = points;
  if (shape == Shape::kRectangle && points.size() == 2) {
    corners = {points[0], {points[1].x, points[0].y}, points[1], {points[0].x, points[1].y}};
  }
  std::vector<ImVec2> result;
  for (const PicturePoint& corner : corners) result.push_back(canvas.screen(corner));
  return result;
}

void draw_shape(const CanvasFrame& canvas, Shape shape, const std::vector<ImVec2>& at, const Pen& pen) {
  if (at.empty()) return;
  switch (shape) {
    case Shape::kPoint:
    case Shape::kText:
      cross(canvas.list, at[0], pen);
      break;
    case Shape::kRectangle:
    case Shape::kPolygon:
      if (at.size() > 1) stroke(canvas.list, at, pen, true);
      break;
    default:
      if (at.size() > 1) stroke(canvas.list, at, pen, false);
      if (shape == Shape::kArrow && at.size() > 1) arrow_head(canvas.list, at[at.size() - 2], at.back(), pen);
      if (shape == Shape::kMeasure) {
        for (const ImVec2& end : at) canvas.list.AddCircle(end, 4, pen.colour, 12, pen.width);
      }
  }
}

void draw_mark(const CanvasFrame& canvas, const Region& region, bool chosen, bool suggested) {
  const std::vector<PicturePoint> points = points_at(region, canvas.index);
  const std::vector<ImVec2> at = outline(canvas, region.shape, points);
  if (at.empty()) return;
  Pen pen{mark_colour(region), chosen ? 2.0F : 1.5F};
  if (suggested) pen = {IM_COL32(235, 235, 235, 170), 1};
  draw_shape(canvas, region.shape, at, pen);
  ImVec2 low = at[0], high = at[0];
  for (const ImVec2& corner : at) {
    low = {std::min(low.x, corner.x), std::min(low.y, corner.y)};
    high = {std::max(high.x, corner.x), std::max(high.y, corner.y)};
  }
  name_rectangle((suggested ? "suggested." : "mark.") + region.id, low, high);
  if (chosen) {
    for (const PicturePoint& handle : handles(region.shape, points)) {
      const ImVec2 h = canvas.screen(handle);
      canvas.list.AddRectFilled({h.x - kHandle, h.y - kHandle}, {h.x + kHandle, h.y + kHandle},
                                IM_COL32(250, 250, 250, 255));
      canvas.list.AddRect({h.x - kHandle, h.y - kHandle}, {h.x + kHandle, h.y + kHandle}, kEdge);
    }
  }
  std::string text = mark_text(canvas, region, points);
  if (suggested && text.empty()) text = region.id;
  if (chosen && !region.keys.empty()) {
    text += fmt::format("{}{} key{}{}", text.empty() ? "" : "  ", region.keys.size(),
                        region.keys.size() == 1 ? "" : "s", region.tracks.empty() ? "" : ", tracked");
  }
  if (!text.empty()) plate(canvas.list, {low.x, low.y - ImGui::GetTextLineHeight() - 6}, for_display(text), pen.colour);
}

}  // namespace

void draw_marks(const CanvasFrame& canvas) {
  App& app = canvas.app;
  if (canvas.desk.display.marks_hidden || app.canvas.original) return;
  const Annotator& annotator = app.bench.annotator;
  for (const ShownResult& shown : canvas.desk.results) {
    if (shown.row.key != canvas.desk.chosen_result) continue;
    const auto& result = shown.result != nullptr ? shown.result : shown.summary;
    if (result == nullptr) break;
    for (const Region& region : result->output.regions) {
      if (region.frames.contains(canvas.index)) draw_mark(canvas, region, region.id == canvas.desk.chosen_region, true);
    }
  }
  int count = 0;
  for (const Region& region : app.bench.marks(canvas.desk.record.id).regions) {
    if (!region.frames.contains(canvas.index)) continue;
    ++count;
    if (region.id != annotator.chosen) draw_mark(canvas, region, false, false);
  }
  // The chosen one above all others.
  for (const Region& region : app.bench.marks(canvas.desk.record.id).regions) {
    if (region.id == annotator.chosen && region.frames.contains(canvas.index)) draw_mark(canvas, region, true, false);
  }
  if (annotator.busy() && ImGui::IsMousePosValid()) {
    const Marks& marks = app.bench.marks(canvas.desk.record.id);
    const auto aimed = annotator.aimed(marks, canvas.index, canvas.view.picture, pointer_input(canvas));
    if (const auto drawing = annotator.drawing(aimed)) {
      draw_shape(canvas, drawing->shape, outline(canvas, drawing->shape, drawing->points),
                 {mark_colour(*drawing), 1.5F});
      const std::string text = mark_text(canvas, *drawing, drawing->points);
      if (!text.empty()) plate(canvas.list, {canvas.mouse.x + 14, canvas.mouse.y + 14}, text, theme::kText);
    }
  }
  tell_state("tracking", canvas.desk.scene.tracking != 0 ? "1" : "0");
  tell_state("tracked", canvas.desk.scene.tracked);
  tell_state("marks", std::to_string(app.bench.marks(canvas.desk.record.id).regions.size()));
  tell_state("marks_here", std::to_string(count));
}

}  // namespace spoor::gui
