#include "gui/items.h"
#include "gui/panels/dialog_parts.h"
#include "gui/widgets.h"

#include <algorithm>
#include <functional>

namespace spoor::gui {
namespace {

constexpr std::size_t kMostEntries = 60;

struct Entry {
  std::string title, group, keys, help;
  bool possible = true;
  std::function<void()> act;
};

std::vector<Entry> entries(App& app, const std::string& query) {
  std::vector<Entry> list;
  // The copies outlive the list of actions that a command may change.
  for (const Action* action : matching(app.actions, query)) {
    if (list.size() >= kMostEntries) break;
    list.push_back({action->title, action->group, action->keys.empty() ? "" : chord_text(action->keys.front()),
                    action->help, !action->possible || action->possible(app.bench),
                    [&app, act = action->act] { act(app.bench); }});
  }
  if (query.empty()) return list;
  for (const PassGroup& group : found_passes(app.bench.passes(), query)) {
    for (const PassDescriptor* pass : group.passes) {
      if (list.size() >= kMostEntries) return list;
      list.push_back({"Pass: " + pass->title, group.title, "", pass->question, true, [&app, id = pass->id] {
                        app.chosen_pass = id;
                        app.right = RightPage::kParameters;
                      }});
    }
  }
  return list;
}

// True where it was clicked.
bool entry_row(App& app, const Entry& entry, bool chosen, int line) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x, height = em(1.6);
  ImGui::PushID(line);
  const bool clicked =
      ImGui::Selectable("##entry", chosen, entry.possible ? 0 : ImGuiSelectableFlags_Disabled, {0, height});
  name_item("palette." + std::to_string(line));
  hint(app, entry.help);
  if (chosen && ImGui::IsWindowAppearing()) ImGui::SetScrollHereY();
  ImGui::PopID();
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const float top = at.y + (height - em()) / 2;
  const ImU32 text = ImGui::GetColorU32(entry.possible ? ImGuiCol_Text : ImGuiCol_TextDisabled);
  const ImU32 dim = ImGui::GetColorU32(ImGuiCol_TextDisabled);
  list.AddText({at.x + em(0.4), top}, text, entry.title.c_str());
  list.AddText({at.x + em(0.9) + ImGui::CalcTextSize(entry.title.c_str()).x, top}, dim, entry.group.c_str());
  const float wide = ImGui::CalcTextSize(entry.keys.c_str()).x;
  list.AddText({at.x + width - wide - em(0.5), top}, dim, entry.keys.c_str());
  return clicked;
}

}  // namespace

void palette_dialog(App& app) {
  if (!begin_dialog(app, "Find a command", em(40), em(30))) return;
  DialogState& state = app.panels.dialog;
  const bool first = just_opened(app);
  if (first) {
    state.query.clear();
    state.chosen = 0;
    ImGui::SetKeyboardFocusHere();
  }
  ImGui::SetNextItemWidth(-1);
  if (text_field(app, "palette.query", state.query, "A few letters of what you want to do")) state.chosen = 0;
  const auto list = entries(app, state.query);
  const int count = static_cast<int>(list.size());
  bool moved = false;
  if (key_pressed(ImGuiKey_DownArrow, true)) {
    state.chosen = std::min(count - 1, state.chosen + 1);
    moved = true;
  }
  if (key_pressed(ImGuiKey_UpArrow, true)) {
    state.chosen = state.chosen - 1;
    moved = true;
  }
  state.chosen = std::clamp(state.chosen, 0, std::max(0, count - 1));
  std::function<void()> act;
  if (enter_pressed() && count > 0 && list[static_cast<std::size_t>(state.chosen)].possible) {
    act = list[static_cast<std::size_t>(state.chosen)].act;
  }
  ImGui::BeginChild("##entries");
  for (int line = 0; line < count; ++line) {
    const Entry& entry = list[static_cast<std::size_t>(line)];
    if (entry_row(app, entry, line == state.chosen, line)) act = entry.act;
    if (moved && line == state.chosen) ImGui::SetScrollHereY(0.5F);
  }
  if (count == 0) dim_text("Nothing is called that.");
  ImGui::EndChild();
  end_dialog();
  if (act) {
    close_dialog(app);
    act();
  }
}

void shortcuts_dialog(App& app) {
  if (!begin_dialog(app, "Keys", em(66), em(44))) return;
  DialogState& state = app.panels.dialog;
  if (just_opened(app)) {
    state.query.clear();
    ImGui::SetKeyboardFocusHere();
  }
  search_field(app, "shortcuts.query", state.query, "Search", false);
  std::vector<std::string> groups;
  const auto matches = matching(app.actions, state.query);
  for (const Action* action : matches) {
    if (action->keys.empty()) continue;
    if (std::find(groups.begin(), groups.end(), action->group) == groups.end()) groups.push_back(action->group);
  }
  ImGui::BeginChild("##keys");
  if (ImGui::BeginTable("##groups", 2)) {
    for (const std::string& group : groups) {
      ImGui::TableNextColumn();
      heading(app, group.c_str());
      for (const Action* action : matches) {
        if (action->group != group || action->keys.empty()) continue;
        std::string keys;
        for (const KeyChord& one : action->keys) keys += (keys.empty() ? "" : "   ") + chord_text(one);
        const float left = ImGui::GetCursorPosX();
        ImGui::TextUnformatted(elided(keys, em(11)).c_str());
        hint(app, action->help);
        same_line_at(left + em(11.5));
        dim_text(elided(action->title, ImGui::GetContentRegionAvail().x));
        hint(app, action->help);
      }
      ImGui::Dummy({0, em(0.5)});
    }
    ImGui::EndTable();
  }
  ImGui::EndChild();
  end_dialog();
}

}  // namespace spoor::gui
