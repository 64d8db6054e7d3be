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
/// Opens it for both frames of the comparison, each by itself and whole.
void save_both(App& app);

/// `seen`: the canvas of `view` as drawn. Adds map, marks, legend and caption as the dialog's switches say.
void write_seen(App& app, const std::filesystem::path& path, const cv::Mat& seen, const CanvasView& view);
/// "NAME-left.png" and "NAME-right.png", samples one pixel each, for "NAME.png".
void write_both(App& app, const std::filesystem::path& path);

}  // namespace spoor::gui
