#include "evidence/mark_roles.h"
#include "gui/items.h"
#include "gui/mark_colours.h"
#include "gui/panels/canvas_parts.h"
#include "gui/theme.h"
#include "gui/widgets.h"
#include "workbench/display_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

namespace spoor::gui {
namespace {

constexpr float kHandle = 4, kPoint = 5;
constexpr std::size_t kMostNamed = 3;  // of suggestions, whose names would else hide the picture
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

/// What belongs together is joined: a pole from its foot to its top, and to the tip of its shadow.
void draw_groups(const CanvasFrame& canvas, const Marks& marks) {
  std::map<std::string, std::map<std::string, ImVec2>> groups;
  for (const Region& region : marks.regions) {
    if (region.group.empty() || !region.frames.contains(canvas.index)) continue;
    const auto points = points_at(region, canvas.index);
    if (points.size() == 1) groups[region.group][region.part] = canvas.screen(points.front());
  }
  for (const auto& [id, parts] : groups) {
    const auto foot = parts.find("foot");
    if (foot == parts.end()) continue;
    for (const char* other : {"top", "shadow_tip", "later_tip"}) {
      const auto end = parts.find(other);
      if (end != parts.end()) stroke(canvas.list, {foot->second, end->second}, {role_colour("pole"), 1}, false);
    }
  }
}

std::string mark_text(const CanvasFrame& canvas, const Region& region, const std::vector<PicturePoint>& points) {
  if (region.shape == Shape::kMeasure) {
    const Measured m = measured(points, canvas.view.aspect);
    const std::string text = fmt::format("{:.1f} px  {:.1f}°", m.length_px, m.angle_deg);
    return region.label.empty() ? text : region.label + "  " + text;
  }
  return region.label.empty() ? spaced(region.part) : region.label;
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

struct Box {
  ImVec2 low, high;
};

Box box_of(const std::vector<ImVec2>& points) {
  Box box{points[0], points[0]};
  for (const ImVec2& p : points) {
    box.low = {std::min(box.low.x, p.x), std::min(box.low.y, p.y)};
    box.high = {std::max(box.high.x, p.x), std::max(box.high.y, p.y)};
  }
  return box;
}

bool is_convex(const std::vector<ImVec2>& at) {
  bool left = false, right = false;
  for (std::size_t i = 0; i < at.size(); ++i) {
    const ImVec2 &a = at[i], &b = at[(i + 1) % at.size()], &c = at[(i + 2) % at.size()];
    const float turn = (b.x - a.x) * (c.y - b.y) - (b.y - a.y) * (c.x - b.x);
    left |= turn < 0;
    right |= turn > 0;
  }
  return !(left && right);
}

/// What a pass drew. Where many areas overlap, their common part is the lightest.
void draw_suggestion(const CanvasFrame& canvas, const Region& region, bool chosen, bool named) {
  const std::vector<ImVec2> at = outline(canvas, region.shape, points_at(region, canvas.index));
  if (at.empty()) return;
  if (is_area(region.shape) && at.size() > 2 && is_convex(at)) {
    canvas.list.AddConvexPolyFilled(at.data(), static_cast<int>(at.size()), IM_COL32(235, 235, 235, chosen ? 44 : 20));
  }
  draw_shape(canvas, region.shape, at, {IM_COL32(235, 235, 235, chosen ? 255 : 170), chosen ? 2.0F : 1.0F});
  const Box box = box_of(at);
  name_rectangle("suggested." + region.id, box.low, box.high);
  if (!named && !chosen) return;
  // Areas may reach far beyond the picture; what they are is said where they are seen.
  const ImVec2 place{std::clamp(box.low.x, canvas.low.x + 8, canvas.high.x - 80),
                     std::clamp(box.low.y - ImGui::GetTextLineHeight() - 6, canvas.low.y + 8,
                                canvas.high.y - 2 * ImGui::GetTextLineHeight())};
  plate(canvas.list, place, for_display(region.label.empty() ? region.id : region.label), IM_COL32(235, 235, 235, 255));
}

/// The deviation of the chosen mark's clicks, to scale, and the grip that changes it.
void draw_deviation(const CanvasFrame& canvas, const Region& region, const std::vector<PicturePoint>& points,
                    ImU32 colour) {
  if (!places_something(region) || points.empty()) return;
  const auto radius = static_cast<float>(region.sigma_px * canvas.view.zoom);
  if (radius > 1) {
    for (const PicturePoint& p : points) canvas.list.AddCircle(canvas.screen(p), radius, colour, 0, 1);
  }
  const double reach = pointer_input(canvas).reach;
  const ImVec2 from = canvas.screen(points.back());
  const ImVec2 grip = canvas.screen(deviation_grip(points, region.sigma_px, reach, canvas.view.aspect));
  canvas.list.AddLine(from, grip, colour, 1);
  canvas.list.AddCircleFilled(grip, kHandle, IM_COL32(250, 250, 250, 255));
  canvas.list.AddCircle(grip, kHandle, kEdge);
  const ImVec2 low{grip.x - kHandle, grip.y - kHandle}, high{grip.x + kHandle, grip.y + kHandle};
  name_rectangle("mark.deviation", low, high);
  if (!ImGui::IsMouseHoveringRect({low.x - 3, low.y - 3}, {high.x + 3, high.y + 3}) &&
      !canvas.app.bench.annotator.busy())
    return;
  const std::string text = region.sigma_px > 0 ? fmt::format("deviation of a click {:.2f} px", region.sigma_px)
                                               : "deviation of a click: as the pass assumes";
  plate(canvas.list, {grip.x + 10, grip.y - 4}, text, theme::kText);
}

void draw_mark(const CanvasFrame& canvas, const Region& region, bool chosen) {
  const std::vector<PicturePoint> points = points_at(region, canvas.index);
  const std::vector<ImVec2> at = outline(canvas, region.shape, points);
  if (at.empty()) return;
  const Pen pen{mark_colour(region), chosen ? 2.0F : 1.5F};
  draw_shape(canvas, region.shape, at, pen);
  if (goes_one_way(region) && at.size() > 1) arrow_head(canvas.list, at[at.size() - 2], at.back(), pen);
  const auto [low, high] = box_of(at);
  name_rectangle("mark." + region.id, low, high);
  if (chosen) {
    draw_deviation(canvas, region, points, pen.colour);
    for (const PicturePoint& handle : handles(region.shape, points)) {
      const ImVec2 h = canvas.screen(handle);
      canvas.list.AddRectFilled({h.x - kHandle, h.y - kHandle}, {h.x + kHandle, h.y + kHandle},
                                IM_COL32(250, 250, 250, 255));
      canvas.list.AddRect({h.x - kHandle, h.y - kHandle}, {h.x + kHandle, h.y + kHandle}, kEdge);
    }
  }
  std::string text = mark_text(canvas, region, points);
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
    std::vector<const Region*> here;
    for (const Region& region : result->output.regions) {
      if (region.frames.contains(canvas.index)) here.push_back(&region);
    }
    const bool named = here.size() <= kMostNamed;
    for (const Region* region : here) {
      draw_suggestion(canvas, *region, region->id == canvas.desk.chosen_region, named);
    }
  }
  draw_groups(canvas, app.bench.marks(canvas.desk.record.id));
  int count = 0;
  for (const Region& region : app.bench.marks(canvas.desk.record.id).regions) {
    if (!region.frames.contains(canvas.index)) continue;
    ++count;
    if (region.id != annotator.chosen) draw_mark(canvas, region, false);
  }
  // The chosen one above all others.
  for (const Region& region : app.bench.marks(canvas.desk.record.id).regions) {
    if (region.id == annotator.chosen && region.frames.contains(canvas.index)) draw_mark(canvas, region, true);
  }
  if (annotator.busy() && ImGui::IsMousePosValid()) {
    const Marks& marks = app.bench.marks(canvas.desk.record.id);
    const auto aimed = annotator.aimed(marks, canvas.index, canvas.view.picture, pointer_input(canvas));
    if (const auto drawing = annotator.drawing(aimed)) {
      draw_shape(canvas, drawing->shape, outline(canvas, drawing->shape, drawing->points),
                 {mark_colour(*drawing), 1.5F});
      std::string text = mark_text(canvas, *drawing, drawing->points);
      const std::string next = annotator.next_click();
      if (!next.empty()) text = next;
      if (!text.empty()) plate(canvas.list, {canvas.mouse.x + 14, canvas.mouse.y + 14}, text, theme::kText);
    }
  }
  tell_state("tracking", canvas.desk.scene.tracking != 0 ? "1" : "0");
  tell_state("tracked", canvas.desk.scene.tracked);
  tell_state("marks", std::to_string(app.bench.marks(canvas.desk.record.id).regions.size()));
  tell_state("marks_here", std::to_string(count));
}

}  // namespace spoor::gui
