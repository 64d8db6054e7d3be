#pragma once
/// The files of a folder, to choose from.

#include "gui/app.h"

#include <imgui.h>

#include <filesystem>
#include <optional>
#include <string>

namespace spoor::gui {

/// What a click in the list asked for.
struct FileListAnswer {
  std::optional<std::filesystem::path> entered;  ///< folder to look into
  std::optional<std::filesystem::path> opened;   ///< file double-clicked
};

/// `name` begins the names of its items. `files`: else folders alone. `filter`: letters that a name must contain.
FileListAnswer file_list(App& app, const std::string& name, FileBrowser& browser, bool files,
                         const std::string& filter);

/// The first picture of a file, or the sign of its kind.
void file_picture_box(App& app, FileBrowser& browser, const FileEntry& entry, const ImVec2& low, const ImVec2& high);

/// Buttons for home, the folder above and the folders on the way.
std::optional<std::filesystem::path> path_line(App& app, const std::string& name, const std::filesystem::path& folder);

}  // namespace spoor::gui
