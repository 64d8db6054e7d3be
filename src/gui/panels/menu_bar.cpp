#include "gui/items.h"
#include "gui/panels/panels.h"
#include "gui/panels/save_picture.h"
#include "gui/widgets.h"

#include <algorithm>
#include <filesystem>
#include <functional>

namespace spoor::gui {
namespace {

// One entry; the action's keys stand beside it where the window has one of this id.
bool entry(App& app, const std::string& name, const std::string& title, std::string_view action, bool enabled = true) {
  const std::string keys = keys_of(app, action);
  const bool chosen =
      ImGui::MenuItem((title + "##" + name).c_str(), keys.empty() ? nullptr : keys.c_str(), false, enabled);
  name_item("menu." + name);
  return chosen;
}

void action_entry(App& app, const Action& action) {
  const bool possible = !action.possible || action.possible(app.bench);
  const std::string keys = action.keys.empty() ? std::string() : chord_text(action.keys.front());
  if (ImGui::MenuItem((action.title + "##" + action.id).c_str(), keys.empty() ? nullptr : keys.c_str(), false,
                      possible)) {
    action.act(app.bench);
  }
  name_item("menu." + action.id);
  hint(app, action.help);
}

void open_menu(const char* name, const char* title, const std::function<void()>& entries) {
  const bool open = begin_menu(title);
  name_item(std::string("menu.") + name);
  if (!open) return;
  entries();
  ImGui::EndMenu();
}

void file_menu(App& app) {
  Workbench& bench = app.bench;
  if (entry(app, "open", "Open files or a case ...", "window.open")) app.dialog = Dialog::kOpen;
  if (ImGui::BeginMenu("Open recent", !app.settings.recent.empty())) {
    const auto recent = app.settings.recent;
    for (const std::string& path : recent) {
      const std::filesystem::path file(path);
      if (ImGui::MenuItem((shown(file.filename().string()) + "##" + path).c_str())) bench.open({file});
      hint(app, shown(path));
    }
    ImGui::EndMenu();
  }
  name_item("menu.recent");
  ImGui::Separator();
  if (entry(app, "new_case", "New case", "case.new")) bench.new_case();
  if (entry(app, "save_as", "Save case as ...", "window.save_as", bench.has_case())) {
    app.panels.dialog.save = {};
    app.dialog = Dialog::kSaveAs;
  }
  ImGui::Separator();
  if (entry(app, "export", "Export report ...", "window.export", bench.has_case())) app.dialog = Dialog::kExport;
  const bool picture = bench.active() != nullptr && bench.active()->info.has_value();
  if (entry(app, "export_view", "Save the view as a picture ...", "view.export", picture)) save_view(app);
  ImGui::Separator();
  if (entry(app, "quit", "Quit", "window.quit")) app.quit = true;
}

void edit_menu(App& app) {
  Workbench& bench = app.bench;
  const auto named = [](const char* verb, const std::string& what) {
    return what.empty() ? std::string(verb) : std::string(verb) + ": " + what;
  };
  if (entry(app, "undo", named("Undo", bench.undo_name()), "edit.undo", bench.can_undo())) bench.undo();
  if (entry(app, "redo", named("Redo", bench.redo_name()), "edit.redo", bench.can_redo())) bench.redo();
  ImGui::Separator();
  for (const Action& action : app.actions) {
    if (action.group == "Marks" && (action.id == "mark.delete" || action.id == "mark.duplicate"))
      action_entry(app, action);
  }
  ImGui::Separator();
  for (const Action& action : app.actions) {
    if (action.id == "bookmark.add" || action.id == "bookmark.remove" || action.id == "notices.dismiss") {
      action_entry(app, action);
    }
  }
}

void group_entries(App& app, const char* group) {
  for (const Action& action : app.actions) {
    // Nudging and the like are for the keyboard: the shortcut sheet has them.
    if (action.group == group && action.id.find("nudge") == std::string::npos) action_entry(app, action);
  }
}

void view_menu(App& app) {
  group_entries(app, "View");
  if (ImGui::BeginMenu("Channels and levels")) {
    group_entries(app, "Channels and levels");
    ImGui::EndMenu();
  }
  ImGui::Separator();
  if (entry(app, "layout", "Restore default layout", "window.reset_layout")) app.reset_layout = true;
  if (ImGui::MenuItem("Film strip in the tabs", nullptr, app.panels.film_strip)) {
    app.panels.film_strip = !app.panels.film_strip;
  }
  if (ImGui::BeginMenu("Size of text")) {
    for (const double scale : {0.85, 1.0, 1.15, 1.3, 1.5, 2.0}) {
      const std::string percent = std::to_string(static_cast<int>(scale * 100 + 0.5)) + " %";
      if (ImGui::MenuItem(percent.c_str(), nullptr, app.settings.scale == scale)) {
        app.settings.scale = scale;
        app.rebuild_fonts = true;
      }
    }
    ImGui::EndMenu();
  }
  if (ImGui::MenuItem("Blur exhibits until asked for", nullptr, app.settings.blur_first)) {
    app.settings.blur_first = !app.settings.blur_first;
  }
  if (entry(app, "full_screen", "Full screen", "window.full_screen")) app.toggle_full_screen = true;
}

void run_menu(App& app) {
  group_entries(app, "Run");
  ImGui::Separator();
  group_entries(app, "Results");
}

void help_menu(App& app) {
  if (entry(app, "palette", "Find a command ...", "window.palette")) app.dialog = Dialog::kPalette;
  if (entry(app, "shortcuts", "Keys", "window.shortcuts")) app.dialog = Dialog::kShortcuts;
  if (entry(app, "method", "Method page of the chosen pass", "help.method", !app.chosen_pass.empty())) {
    app.right = RightPage::kMethod;
  }
  ImGui::Separator();
  if (entry(app, "about", "About Spoor", "window.about")) app.dialog = Dialog::kAbout;
}

// What the case is, at the right end of the bar.
void case_name(App& app) {
  const Workbench& bench = app.bench;
  std::string text = "no case";
  std::string tip = "A case begins with the first file you open.";
  if (bench.has_case()) {
    text = bench.unnamed() ? "case without a name" : bench.case_path().filename().string();
    if (bench.read_only()) text += " (read only)";
    tip = (bench.unnamed() ? "Everything is kept as you go, in\n" : "Everything is written as you go, to\n") +
          bench.case_path().string();
  }
  text = elided(shown(text), em(20));
  const float wide = ImGui::CalcTextSize(text.c_str()).x;
  ImGui::SetCursorPosX(ImGui::GetWindowWidth() - wide - em(1));
  dim_text(text);
  name_item("case.name");
  hint(app, shown(tip));
  tell_state("case", bench.has_case() ? bench.case_path().string() : "");
  tell_state("undo", bench.undo_name());
}

}  // namespace

void menu_bar(App& app) {
  open_menu("file", "File", [&] { file_menu(app); });
  open_menu("edit", "Edit", [&] { edit_menu(app); });
  open_menu("view", "View", [&] { view_menu(app); });
  open_menu("playing", "Playing", [&] { group_entries(app, "Playing"); });
  open_menu("marks", "Marks", [&] {
    group_entries(app, "Tools");
    ImGui::Separator();
    group_entries(app, "Marks");
    ImGui::Separator();
    group_entries(app, "Bookmarks");
  });
  open_menu("compare", "Compare", [&] { group_entries(app, "Compare"); });
  open_menu("passes", "Passes", [&] { run_menu(app); });
  open_menu("help", "Help", [&] { help_menu(app); });
  case_name(app);
}

}  // namespace spoor::gui
