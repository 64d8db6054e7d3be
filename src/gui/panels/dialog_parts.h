#pragma once
/// Dialogs, one a function. Each is drawn while App::dialog names it.

#include "gui/app.h"

#include <filesystem>
#include <string>

namespace spoor::gui {

void open_dialog(App& app);
void save_dialog(App& app);
void export_dialog(App& app);
void palette_dialog(App& app);
void shortcuts_dialog(App& app);

/// A window over the others, in the middle, that Escape and its cross close. False where nothing is to be drawn; else
/// end_dialog() follows.
bool begin_dialog(App& app, const char* title, float width, float height);
void end_dialog();
void close_dialog(App& app);

/// True at the first redraw of a dialog.
bool just_opened(App& app);

/// Folder that is offered first: of the active exhibit, of the file opened last, home.
std::filesystem::path likely_folder(App& app);
/// Folder that results are offered to be saved in: where some were saved before, the case's own, home. Not the
/// exhibit's: nothing is put beside what is examined unless it is asked for.
std::filesystem::path save_folder(App& app);

/// A file that was opened lately, with its picture. True where it was clicked.
bool recent_row(App& app, const std::string& name, const std::filesystem::path& path, float width);

/// The browser of the open dialogs, made at its first use.
FileBrowser& browser(App& app);

}  // namespace spoor::gui
