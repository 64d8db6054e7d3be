#include "gui/items.h"
#include "gui/panels/canvas_parts.h"
#include "gui/panels/dialog_parts.h"
#include "gui/theme.h"
#include "workbench/display_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <filesystem>

namespace spoor::gui {
namespace {

float centred_text(const ImVec2& low, const ImVec2& high, float y, const std::string& text, ImFont* font, ImU32 ink) {
  ImGui::PushFont(font);
  const float wrap = std::max(80.0F, (high.x - low.x) * 0.8F);
  const ImVec2 size = ImGui::CalcTextSize(text.c_str(), nullptr, false, wrap);
  const ImVec2 at(std::round((low.x + high.x - size.x) / 2), std::round(y));
  ImGui::GetWindowDrawList()->AddText(font, font->FontSize, at, ink, text.c_str(), nullptr, wrap);
  ImGui::PopFont();
  return y + size.y;
}

bool centred_button(const ImVec2& low, const ImVec2& high, float y, const char* label, const char* name) {
  const float width = ImGui::CalcTextSize(label).x + 4 * ImGui::GetStyle().FramePadding.x;
  ImGui::SetCursorScreenPos({std::round((low.x + high.x - width) / 2), std::round(y)});
  const bool pressed = ImGui::Button(label, {width, 0});
  name_item(name);
  return pressed;
}

}  // namespace

void nothing_open(App& app, const ImVec2& low, const ImVec2& high) {
  float y = low.y + (high.y - low.y) * (app.settings.recent.empty() ? 0.34F : 0.18F);
  y = centred_text(low, high, y, "Nothing is open", app.fonts.large, theme::kText) + 8;
  y = centred_text(low, high, y, "Drop photographs, clips or a case here.", app.fonts.text, theme::kMuted) + 14;
  if (centred_button(low, high, y, "Open a file\xE2\x80\xA6  Ctrl+O", "canvas.open")) app.dialog = Dialog::kOpen;
  y += ImGui::GetFrameHeight() + 26;
  if (app.settings.recent.empty()) return;
  y = centred_text(low, high, y, "Opened lately", app.fonts.text, theme::kMuted) + 6;
  const std::vector<std::string> recent = app.settings.recent;
  const float width = std::min(high.x - low.x - 40, 24 * ImGui::GetFontSize());
  for (std::size_t i = 0; i < std::min<std::size_t>(recent.size(), 6); ++i) {
    ImGui::SetCursorScreenPos({std::round((low.x + high.x - width) / 2), y});
    if (recent_row(app, fmt::format("canvas.recent.{}", i), recent[i], width)) app.bench.open({recent[i]});
    y = ImGui::GetItemRectMax().y + 2;
    if (y + 3 * ImGui::GetFontSize() > high.y) break;
  }
}

void no_picture(App& app, ExhibitDesk& desk, const ImVec2& low, const ImVec2& high) {
  float y = low.y + (high.y - low.y) * 0.4F;
  const auto frame_error = desk.shelf ? desk.shelf->error(desk.playhead.frame()) : std::nullopt;
  if (desk.error()) return;  // a banner tells it
  if (desk.opening()) {
    y = centred_text(low, high, y, "Opening " + for_display(desk.record.exhibit.name), app.fonts.large, theme::kText);
    centred_text(low, high, y + 8, "Its digest is taken and a process of its own is started for it.", app.fonts.text,
                 theme::kMuted);
  } else if (frame_error) {
    y = centred_text(low, high, y, fmt::format("Frame {} cannot be shown", desk.playhead.frame()), app.fonts.large,
                     theme::kText);
    centred_text(low, high, y + 8, to_text(*frame_error), app.fonts.text, theme::kMuted);
  } else if (desk.info && desk.info->kind == MediaKind::kSound) {
    y = centred_text(low, high, y, "This exhibit is sound alone", app.fonts.large, theme::kText);
    centred_text(low, high, y + 8, "Play it from the timeline; the passes for sound are on the left.", app.fonts.text,
                 theme::kMuted);
  } else if (desk.info && desk.info->kind == MediaKind::kRecord) {
    y = centred_text(low, high, y, "This exhibit has neither picture nor sound", app.fonts.large, theme::kText);
    centred_text(low, high, y + 8, "What a device wrote of itself is read by the pass \u201CTrack and attitude\u201D.",
                 app.fonts.text, theme::kMuted);
  } else {
    centred_text(low, high, y, fmt::format("Reading frame {}", desk.playhead.frame()), app.fonts.text, theme::kMuted);
  }
}

void error_banner(ExhibitDesk& desk, const ImVec2& low, const ImVec2& high) {
  if (!desk.error()) return;
  const float wrap = std::max(120.0F, high.x - low.x - 44 - ImGui::GetFontSize());
  const std::string text = to_text(*desk.error());
  const bool died = is_death(*desk.error());
  const std::string advice = died ? "The program and the other exhibits go on. What was read stays here."
                                  : "Nothing of it can be shown; the other exhibits go on.";
  const float text_height = ImGui::CalcTextSize(text.c_str(), nullptr, false, wrap).y;
  const float height = text_height + ImGui::GetTextLineHeight() + 26 + (died ? ImGui::GetFrameHeight() + 6 : 0);
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const ImVec2 from(low.x + 10, low.y + 10), to(high.x - 10, low.y + 10 + height);
  list.AddRectFilled(from, to, IM_COL32(40, 36, 35, 245), 4);
  list.AddRectFilled(from, {from.x + 4, to.y}, theme::kError, 2);
  list.AddText(nullptr, 0, {from.x + 14, from.y + 8}, theme::kText, text.c_str(), nullptr, wrap);
  list.AddText(nullptr, 0, {from.x + 14, from.y + 12 + text_height}, theme::kMuted, advice.c_str(), nullptr, wrap);
  name_rectangle("canvas.error", from, to);
  if (!died) return;
  ImGui::SetCursorScreenPos({from.x + 14, to.y - ImGui::GetFrameHeight() - 8});
  ImGui::BeginDisabled(desk.opening());
  if (ImGui::Button(desk.opening() ? "Starting again\xE2\x80\xA6" : "Start its process again")) desk.restart();
  name_item("canvas.restart");
  ImGui::EndDisabled();
}

void blur_cover(ExhibitDesk& desk, const ImVec2& low, const ImVec2& high) {
  const float y = low.y + (high.y - low.y) / 2;
  const char* text = "Blurred, since it may be graphic";
  const ImVec2 size = ImGui::CalcTextSize(text);
  plate(*ImGui::GetWindowDrawList(), {(low.x + high.x - size.x) / 2 - 5, y - size.y - 12}, text, theme::kText);
  if (centred_button(low, high, y, "Show the picture", "canvas.unblur")) desk.display.blurred = false;
}

}  // namespace spoor::gui
