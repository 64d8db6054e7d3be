#include "analysis/version.h"
#include "gui/items.h"
#include "gui/panels/dialog_parts.h"
#include "gui/panels/panels.h"
#include "gui/widgets.h"

#include <algorithm>
#include <cstdlib>

namespace spoor::gui {
namespace {

void go_to_dialog(App& app) {
  ExhibitDesk* desk = app.bench.active();
  if (desk == nullptr) return close_dialog(app);
  if (!begin_dialog(app, "Go to", em(24), em(8.5))) return;
  DialogState& state = app.panels.dialog;
  wrapped_dim_text("A frame number, a time as 1:02.5 or 62.5s, or +10 and -10 frames from here.");
  if (just_opened(app)) {
    state.go_to.clear();
    state.go_to_error.clear();
    ImGui::SetKeyboardFocusHere();
  }
  ImGui::SetNextItemWidth(-em(4));
  const bool entered = text_field(app, "goto.text", state.go_to, "frame or time", ImGuiInputTextFlags_EnterReturnsTrue);
  ImGui::SameLine(0, em(0.4));
  if (main_button(app, "goto.ok", "Go") || entered) {
    if (const auto frame = frame_from_text(state.go_to, desk->playhead.clock(), desk->playhead.frame())) {
      desk->playhead.go_to(*frame, app.now_s);
      close_dialog(app);
    } else {
      state.go_to_error = "This is no frame and no time of the clip.";
    }
  }
  if (!state.go_to_error.empty()) {
    ImGui::PushStyleColor(ImGuiCol_Text, warning_colour());
    ImGui::TextUnformatted(state.go_to_error.c_str());
    ImGui::PopStyleColor();
  }
  end_dialog();
}

void about_dialog(App& app) {
  if (!begin_dialog(app, "About Spoor", em(32), em(22))) return;
  static_cast<void>(just_opened(app));
  ImGui::PushFont(app.fonts.large);
  ImGui::TextUnformatted((std::string("Spoor ") + kProgramVersion).c_str());
  ImGui::PopFont();
  wrapped_dim_text("A workbench for footage that somebody says shows an event.");
  ImGui::Dummy({0, em(0.4)});
  wrapped_text(
      "It gives observations, never verdicts. Each carries its evidence, the rate at which an honest file would raise "
      "it, and its innocent causes.");
  wrapped_text("Everything happens on this machine: the program opens no network connection.");
  wrapped_text(
      "Files are read and computed on in a process of their own; a file may end its process, never this program.");
  ImGui::Dummy({0, em(0.4)});
  wrapped_dim_text("Free software under the GNU General Public License, version 3 or later.");
  wrapped_dim_text(std::string("Dear ImGui ") + ImGui::GetVersion() +
                   ", FFmpeg, libjpeg-turbo, OpenCV, SQLite and others: \"spoor doctor\" lists them with versions.");
  end_dialog();
}

}  // namespace

bool begin_dialog(App& app, const char* title, float width, float height) {
  const ImGuiViewport& viewport = *ImGui::GetMainViewport();
  width = std::min(width, viewport.WorkSize.x - em(2));
  height = std::min(height, viewport.WorkSize.y - em(2));
  ImGui::SetNextWindowPos(
      {viewport.WorkPos.x + viewport.WorkSize.x / 2, viewport.WorkPos.y + viewport.WorkSize.y * 0.42F},
      ImGuiCond_Appearing, {0.5F, 0.45F});
  ImGui::SetNextWindowSize({width, height}, ImGuiCond_Appearing);
  if (app.panels.dialog.opened != static_cast<int>(app.dialog)) ImGui::SetNextWindowFocus();
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {em(0.9), em(0.8)});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 1);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, 5);
  ImGui::PushStyleColor(ImGuiCol_WindowBg, ImGui::GetStyleColorVec4(ImGuiCol_PopupBg));
  bool open = true;
  constexpr ImGuiWindowFlags kFlags = ImGuiWindowFlags_NoCollapse | ImGuiWindowFlags_NoSavedSettings;
  ImGui::Begin(title, &open, kFlags);
  ImGui::PopStyleColor();
  ImGui::PopStyleVar(3);
  tell_state("dialog", title);
  const bool escaped = key_pressed(ImGuiKey_Escape) && !ImGui::IsPopupOpen("", ImGuiPopupFlags_AnyPopup);
  if (open && !escaped) return true;
  ImGui::End();
  close_dialog(app);
  return false;
}

void end_dialog() { ImGui::End(); }

void close_dialog(App& app) {
  app.dialog = Dialog::kNone;
  app.panels.dialog.opened = -1;
  app.panels.dialog.picture = false;
  app.panels.dialog.save = {};
}

bool just_opened(App& app) {
  const int now = static_cast<int>(app.dialog);
  if (app.panels.dialog.opened == now) return false;
  app.panels.dialog.opened = now;
  return true;
}

std::filesystem::path likely_folder(App& app) {
  if (const ExhibitDesk* desk = app.bench.active()) {
    return std::filesystem::path(desk->record.exhibit.path).parent_path();
  }
  if (!app.settings.recent.empty()) return std::filesystem::path(app.settings.recent.front()).parent_path();
  const char* home = std::getenv("HOME");
  return home == nullptr ? std::filesystem::path("/") : std::filesystem::path(home);
}

std::filesystem::path save_folder(App& app) {
  if (!app.panels.dialog.saved_in.empty()) return app.panels.dialog.saved_in;
  if (app.bench.has_case() && !app.bench.unnamed()) return app.bench.case_path().parent_path();
  const char* home = std::getenv("HOME");
  return home == nullptr ? std::filesystem::path("/") : std::filesystem::path(home);
}

FileBrowser& browser(App& app) {
  auto& made = app.panels.dialog.browser;
  if (!made) made = std::make_unique<FileBrowser>(app.bench.background(), app.bench.options().session);
  return *made;
}

void dialogs(App& app) {
  switch (app.dialog) {
    case Dialog::kNone:
      app.panels.dialog.opened = -1;
      tell_state("dialog", "");
      break;
    case Dialog::kOpen:
      open_dialog(app);
      break;
    case Dialog::kSaveAs:
      save_dialog(app);
      break;
    case Dialog::kExport:
      export_dialog(app);
      break;
    case Dialog::kPalette:
      palette_dialog(app);
      break;
    case Dialog::kShortcuts:
      shortcuts_dialog(app);
      break;
    case Dialog::kGoTo:
      go_to_dialog(app);
      break;
    case Dialog::kAbout:
      about_dialog(app);
      break;
  }
}

}  // namespace spoor::gui
