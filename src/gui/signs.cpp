// The signs of the report (report/glyphs), drawn for a dark window: shape first, colour second.

#include "gui/items.h"
#include "gui/theme.h"
#include "gui/widgets.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <vector>

namespace spoor::gui {
namespace {

constexpr std::array kStatuses{AnalystStatus::kUnset, AnalystStatus::kOk, AnalystStatus::kToBeChecked,
                               AnalystStatus::kWarning};

const char* status_meaning(AnalystStatus status) {
  switch (status) {
    case AnalystStatus::kOk:
      return "You looked at this result and it is in order. Your own mark, beside the pass's bearing.";
    case AnalystStatus::kToBeChecked:
      return "You want to come back to this result.";
    case AnalystStatus::kWarning:
      return "You think this result matters for the answer.";
    case AnalystStatus::kUnset:
      break;
  }
  return "You have not marked this result yet.";
}

void ring(ImDrawList& list, const ImVec2& centre, float radius, ImU32 colour, float width, bool dotted) {
  if (!dotted) {
    list.AddCircle(centre, radius, colour, 24, width);
    return;
  }
  constexpr int kDashes = 8;
  for (int i = 0; i < kDashes; ++i) {
    const float from = static_cast<float>(2 * std::numbers::pi * i / kDashes);
    list.PathArcTo(centre, radius, from, from + static_cast<float>(std::numbers::pi / kDashes), 4);
    list.PathStroke(colour, 0, width);
  }
}

void dashed_box(ImDrawList& list, const ImVec2& centre, float half, ImU32 colour, float width) {
  const std::array<ImVec2, 5> corners{ImVec2{centre.x - half, centre.y - half},
                                      {centre.x + half, centre.y - half},
                                      {centre.x + half, centre.y + half},
                                      {centre.x - half, centre.y + half},
                                      {centre.x - half, centre.y - half}};
  for (std::size_t side = 0; side + 1 < corners.size(); ++side) {
    const ImVec2 &from = corners[side], &to = corners[side + 1];
    constexpr int kDashes = 3;
    for (int i = 0; i < kDashes; ++i) {
      const float a = (static_cast<float>(i) + 0.15F) / kDashes, b = (static_cast<float>(i) + 0.75F) / kDashes;
      list.AddLine({from.x + (to.x - from.x) * a, from.y + (to.y - from.y) * a},
                   {from.x + (to.x - from.x) * b, from.y + (to.y - from.y) * b}, colour, width);
    }
  }
}

}  // namespace

ImVec4 sign_colour(Sign sign) {
  switch (sign) {
    case Sign::kConcern:
      return theme::vec(theme::kConcern);
    case Sign::kReassuring:
      return theme::vec(theme::kReassuring);
    case Sign::kNeutral:
      return theme::vec(theme::kNeutral);
    case Sign::kFailed:
      return theme::vec(theme::kError);
    case Sign::kInconclusive:
    case Sign::kNotApplicable:
    case Sign::kUnavailable:
    case Sign::kCancelled:
    case Sign::kNotRun:
    case Sign::kNone:
      break;
  }
  return theme::vec(theme::kInconclusive);
}

void draw_sign(ImDrawList& list, const ImVec2& centre, float size, Sign sign) {
  const float h = size / 2, line = std::max(1.2F, size * 0.11F);
  const ImU32 colour = ImGui::GetColorU32(sign_colour(sign));
  const ImU32 inner = ImGui::GetColorU32(ImVec4(0.10F, 0.10F, 0.10F, 1));
  const auto at = [&](float x, float y) { return ImVec2{centre.x + x * h, centre.y + y * h}; };
  switch (sign) {
    case Sign::kConcern:
      list.AddTriangleFilled(at(0, -0.95F), at(1, 0.85F), at(-1, 0.85F), colour);
      list.AddLine(at(0, -0.35F), at(0, 0.3F), inner, line);
      list.AddCircleFilled(at(0, 0.58F), line * 0.6F, inner);
      return;
    case Sign::kNeutral:
      ring(list, centre, h * 0.78F, colour, line, false);
      return;
    case Sign::kReassuring: {
      list.AddRectFilled(at(-0.82F, -0.82F), at(0.82F, 0.82F), colour, 1);
      const std::array<ImVec2, 3> tick{at(-0.45F, 0.02F), at(-0.1F, 0.4F), at(0.5F, -0.4F)};
      list.AddPolyline(tick.data(), static_cast<int>(tick.size()), inner, 0, line);
      return;
    }
    case Sign::kInconclusive:
      list.AddRectFilled(at(-0.85F, -0.18F), at(0.85F, 0.18F), colour);
      return;
    case Sign::kNotApplicable:
      list.AddQuad(at(0, -0.9F), at(0.9F, 0), at(0, 0.9F), at(-0.9F, 0), colour, line);
      return;
    case Sign::kUnavailable:
      dashed_box(list, centre, h * 0.75F, colour, line);
      return;
    case Sign::kFailed:
      list.AddLine(at(-0.7F, -0.7F), at(0.7F, 0.7F), colour, line * 1.6F);
      list.AddLine(at(0.7F, -0.7F), at(-0.7F, 0.7F), colour, line * 1.6F);
      return;
    case Sign::kCancelled:
      ring(list, centre, h * 0.8F, colour, line, false);
      list.AddLine(at(-0.55F, 0.55F), at(0.55F, -0.55F), colour, line);
      return;
    case Sign::kNotRun:
      ring(list, centre, h * 0.7F, colour, line, true);
      return;
    case Sign::kNone:
      return;
  }
}

void sign_item(App& app, Sign sign, bool with_word) {
  const float size = em(0.95);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  ImGui::Dummy({size, em()});
  draw_sign(*ImGui::GetWindowDrawList(), {at.x + size / 2, at.y + em(0.52)}, size, sign);
  const std::string word = sign_word(sign);
  hint(app, word + ": " + sign_meaning(sign));
  if (!with_word) return;
  ImGui::SameLine(0, em(0.35));
  ImGui::PushStyleColor(ImGuiCol_Text, sign_colour(sign));
  ImGui::TextUnformatted(word.c_str());
  ImGui::PopStyleColor();
  hint(app, word + ": " + sign_meaning(sign));
}

Sign sign_of_row(const ResultRow& row) {
  return row.state == ResultState::kDone ? sign_of(row.bearing) : sign_of(row.state);
}

const char* status_word(AnalystStatus status) {
  switch (status) {
    case AnalystStatus::kOk:
      return "ok";
    case AnalystStatus::kToBeChecked:
      return "to be checked";
    case AnalystStatus::kWarning:
      return "warning";
    case AnalystStatus::kUnset:
      break;
  }
  return "unset";
}

void draw_status(ImDrawList& list, const ImVec2& centre, float size, AnalystStatus status) {
  const float h = size / 2, line = std::max(1.2F, size * 0.11F);
  const auto at = [&](float x, float y) { return ImVec2{centre.x + x * h, centre.y + y * h}; };
  switch (status) {
    case AnalystStatus::kOk: {
      const ImU32 colour = ImGui::GetColorU32(ImVec4(0.62F, 0.80F, 0.62F, 1));
      const std::array<ImVec2, 3> tick{at(-0.75F, 0.05F), at(-0.2F, 0.6F), at(0.8F, -0.6F)};
      list.AddPolyline(tick.data(), static_cast<int>(tick.size()), colour, 0, line * 1.5F);
      return;
    }
    case AnalystStatus::kToBeChecked: {
      const ImU32 colour = ImGui::GetColorU32(ImVec4(0.85F, 0.80F, 0.55F, 1));
      list.AddCircle(centre, h * 0.9F, colour, 20, line);
      const ImVec2 mark = ImGui::CalcTextSize("?");
      list.AddText(ImGui::GetFont(), size * 0.85F,
                   {centre.x - mark.x * size * 0.85F / ImGui::GetFontSize() / 2, centre.y - size * 0.43F}, colour, "?");
      return;
    }
    case AnalystStatus::kWarning: {
      const ImU32 colour = ImGui::GetColorU32(ImVec4(0.94F, 0.60F, 0.45F, 1));
      list.AddQuadFilled(at(0, -1), at(1, 0), at(0, 1), at(-1, 0), colour);
      const ImU32 inner = ImGui::GetColorU32(ImVec4(0.1F, 0.1F, 0.1F, 1));
      list.AddLine(at(0, -0.5F), at(0, 0.15F), inner, line);
      list.AddCircleFilled(at(0, 0.45F), line * 0.6F, inner);
      return;
    }
    case AnalystStatus::kUnset:
      ring(list, centre, h * 0.6F, ImGui::GetColorU32(ImVec4(0.5F, 0.5F, 0.5F, 1)), line, true);
      return;
  }
}

bool status_picker(App& app, const std::string& name, AnalystStatus& status, bool with_word) {
  const float side = em(1.15);
  const std::string word = status_word(status);
  const float width = side + (with_word ? em(0.4) + ImGui::CalcTextSize(word.c_str()).x : 0);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const bool pressed = ImGui::InvisibleButton(("##" + name).c_str(), {width, em(1.15)});
  ImDrawList& list = *ImGui::GetWindowDrawList();
  if (ImGui::IsItemHovered()) {
    list.AddRectFilled({at.x - 2, at.y - 2}, {at.x + width + 2, at.y + em(1.15) + 2},
                       ImGui::GetColorU32(ImGuiCol_FrameBgHovered), 3);
  }
  draw_status(list, {at.x + side / 2, at.y + em(0.57)}, em(0.9), status);
  if (with_word) list.AddText({at.x + side + em(0.4), at.y}, ImGui::GetColorU32(ImGuiCol_Text), word.c_str());
  name_item(name);
  hint(app, "Your status: " + word + ". " + status_meaning(status));
  const std::string popup = "pick##" + name;
  if (pressed) ImGui::OpenPopup(popup.c_str());
  bool changed = false;
  if (begin_popup(popup.c_str())) {
    for (const AnalystStatus one : kStatuses) {
      const ImVec2 here = ImGui::GetCursorScreenPos();
      const std::string label = std::string("      ") + status_word(one) + "##" + name;
      if (ImGui::Selectable(label.c_str(), one == status, 0, {em(10), 0}) && one != status) {
        status = one;
        changed = true;
      }
      name_item(name + "." + analyst_status_name(one));
      draw_status(*ImGui::GetWindowDrawList(), {here.x + em(0.6), here.y + em(0.5)}, em(0.85), one);
    }
    ImGui::EndPopup();
  }
  return changed;
}

}  // namespace spoor::gui
