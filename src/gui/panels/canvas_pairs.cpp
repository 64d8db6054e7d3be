#include "gui/items.h"
#include "gui/panels/canvas_parts.h"
#include "gui/panels/canvas_sides.h"
#include "gui/theme.h"
#include "gui/widgets.h"
#include "methods/registration/homography.h"

#include <fmt/format.h>

#include <algorithm>

namespace spoor::gui {
namespace {

using Side = PairPicker::Side;

constexpr double kReach = 9;
constexpr float kArm = 8;

/// A side of the comparison under the pointer.
struct Place {
  Side side = Side::kLeft;
  CanvasView view;
  ImVec2 low;
};

Place place_of(const CanvasFrame& canvas, const CanvasSides& sides, Side side) {
  if (side == Side::kLeft) return {side, canvas.view, canvas.low};
  return {side, sides.right_view(canvas.view), sides.right_low(canvas.view)};
}

PicturePoint picture_point(const Place& place, const ImVec2& mouse) {
  return picture_from_screen(place.view, {mouse.x - place.low.x, mouse.y - place.low.y});
}

ImVec2 screen_point(const Place& place, const PicturePoint& point) {
  const cv::Point2d at = screen_from_picture(place.view, point);
  return {place.low.x + static_cast<float>(at.x), place.low.y + static_cast<float>(at.y)};
}

std::vector<PointPair> pairs_of(const CanvasFrame& canvas) {
  const Registration* const known = registration_of(canvas.app.bench, canvas.desk);
  return known == nullptr ? std::vector<PointPair>() : known->pairs;
}

std::optional<Homography> in_force(const CanvasFrame& canvas) {
  const Registration* const known = registration_of(canvas.app.bench, canvas.desk);
  return known == nullptr || known->method.empty() ? std::nullopt : std::optional(known->right_from_left);
}

void take(const CanvasFrame& canvas, const std::optional<PairsChange>& change) {
  if (change) change_pairs(canvas.app.bench, *change, canvas.app.canvas.gesture);
}

void cross(const CanvasFrame& canvas, const Place& place, const PicturePoint& point, const std::string& name,
           const std::string& text, bool chosen) {
  const ImVec2 at = screen_point(place, point);
  ImDrawList& list = canvas.list;
  const ImVec2 low = place.low, high(low.x + static_cast<float>(place.view.canvas.width),
                                     low.y + static_cast<float>(place.view.canvas.height));
  if (at.x < low.x || at.y < low.y || at.x > high.x || at.y > high.y) return;
  const ImU32 ink = chosen ? IM_COL32(255, 255, 255, 255) : IM_COL32(230, 184, 74, 255);
  for (const auto& [colour, width] : {std::pair(IM_COL32(0, 0, 0, 170), 3.5F), std::pair(ink, 1.5F)}) {
    list.AddLine({at.x - kArm, at.y}, {at.x - 2, at.y}, colour, width);
    list.AddLine({at.x + 2, at.y}, {at.x + kArm, at.y}, colour, width);
    list.AddLine({at.x, at.y - kArm}, {at.x, at.y - 2}, colour, width);
    list.AddLine({at.x, at.y + 2}, {at.x, at.y + kArm}, colour, width);
  }
  if (chosen) list.AddCircle(at, kArm + 2, ink, 24, 1.5F);
  plate(list, {at.x + kArm + 2, at.y - ImGui::GetTextLineHeight() - 4}, text, ink);
  name_rectangle(name, {at.x - kArm, at.y - kArm}, {at.x + kArm, at.y + kArm});
}

std::string residual_text(const std::optional<double>& residual) {
  return residual ? fmt::format("{:.2f} px", *residual) : "beyond the horizon";
}

}  // namespace

bool pair_input(CanvasFrame& canvas, const CanvasSides& sides) {
  CanvasState& state = canvas.app.canvas;
  PairPicker& picker = canvas.desk.scene.pairs;
  if (!sides.picks_pairs()) {
    if (state.drag == CanvasState::Drag::kPair) state.drag = CanvasState::Drag::kNone;
    return false;
  }
  const Side side = state.on_right ? Side::kRight : Side::kLeft;
  if (state.drag == CanvasState::Drag::kPair) {
    // The side on which the drag began.
    const Place place = place_of(canvas, sides, state.pair_right ? Side::kRight : Side::kLeft);
    const ImGuiIO& io = ImGui::GetIO();
    const bool moved = io.MouseDelta.x != 0 || io.MouseDelta.y != 0;
    if (moved) take(canvas, picker.drag(pairs_of(canvas), picture_point(place, canvas.mouse)));
    if (!io.MouseDown[0]) {
      picker.release();
      state.drag = CanvasState::Drag::kNone;
    }
    return true;
  }
  if (!canvas.clicked || state.pan_key || state.drag != CanvasState::Drag::kNone) return false;
  const Place place = place_of(canvas, sides, side);
  state.gesture = canvas.app.bench.new_gesture();
  state.pair_right = side == Side::kRight;
  const double reach = kReach / std::max(0.01, place.view.zoom);
  take(canvas, picker.press(pairs_of(canvas), side, picture_point(place, canvas.mouse), reach, in_force(canvas)));
  if (picker.dragging()) state.drag = CanvasState::Drag::kPair;
  return true;
}

void draw_pairs(const CanvasFrame& canvas, const CanvasSides& sides) {
  tell_state("pairs", std::to_string(pairs_of(canvas).size()));
  const Registration* const known = registration_of(canvas.app.bench, canvas.desk);
  tell_state("registration", known == nullptr ? "" : known->method.empty() ? "waiting" : known->method);
  tell_state("registering", canvas.desk.scene.registering != 0 ? "1" : "0");
  if (!sides.picks_pairs()) return;
  const PairPicker& picker = canvas.desk.scene.pairs;
  const auto pairs = pairs_of(canvas);
  const Place left = place_of(canvas, sides, Side::kLeft), right = place_of(canvas, sides, Side::kRight);
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    const std::string number = std::to_string(i + 1);
    const bool chosen = picker.chosen == static_cast<int>(i);
    cross(canvas, left, pairs[i].left, "pair." + number + ".left", number, chosen);
    cross(canvas, right, pairs[i].right, "pair." + number + ".right", number, chosen);
  }
  if (const auto& waiting = picker.waiting()) {
    cross(canvas, waiting->side == Side::kLeft ? left : right, waiting->at, "pair.waiting", "?", true);
  }
}

void registration_card(const CanvasFrame& canvas, const CanvasSides& sides) {
  if (!sides.picks_pairs()) return;
  App& app = canvas.app;
  PairPicker& picker = canvas.desk.scene.pairs;
  const auto pairs = pairs_of(canvas);
  const Registration* const known = registration_of(app.bench, canvas.desk);
  const float width = em(25), rows = static_cast<float>(std::clamp<std::size_t>(pairs.size(), 1, 8));
  const float height = ImGui::GetFrameHeightWithSpacing() * (rows + 2.4F) + 2 * ImGui::GetTextLineHeightWithSpacing();
  ImGui::SetCursorScreenPos({canvas.low.x + 12, std::max(canvas.low.y + 60, canvas.high.y - height - 12)});
  ImGui::PushStyleColor(ImGuiCol_ChildBg, IM_COL32(38, 38, 38, 244));
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {em(0.7F), em(0.5F)});
  ImGui::BeginChild("##pairs", {width, height}, true, ImGuiWindowFlags_AlwaysUseWindowPadding);
  ImGui::AlignTextToFramePadding();
  ImGui::PushFont(app.fonts.strong);
  ImGui::TextUnformatted("Point pairs");
  ImGui::PopFont();
  ImGui::SameLine(width - em(5));
  if (button(app, "pairs.done", "Done", "Shows the pictures laid upon each other  " + keys_of(app, "compare.pairs"))) {
    picker.cancel();
    picker.active = false;
  }
  ImGui::BeginChild("##list", {0, -2.2F * ImGui::GetTextLineHeightWithSpacing()});
  if (pairs.empty()) {
    wrapped_dim_text(in_force(canvas) ? "Click a place in either picture: its pair is put where the registration has "
                                        "it, and you drag it to where it belongs."
                                      : "Click a place in one picture, then the same place in the other.");
  }
  std::optional<PairsChange> change;
  const auto residuals = residuals_px(known == nullptr ? kSamePlace : known->right_from_left, pairs);
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    const int index = static_cast<int>(i);
    const std::string number = std::to_string(i + 1);
    ImGui::PushID(index);
    const bool chosen = picker.chosen == index;
    ImGui::AlignTextToFramePadding();
    if (link(app, "pairs." + number, number + (chosen ? " \u2190" : ""), "Choose this pair")) picker.chosen = index;
    ImGui::SameLine(em(2.5));
    ImGui::AlignTextToFramePadding();
    ImGui::TextUnformatted(fmt::format("{:.1f}, {:.1f}  \u2192  {:.1f}, {:.1f}", pairs[i].left.x, pairs[i].left.y,
                                       pairs[i].right.x, pairs[i].right.y)
                               .c_str());
    ImGui::SameLine(width - em(8.2F));
    ImGui::AlignTextToFramePadding();
    dim_text(known == nullptr || known->method.empty() ? "" : residual_text(residuals[i]));
    hint(app, "Distance of the right point from where the registration puts the left one, in px of the right picture");
    ImGui::SameLine(width - em(3));
    if (icon_button(app, "pairs.remove." + number, icon::kTrash, "Remove this pair  (Delete)")) {
      change = picker.remove(pairs, index);
    }
    ImGui::PopID();
  }
  ImGui::EndChild();
  const std::string& trouble = canvas.desk.scene.registration_trouble;
  if (!trouble.empty()) {
    wrapped_dim_text(trouble);
  } else if (known != nullptr && !known->method.empty()) {
    wrapped_dim_text(
        "In force: " + known->method +
        (pairs.size() == 4 && known->method.front() == '4' ? " (exactly; more pairs show their errors)" : ""));
  } else {
    wrapped_dim_text(fmt::format("{} of 4 pairs that make a registration", pairs.size()));
  }
  ImGui::EndChild();
  name_item("pairs.card");
  ImGui::PopStyleVar();
  ImGui::PopStyleColor();
  if (!change && !ImGui::GetIO().WantTextInput && key_pressed(ImGuiKey_Delete)) {
    change = picker.remove(pairs, picker.chosen);
  }
  if (change) change_pairs(app.bench, *change, 0);
}

}  // namespace spoor::gui
