#pragma once
/// Pictures on their way out of the window.

#include "gui/app.h"

#include <opencv2/core.hpp>

#include <filesystem>
#include <string>

namespace spoor::gui {

/// Opens the dialog that saves `picture` (BGR).
void save_picture(App& app, const std::string& file_name, cv::Mat picture);

/// Opens the dialog that saves what is seen.
void save_view(App& app);

/// Writes what is seen of the active exhibit, as the dialog's switches say.
void write_view(App& app, const std::filesystem::path& path);

}  // namespace spoor::gui
