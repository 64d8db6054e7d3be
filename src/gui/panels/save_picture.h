#pragma once
/// Pictures on their way out of the window.

#include "gui/app.h"

#include <opencv2/core.hpp>

#include <string>

namespace spoor::gui {

/// Opens the dialog that saves `picture` (BGR).
void save_picture(App& app, const std::string& file_name, cv::Mat picture);

}  // namespace spoor::gui
