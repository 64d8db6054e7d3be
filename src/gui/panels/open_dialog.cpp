#include "gui/items.h"
#include "gui/panels/dialog_parts.h"
#include "gui/panels/file_list.h"
#include "gui/widgets.h"

#include <algorithm>
#include <filesystem>
#include <system_error>

namespace spoor::gui {
namespace {

namespace fs = std::filesystem;

void open_paths(App& app, std::vector<fs::path> paths) {
  app.bench.open(paths);
  close_dialog(app);
}

// A folder is looked into, a file is opened; which it is, the disk says.
void take_typed(App& app, const std::string& typed) {
  fs::path path(typed);
  if (path.is_relative()) path = browser(app).folder() / path;
  app.bench.background().start("typed", "", [&app, path](const Job&) -> Background::Delivery {
    std::error_code ignored;
    const bool folder = fs::is_directory(path, ignored);
    return [&app, path, folder] {
      if (app.dialog != Dialog::kOpen) return;
      if (folder) {
        browser(app).go(path);
        app.panels.dialog.path.clear();
        app.panels.dialog.focus = true;
      } else {
        open_paths(app, {path});
      }
    };
  });
}

void places(App& app) {
  dim_text("Recent");
  const auto recent = app.settings.recent;
  if (recent.empty()) wrapped_dim_text("What you open is listed here.");
  for (std::size_t i = 0; i < recent.size(); ++i) {
    const fs::path path(recent[i]);
    if (recent_row(app, "open.recent." + path.filename().string(), path, ImGui::GetContentRegionAvail().x)) {
      open_paths(app, {path});
    }
  }
}

void below(App& app) {
  auto& picked = app.panels.dialog.picked;
  std::vector<fs::path> paths(picked.begin(), picked.end());
  ImGui::AlignTextToFramePadding();
  if (paths.empty()) {
    dim_text("Choose files; Ctrl adds to the choice. Files can be dropped into the window as well.");
  } else {
    dim_text(count_text(static_cast<std::int64_t>(paths.size()), "file chosen", "files chosen"));
  }
  const float right = ImGui::GetWindowContentRegionMax().x;
  same_line_at(right - em(9));
  if (button(app, "open.cancel", "Cancel")) return close_dialog(app);
  same_line_at(right - em(4.2));
  const bool entered = enter_pressed() && !ImGui::IsAnyItemActive();
  if ((main_button(app, "open.ok", "Open", {}, !paths.empty()) || entered) && !paths.empty()) open_paths(app, paths);
}

}  // namespace

bool recent_row(App& app, const std::string& name, const fs::path& path, float width) {
  ImGui::PushID(path.c_str());
  const float height = em(2.1), box = height * 1.5F;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const bool pressed = ImGui::Selectable("##recent", false, 0, {width, height});
  name_item(name);
  hint(app, shown(path.string()));
  file_picture_box(app, browser(app), entry_of(path), {at.x + 2, at.y + 2}, {at.x + box, at.y + height - 2});
  const std::string title = elided(shown(path.filename().string()), width - box - em(0.6));
  ImGui::GetWindowDrawList()->AddText({at.x + box + em(0.4), at.y + (height - em()) / 2},
                                      ImGui::GetColorU32(ImGuiCol_Text), title.c_str());
  ImGui::PopID();
  return pressed;
}

void open_dialog(App& app) {
  if (!begin_dialog(app, "Open files or a case", em(62), em(42))) return;
  FileBrowser& files = browser(app);
  DialogState& state = app.panels.dialog;
  const bool first = just_opened(app);
  if (first) {
    state.picked.clear();
    state.path.clear();
    files.go(likely_folder(app));
  }
  if (const auto folder = path_line(app, "open", files.folder())) files.go(*folder);
  if (first || state.focus) ImGui::SetKeyboardFocusHere();
  state.focus = false;
  ImGui::SetNextItemWidth(-1);
  if (text_field(app, "open.path", state.path, "Type to filter, or a path and Enter",
                 ImGuiInputTextFlags_EnterReturnsTrue) &&
      !state.path.empty()) {
    take_typed(app, state.path);
  }
  const float bottom = ImGui::GetFrameHeightWithSpacing() + em(0.3);
  ImGui::BeginChild("##places", {em(13), -bottom});
  places(app);
  ImGui::EndChild();
  ImGui::SameLine(0, em(0.8));
  ImGui::BeginChild("##files", {0, -bottom});
  const bool typed_path = state.path.find('/') != std::string::npos;
  const FileListAnswer answer = file_list(app, "open", files, true, typed_path ? std::string() : state.path);
  ImGui::EndChild();
  below(app);
  end_dialog();
  if (answer.entered) {
    files.go(*answer.entered);
    state.path.clear();
  }
  if (answer.opened) open_paths(app, {*answer.opened});
}

}  // namespace spoor::gui
