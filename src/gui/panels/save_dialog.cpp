#include "gui/items.h"
#include "gui/panels/dialog_parts.h"
#include "gui/panels/file_list.h"
#include "gui/panels/save_picture.h"
#include "gui/widgets.h"

#include <filesystem>

namespace spoor::gui {
namespace {

namespace fs = std::filesystem;

std::string first_name(App& app, const SaveForm& form) {
  if (!form.name.empty()) return form.name;
  const ExhibitDesk* desk = app.bench.active();
  const std::string stem = desk == nullptr ? "case" : fs::path(desk->record.exhibit.name).stem().string();
  return stem + ".spoor";
}

const char* title_of(SaveForm::What what) {
  switch (what) {
    case SaveForm::What::kTable:
      return "Save table";
    case SaveForm::What::kPicture:
    case SaveForm::What::kSheet:
      return "Save picture";
    case SaveForm::What::kCase:
      break;
  }
  return "Save case as";
}

const char* note_of(SaveForm::What what) {
  if (what == SaveForm::What::kCase) {
    return "Everything is kept already; this copies the case to a file of its own, in which you go on. Exhibits are "
           "referenced, never contained.";
  }
  return "A file that exists is never written over: a number is put behind the name.";
}

fs::path with_ending(fs::path path, SaveForm::What what) {
  if (!path.has_extension()) {
    path += what == SaveForm::What::kCase ? ".spoor" : what == SaveForm::What::kTable ? ".csv" : ".png";
  }
  return path;
}

void save(App& app, const fs::path& path) {
  const SaveForm form = app.panels.dialog.save;
  app.panels.dialog.saved_in = path.parent_path().string();
  switch (form.what) {
    case SaveForm::What::kCase:
      app.bench.save_as(path);
      break;
    case SaveForm::What::kTable:
      app.bench.export_table(form.content, path);
      break;
    case SaveForm::What::kPicture:
    case SaveForm::What::kSheet:
      app.bench.export_picture(form.picture, path);
      break;
  }
  close_dialog(app);
}

fs::path typed_path(App& app) {
  const fs::path typed(app.panels.dialog.path);
  return typed.is_absolute() ? typed : browser(app).folder() / typed;
}

// Folders to choose from, the name, and the button.
bool where(App& app, const std::string& name, const char* label, const char* verb, bool first) {
  DialogState& state = app.panels.dialog;
  FileBrowser& folders = browser(app);
  if (const auto folder = path_line(app, name, folders.folder())) folders.go(*folder);
  row_label(app, label, "A name in the folder below, or a whole path", em(5));
  if (first) ImGui::SetKeyboardFocusHere();
  ImGui::SetNextItemWidth(-em(9.5));
  const bool entered = text_field(app, name + ".path", state.path, "name or path",
                                  ImGuiInputTextFlags_EnterReturnsTrue | ImGuiInputTextFlags_AutoSelectAll);
  ImGui::SameLine(0, em(0.4));
  const bool pressed = main_button(app, name + ".ok", verb, {}, !state.path.empty());
  ImGui::SameLine(0, em(0.4));
  if (button(app, name + ".cancel", "Cancel")) close_dialog(app);
  ImGui::BeginChild("##folders");
  const FileListAnswer answer = file_list(app, name, folders, false, {});
  ImGui::EndChild();
  if (answer.entered) folders.go(*answer.entered);
  return (pressed || entered) && !state.path.empty() && app.dialog != Dialog::kNone;
}

}  // namespace

void save_dialog(App& app) {
  const SaveForm::What what = app.panels.dialog.save.what;
  if (!begin_dialog(app, title_of(what), em(46), em(28))) return;
  const bool first = just_opened(app);
  if (first) {
    app.panels.dialog.path = first_name(app, app.panels.dialog.save);
    browser(app).go(save_folder(app));
  }
  wrapped_dim_text(note_of(what));
  const bool go = where(app, "save", "Name", "Save", first);
  end_dialog();
  if (go) save(app, with_ending(typed_path(app), what));
}

void export_dialog(App& app) {
  DialogState& state = app.panels.dialog;
  const bool picture = state.picture, both = picture && state.both;
  const char* title = both      ? "Save both frames as pictures"
                      : picture ? "Save the view as a picture"
                                : "Export the report";
  if (!begin_dialog(app, title, em(46), em(30))) return;
  const bool first = just_opened(app);
  const ExhibitDesk* desk = app.bench.active();
  if (first) {
    const std::string stem = desk == nullptr ? "case" : fs::path(desk->record.exhibit.name).stem().string();
    state.path = stem + (both ? "-compared.png" : picture ? "-view.png" : "-report");
    browser(app).go(save_folder(app));
  }
  if (both) {
    wrapped_dim_text(
        "Each frame by itself and whole, one pixel a sample, with the exhibit's digest, frame and time below.");
  } else if (picture) {
    ImGui::Checkbox("Map", &state.with_map);
    name_item("export.map");
    ImGui::SameLine();
    ImGui::Checkbox("Marks", &state.with_marks);
    name_item("export.marks");
    ImGui::SameLine();
    ImGui::Checkbox("Legend and caption", &state.with_legend);
    name_item("export.legend");
    ImGui::SameLine();
    ImGui::Checkbox("Whole picture, one pixel a sample", &state.whole);
    name_item("export.whole");
  } else {
    wrapped_dim_text(
        "HTML for people, JSON for programs: the same report the command line writes. It goes into a folder; an older "
        "report there is left as it is.");
  }
  const bool go = where(app, "export", picture ? "File" : "Folder", picture ? "Save" : "Export", first);
  end_dialog();
  if (!go) return;
  if (picture) {
    const fs::path path = with_ending(typed_path(app), SaveForm::What::kPicture);
    state.saved_in = path.parent_path().string();
    if (both) {
      write_both(app, path);
    } else {
      app.canvas.export_to = path;
    }
  } else {
    state.saved_in = typed_path(app).parent_path().string();
    app.bench.export_report(typed_path(app));
  }
  close_dialog(app);
}

}  // namespace spoor::gui
