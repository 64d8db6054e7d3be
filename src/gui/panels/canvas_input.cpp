#include "gui/items.h"
#include "gui/panels/canvas_parts.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace spoor::gui {
namespace {

using Drag = CanvasState::Drag;

constexpr double kWheelStep = 1.25, kReach = 7;
constexpr float kWipeReach = 6;
// A wheel stops at these, since samples are then shown evenly.
constexpr std::array kStops{1.0 / 16, 1.0 / 8, 1.0 / 4, 1.0 / 2, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0};

cv::Point2d on_canvas(const CanvasFrame& canvas) {
  return {canvas.mouse.x - canvas.low.x, canvas.mouse.y - canvas.low.y};
}

void wheel(CanvasFrame& canvas, float turns) {
  const cv::Point2d about = on_canvas(canvas);
  CanvasView view = zoomed(canvas.view, std::pow(kWheelStep, turns), about);
  for (const double stop : kStops) {
    if (view.zoom != stop && std::abs(std::log(view.zoom / stop)) < 0.08) view = zoomed(view, stop / view.zoom, about);
  }
  canvas.desk.view = canvas.view = view;
}

void take(CanvasFrame& canvas, const std::optional<MarksChange>& change) {
  if (!change) return;
  canvas.app.bench.change_marks(canvas.desk.record.id, *change, canvas.app.canvas.gesture);
}

bool on_wipe(const CanvasFrame& canvas) {
  if (canvas.desk.comparison.mode != CompareMode::kWipe) return false;
  const float x = canvas.low.x + static_cast<float>(canvas.desk.comparison.wipe) * (canvas.high.x - canvas.low.x);
  return std::abs(canvas.mouse.x - x) <= kWipeReach;
}

bool on_minimap(const CanvasFrame& canvas) {
  const ImVec4 place = minimap_place(canvas);
  return place.z > place.x && canvas.mouse.x >= place.x && canvas.mouse.x < place.z && canvas.mouse.y >= place.y &&
         canvas.mouse.y < place.w;
}

void go_by_minimap(CanvasFrame& canvas) {
  const ImVec4 place = minimap_place(canvas);
  if (place.z <= place.x) return;
  CanvasView small = canvas.view;
  small.canvas = {static_cast<int>(place.z - place.x), static_cast<int>(place.w - place.y)};
  small = fitted(small);
  canvas.desk.view =
      centred_on(canvas.view, picture_from_screen(small, {canvas.mouse.x - place.x, canvas.mouse.y - place.y}));
}

void begin_left(CanvasFrame& canvas) {
  App& app = canvas.app;
  CanvasState& state = app.canvas;
  Annotator& annotator = app.bench.annotator;
  annotator.defaults.loop = canvas.desk.playhead.loop().value_or(FrameRange{});
  if (canvas.double_clicked && !annotator.busy() && annotator.tool == Tool::kSelect) {
    const cv::Point2d about = on_canvas(canvas);
    canvas.desk.view = canvas.view.fit ? one_to_one(canvas.view, about) : fitted(canvas.view);
    return;
  }
  if (canvas.double_clicked && annotator.busy()) {
    take(canvas, annotator.finish(app.bench.marks(canvas.desk.record.id)));
    return;
  }
  if (state.pan_key) {
    state.drag = Drag::kPan;
  } else if (on_minimap(canvas)) {
    state.drag = Drag::kMinimap;
  } else if (on_wipe(canvas)) {
    state.drag = Drag::kWipe;
  } else if (canvas.view.picture.area() > 0 && !state.on_right) {
    state.drag = Drag::kMark;
    if (!annotator.busy()) state.gesture = app.bench.new_gesture();
    take(canvas, annotator.press(app.bench.marks(canvas.desk.record.id), canvas.index, canvas.view.picture,
                                 pointer_input(canvas)));
  }
}

void go_on(CanvasFrame& canvas) {
  App& app = canvas.app;
  const ImGuiIO& io = ImGui::GetIO();
  const bool moved = io.MouseDelta.x != 0 || io.MouseDelta.y != 0;
  switch (app.canvas.drag) {
    case Drag::kPan:
      if (moved) canvas.desk.view = panned(canvas.view, {io.MouseDelta.x, io.MouseDelta.y});
      break;
    case Drag::kMinimap:
      go_by_minimap(canvas);
      break;
    case Drag::kWipe:
      canvas.desk.comparison.wipe =
          std::clamp(static_cast<double>(canvas.mouse.x - canvas.low.x) / (canvas.high.x - canvas.low.x), 0.0, 1.0);
      break;
    case Drag::kMark:
      if (moved) {
        take(canvas, app.bench.annotator.drag(app.bench.marks(canvas.desk.record.id), canvas.index, canvas.view.picture,
                                              pointer_input(canvas)));
      }
      break;
    case Drag::kPair:  // canvas_pairs
    case Drag::kNone:
      break;
  }
}

void end(CanvasFrame& canvas) {
  App& app = canvas.app;
  if (app.canvas.drag == Drag::kMark) {
    take(canvas, app.bench.annotator.release(app.bench.marks(canvas.desk.record.id), canvas.index, canvas.view.picture,
                                             pointer_input(canvas)));
  }
  app.canvas.drag = Drag::kNone;
}

void choose_cursor(const CanvasFrame& canvas) {
  const CanvasState& state = canvas.app.canvas;
  const Annotator& annotator = canvas.app.bench.annotator;
  if (state.drag == Drag::kPan || state.pan_key) {
    ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
  } else if (state.drag == Drag::kWipe || on_wipe(canvas)) {
    ImGui::SetMouseCursor(ImGuiMouseCursor_ResizeEW);
  } else if (annotator.tool == Tool::kSelect && !state.on_right) {
    const auto hit = Annotator::hit(canvas.app.bench.marks(canvas.desk.record.id), canvas.index, pointer_input(canvas));
    if (hit)
      ImGui::SetMouseCursor(hit->part == Annotator::Hit::Part::kCorner ? ImGuiMouseCursor_ResizeAll
                                                                       : ImGuiMouseCursor_Hand);
  }
}

}  // namespace

PointerInput pointer_input(const CanvasFrame& canvas) {
  const ImGuiIO& io = ImGui::GetIO();
  PointerInput input;
  input.at = canvas.picture(canvas.mouse);
  input.reach = kReach / std::max(0.01, canvas.view.zoom);
  input.shift = io.KeyShift;
  input.ctrl = io.KeyCtrl;
  input.snap = !io.KeyAlt;
  input.pixel_aspect = canvas.view.aspect;
  return input;
}

void canvas_input(CanvasFrame& canvas) {
  App& app = canvas.app;
  CanvasState& state = app.canvas;
  const ImGuiIO& io = ImGui::GetIO();
  if (canvas.view.picture.area() == 0) return;
  if (canvas.hovered && io.MouseWheel != 0 && state.drag == Drag::kNone) wheel(canvas, io.MouseWheel);
  if (canvas.hovered && state.drag == Drag::kNone) {
    if (ImGui::IsMouseClicked(ImGuiMouseButton_Middle) || ImGui::IsMouseClicked(ImGuiMouseButton_Right)) {
      state.drag = Drag::kPan;
    } else if (canvas.clicked) {
      begin_left(canvas);
    }
  } else if (state.drag != Drag::kNone) {
    go_on(canvas);
  }
  const bool any_down = io.MouseDown[0] || io.MouseDown[1] || io.MouseDown[2];
  if (state.drag != Drag::kNone && !any_down) end(canvas);
  if (canvas.hovered) choose_cursor(canvas);
}

}  // namespace spoor::gui
