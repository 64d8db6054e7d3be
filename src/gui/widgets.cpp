#include "gui/widgets.h"

#include "base/text.h"
#include "gui/items.h"
#include "gui/theme.h"
#include "workbench/display_text.h"
#include "workbench/glossary.h"

#include <imgui_internal.h>
#include <imgui_stdlib.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <ctime>

namespace spoor::gui {
namespace {

constexpr double kHintAfter = 0.45;  // seconds of rest

std::string id_of(const std::string& name) { return "##" + name; }

void text_in(const ImVec4& colour, std::string_view text) {
  ImGui::PushStyleColor(ImGuiCol_Text, colour);
  ImGui::TextUnformatted(text.data(), text.data() + text.size());
  ImGui::PopStyleColor();
}

// Edits from one activation of a field to the next are one gesture; tests wait until a field takes what they type.
void told_typing(App& app, const std::string& name) {
  if (ImGui::IsItemActivated()) app.panels.typing = app.bench.new_gesture();
  if (ImGui::IsItemActive()) tell_state("typing", name);
  if (ImGui::IsItemDeactivated()) tell_state("typing", "");
  name_item(name);
}

// As much of `text` as fits, of which the share `behind` comes from its end.
std::string shortened(std::string_view text, float width, double behind) {
  const auto wide = [](std::string_view part) { return ImGui::CalcTextSize(part.data(), part.data() + part.size()).x; };
  if (wide(text) <= width) return std::string(text);
  const auto boundary = [&](std::size_t at) {
    while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U) ++at;
    return at;
  };
  std::size_t low = 0, high = text.size();
  std::string best = "\u2026";
  while (low < high) {
    const std::size_t kept = (low + high + 1) / 2;
    const auto from_end = static_cast<std::size_t>(static_cast<double>(kept) * behind);
    const std::size_t head = boundary(kept - from_end), tail = boundary(text.size() - from_end);
    std::string candidate = std::string(text.substr(0, head)) + "\u2026" + std::string(text.substr(tail));
    if (wide(candidate) <= width) {
      best = std::move(candidate);
      low = kept;
    } else {
      high = kept - 1;
    }
  }
  return best;
}

}  // namespace

float em(double count) { return static_cast<float>(ImGui::GetFontSize() * count); }

std::string shown(std::string_view text) { return for_display(text); }

ImVec4 dim_colour() { return ImGui::GetStyleColorVec4(ImGuiCol_TextDisabled); }
ImVec4 accent_colour() { return theme::vec(theme::kAccent); }
ImVec4 warning_colour() { return theme::vec(theme::kConcern); }

void dim_text(std::string_view text) { text_in(dim_colour(), text); }

void same_line_at(float x) {
  ImGui::SameLine(0, 0);
  ImGui::SetCursorPosX(x);
}

std::string broken_lines(std::string_view text, float width) {
  const auto wide = [](std::string_view part) { return ImGui::CalcTextSize(part.data(), part.data() + part.size()).x; };
  if (text.find('\n') == std::string_view::npos && wide(text) <= width) return std::string(text);
  const float space = wide(" ");
  std::string result;
  float x = 0;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of(" \n"), text.size());
    std::string_view word = text.substr(0, end);
    float length = wide(word);
    if (x > 0 && x + length > width) {
      result += '\n';
      x = 0;
    }
    // A word longer than the line (a digest, a path) is broken where the line ends.
    while (length > width && word.size() > 1) {
      std::size_t fits = word.size() - 1;
      while (fits > 1 &&
             (wide(word.substr(0, fits)) > width || (static_cast<unsigned char>(word[fits]) & 0xC0U) == 0x80U))
        --fits;
      result.append(word.substr(0, fits)).append("\n");
      word.remove_prefix(fits);
      length = wide(word);
    }
    result.append(word);
    x += length;
    text.remove_prefix(end);
    if (text.empty()) break;
    if (text.front() == '\n') {
      result += '\n';
      x = 0;
    } else if (x > 0) {
      result += ' ';
      x += space;
    }
    text.remove_prefix(1);
  }
  return result;
}

void wrapped_text(std::string_view text) {
  const std::string lines = broken_lines(text, std::max(em(3), ImGui::GetContentRegionAvail().x));
  ImGui::TextUnformatted(lines.c_str(), lines.c_str() + lines.size());
}

void wrapped_dim_text(std::string_view text) {
  ImGui::PushStyleColor(ImGuiCol_Text, dim_colour());
  wrapped_text(text);
  ImGui::PopStyleColor();
}

void bullet_text(std::string_view text) {
  ImGui::TextUnformatted("\u2022");
  ImGui::SameLine(0, em(0.4));
  wrapped_text(text);
}

std::string elided(std::string_view text, float width) { return shortened(text, width, 0.4); }

std::string cut_off(std::string_view text, float width) { return shortened(text, width, 0); }

void elided_text(App& app, std::string_view text, float width) {
  const std::string whole = shown(text);
  const float space = width > 0 ? width : ImGui::GetContentRegionAvail().x;
  const std::string cut = elided(whole, space);
  ImGui::TextUnformatted(cut.c_str(), cut.c_str() + cut.size());
  if (cut != whole) hint(app, whole);
}

void code_text(App& app, const char* id, std::string_view text, float width) {
  ImGui::PushFont(app.fonts.fixed);
  const std::string cut = elided(text, width > 0 ? width : ImGui::GetContentRegionAvail().x);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  ImGui::PushID(id);
  const bool clicked = ImGui::InvisibleButton("code", {std::max(1.F, ImGui::CalcTextSize(cut.c_str()).x), em()});
  ImGui::PopID();
  const ImU32 colour = ImGui::GetColorU32(ImGui::IsItemHovered() ? ImGuiCol_Text : ImGuiCol_TextDisabled);
  ImGui::GetWindowDrawList()->AddText(at, colour, cut.c_str(), cut.c_str() + cut.size());
  ImGui::PopFont();
  if (clicked) {
    ImGui::SetClipboardText(std::string(text).c_str());
    app.bench.tell(Notice::Kind::kDone, "Copied.");
  }
  hint(app, std::string(text) + "\nClick to copy");
}

void heading(App& app, const char* title) {
  ImGui::Dummy({0, em(0.15)});
  ImGui::PushFont(app.fonts.strong);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  text_in(ImGui::GetStyleColorVec4(ImGuiCol_Text), title);
  const float from = at.x + ImGui::GetItemRectSize().x + em(0.6);
  const float to = at.x + ImGui::GetContentRegionAvail().x;
  ImGui::PopFont();
  const float middle = std::floor(at.y + em(0.6));
  if (to > from) {
    ImGui::GetWindowDrawList()->AddLine({from, middle}, {to, middle}, ImGui::GetColorU32(ImGuiCol_Separator));
  }
}

void empty_state(App& app, const char* icon, const char* title, const char* next) {
  const ImVec2 space = ImGui::GetContentRegionAvail();
  const float width = std::min(space.x, em(26));
  const ImVec2 start = ImGui::GetCursorPos();
  const ImVec2 said = ImGui::CalcTextSize(next, nullptr, false, width);
  const float height = em(3.2) + said.y;
  const float top = start.y + std::max(0.F, (space.y - height) * 0.42F);
  const auto centred = [&](float wide, float y) { ImGui::SetCursorPos({start.x + (space.x - wide) / 2, y}); };
  float y = top;
  if (space.y > height + em(2)) {
    // Icons are in the text font alone: drawn larger from there.
    const float size = em(1.8), wide = ImGui::CalcTextSize(icon).x * 1.8F;
    centred(wide, y - em(1));
    ImGui::GetWindowDrawList()->AddText(app.fonts.text, size, ImGui::GetCursorScreenPos(),
                                        ImGui::GetColorU32(ImGuiCol_TextDisabled, 0.7F), icon);
    y += em(1.4);
  }
  centred(std::min(width, ImGui::CalcTextSize(title).x), y);
  ImGui::TextUnformatted(title);
  y += em(1.6);
  centred(std::min(width, said.x), y);
  ImGui::PushStyleColor(ImGuiCol_Text, dim_colour());
  // Each line in the middle.
  const std::string lines = broken_lines(next, width);
  std::size_t begin = 0;
  while (begin <= lines.size()) {
    const std::size_t end = std::min(lines.find('\n', begin), lines.size());
    const std::string line = lines.substr(begin, end - begin);
    centred(ImGui::CalcTextSize(line.c_str()).x, y);
    ImGui::TextUnformatted(line.c_str());
    y += ImGui::GetTextLineHeightWithSpacing();
    begin = end + 1;
  }
  ImGui::PopStyleColor();
}

void fact(App& app, const char* label, std::string_view value, const char* help) {
  const float left = ImGui::GetCursorPosX();
  dim_text(label);
  if (help != nullptr) hint(app, help);
  same_line_at(left + em(7.5));
  wrapped_text(shown(value));
}

void hint(App& app, std::string_view text) {
  if (text.empty() || !ImGui::IsItemHovered(ImGuiHoveredFlags_AllowWhenDisabled)) return;
  if (ImGui::IsAnyMouseDown()) return;  // a hand at work wants to see what it does
  auto& rest = app.panels.rest;
  const ImVec2 corner = ImGui::GetItemRectMin();
  const int redraw = ImGui::GetFrameCount();
  if (corner.x != rest.x || corner.y != rest.y || redraw > rest.redraw + 1) {
    rest = {corner.x, corner.y, app.now_s, redraw};
  }
  rest.redraw = redraw;
  const double rested = app.now_s - rest.since_s;
  if (rested < kHintAfter) {
    app.redraw_within(kHintAfter - rested);
    return;
  }
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {em(0.6), em(0.45)});
  ImGui::BeginTooltip();
  ImGui::TextUnformatted(broken_lines(text, em(26)).c_str());
  ImGui::EndTooltip();
  ImGui::PopStyleVar();
}

void term_hint(App& app, std::string_view term) {
  if (ImGui::IsItemHovered(ImGuiHoveredFlags_AllowWhenDisabled)) hint(app, explained(term));
}

bool text_field(App& app, const std::string& name, std::string& text, const char* placeholder,
                ImGuiInputTextFlags flags) {
  const bool changed = ImGui::InputTextWithHint(id_of(name).c_str(), placeholder, &text, flags);
  told_typing(app, name);
  return changed;
}

bool text_area(App& app, const std::string& name, std::string& text, int lines) {
  const float height = em(lines) + 2 * ImGui::GetStyle().FramePadding.y + em(0.2);
  const bool changed =
      ImGui::InputTextMultiline(id_of(name).c_str(), &text, {ImGui::GetContentRegionAvail().x, height});
  told_typing(app, name);
  // ImGui's field of several lines breaks none.
  if (ImGui::CalcTextSize(text.c_str()).x > ImGui::GetContentRegionAvail().x - em(1)) wrapped_dim_text(shown(text));
  return changed;
}

bool number_field(App& app, const std::string& name, double& number, const char* format) {
  const bool changed = ImGui::InputDouble(id_of(name).c_str(), &number, 0, 0, format);
  told_typing(app, name);
  return changed;
}

bool whole_number_field(App& app, const std::string& name, std::int64_t& number) {
  const bool changed = ImGui::InputScalar(id_of(name).c_str(), ImGuiDataType_S64, &number);
  told_typing(app, name);
  return changed;
}

bool search_field(App& app, const std::string& name, std::string& query, const char* placeholder, bool focus) {
  const float width = ImGui::GetContentRegionAvail().x;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const ImGuiStyle& style = ImGui::GetStyle();
  if (focus) ImGui::SetKeyboardFocusHere();
  ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, {em(1.7), style.FramePadding.y});
  ImGui::SetNextItemWidth(width - (query.empty() ? 0 : ImGui::GetFrameHeight()));
  const bool changed = text_field(app, name, query, placeholder, ImGuiInputTextFlags_AutoSelectAll);
  ImGui::PopStyleVar();
  ImGui::GetWindowDrawList()->AddText({at.x + em(0.5), at.y + style.FramePadding.y},
                                      ImGui::GetColorU32(ImGuiCol_TextDisabled), icon::kSearch);
  if (query.empty()) return changed;
  ImGui::SameLine(0, 0);
  if (!icon_button(app, name + ".clear", icon::kClose, "Show all again")) return changed;
  query.clear();
  return true;
}

std::uint64_t typing_gesture(App& app) { return app.panels.typing; }

void row_label(App& app, const char* label, const char* help, float width) {
  const float left = ImGui::GetCursorPosX();
  ImGui::AlignTextToFramePadding();
  const std::string cut = elided(label, width - em(0.3));
  ImGui::TextUnformatted(cut.c_str());
  if (help != nullptr && *help != 0) hint(app, help);
  same_line_at(left + width);
  ImGui::SetNextItemWidth(-1);
}

bool icon_button(App& app, const std::string& name, const char* icon, std::string_view tip, bool on, bool enabled) {
  const float side = ImGui::GetFrameHeight();
  ImGui::BeginDisabled(!enabled);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const bool pressed = ImGui::InvisibleButton(id_of(name).c_str(), {side, side});
  const bool hovered = ImGui::IsItemHovered(), held = ImGui::IsItemActive();
  ImDrawList& list = *ImGui::GetWindowDrawList();
  if (on || hovered || held) {
    const ImGuiCol colour = on || held ? ImGuiCol_ButtonActive : ImGuiCol_ButtonHovered;
    list.AddRectFilled(at, {at.x + side, at.y + side}, ImGui::GetColorU32(colour), ImGui::GetStyle().FrameRounding);
  }
  const ImVec2 size = ImGui::CalcTextSize(icon);
  list.AddText({std::floor(at.x + (side - size.x) / 2), std::floor(at.y + (side - size.y) / 2)},
               ImGui::GetColorU32(ImGuiCol_Text, on || hovered ? 1.F : 0.78F), icon);
  ImGui::EndDisabled();
  name_item(name);
  hint(app, tip);
  return pressed;
}

bool button(App& app, const std::string& name, const std::string& label, std::string_view tip, bool enabled) {
  ImGui::BeginDisabled(!enabled);
  const bool pressed = ImGui::Button((label + "##" + name).c_str());
  ImGui::EndDisabled();
  name_item(name);
  hint(app, tip);
  return pressed;
}

bool main_button(App& app, const std::string& name, const std::string& label, std::string_view tip, bool enabled) {
  ImGui::PushStyleColor(ImGuiCol_Button, {0.25F, 0.38F, 0.47F, 1});
  ImGui::PushStyleColor(ImGuiCol_ButtonHovered, {0.29F, 0.44F, 0.54F, 1});
  ImGui::PushStyleColor(ImGuiCol_ButtonActive, {0.22F, 0.33F, 0.41F, 1});
  const bool pressed = button(app, name, label, tip, enabled);
  ImGui::PopStyleColor(3);
  return pressed;
}

bool link(App& app, const std::string& name, const std::string& label, std::string_view tip) {
  const ImVec2 size = ImGui::CalcTextSize(label.c_str());
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const bool pressed = ImGui::InvisibleButton(id_of(name).c_str(), {std::max(1.F, size.x), size.y});
  const bool hovered = ImGui::IsItemHovered();
  const ImU32 colour = ImGui::GetColorU32(accent_colour());
  ImDrawList& list = *ImGui::GetWindowDrawList();
  list.AddText(at, colour, label.c_str());
  if (hovered) {
    list.AddLine({at.x, at.y + size.y}, {at.x + size.x, at.y + size.y}, colour);
    ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
  }
  name_item(name);
  hint(app, tip);
  return pressed;
}

const Action* action_named(App& app, std::string_view id) {
  const auto found = std::find_if(app.actions.begin(), app.actions.end(), [&](const Action& a) { return a.id == id; });
  return found == app.actions.end() ? nullptr : &*found;
}

bool perform(App& app, std::string_view id) {
  const Action* action = action_named(app, id);
  if (action == nullptr || (action->possible && !action->possible(app.bench))) return false;
  action->act(app.bench);
  return true;
}

std::string keys_of(App& app, std::string_view id) {
  const Action* action = action_named(app, id);
  return action == nullptr || action->keys.empty() ? std::string() : chord_text(action->keys.front());
}

void progress_line(App& app, const std::string& name, const Activity& activity, float width) {
  const float side = ImGui::GetFrameHeight();
  const float bar = std::max(em(3), width - side - em(0.3));
  const ImVec2 at = ImGui::GetCursorScreenPos();
  ImGui::Dummy({bar, side});
  name_item(name);
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const float top = at.y + side - em(0.28), bottom = at.y + side - em(0.1);
  list.AddRectFilled({at.x, top}, {at.x + bar, bottom}, ImGui::GetColorU32(ImGuiCol_FrameBg), 2);
  const ImU32 colour = ImGui::GetColorU32(accent_colour());
  std::string text = shown(activity.title);
  if (activity.total > 0) {
    const double share = std::clamp(static_cast<double>(activity.done) / static_cast<double>(activity.total), 0.0, 1.0);
    list.AddRectFilled({at.x, top}, {at.x + bar * static_cast<float>(share), bottom}, colour, 2);
    text += "  " + std::to_string(std::lround(share * 100)) + " %";
  } else {
    // Moves as work goes on; a standing program draws nothing.
    const float part = static_cast<float>(std::fmod(app.now_s * 0.6, 1.0));
    const float from = at.x + bar * part * 0.8F;
    list.AddRectFilled({from, top}, {from + bar * 0.2F, bottom}, colour, 2);
    app.redraw_within(0.1);
  }
  if (activity.cancelling) text += "  (stopping)";
  text = elided(text, bar);
  list.AddText({at.x, at.y + em(0.05)}, ImGui::GetColorU32(ImGuiCol_Text), text.c_str());
  ImGui::SameLine(0, em(0.3));
  if (icon_button(app, name + ".cancel", icon::kClose, "Stop this", false, !activity.cancelling)) {
    app.bench.background().cancel(activity.id);
  }
}

namespace {

bool open_unless_escape(bool open) {
  if (open && key_pressed(ImGuiKey_Escape)) ImGui::CloseCurrentPopup();
  return open;
}

}  // namespace

bool begin_combo(const char* id, const char* shown, ImGuiComboFlags flags) {
  return open_unless_escape(ImGui::BeginCombo(id, shown, flags));
}

bool begin_popup(const char* id) { return open_unless_escape(ImGui::BeginPopup(id)); }

bool begin_menu(const char* title) { return open_unless_escape(ImGui::BeginMenu(title)); }

bool key_pressed(ImGuiKey key, bool repeat) {
#if IMGUI_VERSION_NUM < 18700
  return ImGui::IsKeyPressed(ImGui::GetKeyIndex(key), repeat);
#else
  return ImGui::IsKeyPressed(key, repeat);
#endif
}

bool enter_pressed() {
#if IMGUI_VERSION_NUM < 18700
  return key_pressed(ImGuiKey_Enter) || key_pressed(ImGuiKey_KeyPadEnter);
#else
  return key_pressed(ImGuiKey_Enter) || key_pressed(ImGuiKey_KeypadEnter);
#endif
}

ImTextureID texture_id(unsigned name) {
  return reinterpret_cast<ImTextureID>(static_cast<std::intptr_t>(name));  // as ImGui's OpenGL back end reads it
}

std::string written_now() {
  const std::time_t now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
  std::tm utc{};
  gmtime_r(&now, &utc);
  std::array<char, 32> text{};
  return {text.data(), std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ", &utc)};
}

}  // namespace spoor::gui
