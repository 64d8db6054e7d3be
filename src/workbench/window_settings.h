#pragma once
/// What the window remembers from day to day: sizes, recent files, preferences. Never anything of a case.

#include "base/result.h"

#include <filesystem>
#include <string>
#include <vector>

namespace spoor {

struct WindowSettings {
  int width = 1600, height = 960;
  bool maximised = false;
  double left = 0.19, right = 0.24, bottom = 0.27, timeline = 0.16;  ///< shares of the window
  double scale = 1;                                                  ///< of text and widgets
  std::string author;
  bool blur_first = false;          ///< exhibits are blurred until asked for
  std::vector<std::string> recent;  ///< newest first, at most 20, absolute paths
  bool operator==(const WindowSettings&) const = default;
};

/// $XDG_CONFIG_HOME/spoor/window.json.
std::filesystem::path window_settings_path();
/// $XDG_STATE_HOME/spoor.
std::filesystem::path state_directory();

/// Defaults where the file is absent or damaged; numbers outside their sense are put right.
WindowSettings read_window_settings(const std::filesystem::path& path);
Result<void> write_window_settings(const std::filesystem::path& path, const WindowSettings& settings);
void remember_recent(WindowSettings& settings, const std::string& path);

}  // namespace spoor
