#include "workbench/window_settings.h"

#include "base/file.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <system_error>

namespace spoor {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr std::string_view kSchema = "spoor.window/1";
constexpr std::int64_t kMaxBytes = 1 << 20;
constexpr std::size_t kMostRecent = 20;
constexpr std::size_t kMaxPath = 4096;
constexpr std::size_t kMaxAuthor = 200;

// Splitters stay where both sides of them can still be seen and gripped.
constexpr double kLeastShare = 0.03, kGreatestShare = 0.6;

fs::path base_directory(const char* variable, const char* below_home) {
  // Relative paths are to be ignored, by the XDG base directory specification.
  if (const char* value = std::getenv(variable); value != nullptr && value[0] == '/') return value;
  if (const char* home = std::getenv("HOME"); home != nullptr && home[0] == '/') return fs::path(home) / below_home;
  return fs::temp_directory_path();
}

void read(const json& document, const char* key, int& value, int low, int high) {
  const auto found = document.find(key);
  if (found == document.end() || !found->is_number()) return;
  const double number = found->get<double>();
  if (std::isfinite(number)) value = static_cast<int>(std::clamp(number, double(low), double(high)));
}

void read(const json& document, const char* key, double& value, double low, double high) {
  const auto found = document.find(key);
  if (found == document.end() || !found->is_number()) return;
  const double number = found->get<double>();
  if (std::isfinite(number)) value = std::clamp(number, low, high);
}

void read(const json& document, const char* key, bool& value) {
  const auto found = document.find(key);
  if (found != document.end() && found->is_boolean()) value = found->get<bool>();
}

}  // namespace

fs::path window_settings_path() { return base_directory("XDG_CONFIG_HOME", ".config") / "spoor" / "window.json"; }

fs::path state_directory() { return base_directory("XDG_STATE_HOME", ".local/state") / "spoor"; }

WindowSettings read_window_settings(const fs::path& path) {
  WindowSettings settings;
  const auto text = read_small_file(path, kMaxBytes);
  if (!text) return settings;
  const json document = json::parse(*text, nullptr, false);
  if (!document.is_object()) return settings;
  read(document, "width", settings.width, 640, 16'384);
  read(document, "height", settings.height, 400, 16'384);
  read(document, "maximised", settings.maximised);
  for (const auto& [key, share] : {std::pair{"left", &settings.left}, std::pair{"right", &settings.right},
                                   std::pair{"bottom", &settings.bottom}, std::pair{"timeline", &settings.timeline}}) {
    read(document, key, *share, kLeastShare, kGreatestShare);
  }
  read(document, "scale", settings.scale, 0.5, 4);
  read(document, "blur_first", settings.blur_first);
  if (const auto author = document.find("author"); author != document.end() && author->is_string()) {
    settings.author = author->get<std::string>().substr(0, kMaxAuthor);
  }
  if (const auto recent = document.find("recent"); recent != document.end() && recent->is_array()) {
    // Remembered in turn from the oldest, so that doubles and the limit are dealt with in one place.
    for (auto each = recent->rbegin(); each != recent->rend(); ++each) {
      if (each->is_string()) remember_recent(settings, each->get<std::string>());
    }
  }
  return settings;
}

Result<void> write_window_settings(const fs::path& path, const WindowSettings& settings) {
  const json document{{"schema", kSchema},
                      {"width", settings.width},
                      {"height", settings.height},
                      {"maximised", settings.maximised},
                      {"left", settings.left},
                      {"right", settings.right},
                      {"bottom", settings.bottom},
                      {"timeline", settings.timeline},
                      {"scale", settings.scale},
                      {"author", settings.author},
                      {"blur_first", settings.blur_first},
                      {"recent", settings.recent}};
  std::error_code error;
  fs::create_directories(path.parent_path(), error);
  if (error) return failure(Fault::kUnreadable, "the folder cannot be made: " + error.message(), path.string());
  // File names may hold any bytes: what is no UTF-8 cannot be remembered and is replaced.
  return write_file_atomically(path, document.dump(1, ' ', false, json::error_handler_t::replace) + "\n");
}

void remember_recent(WindowSettings& settings, const std::string& path) {
  if (path.empty() || path[0] != '/' || path.size() > kMaxPath) return;
  std::erase(settings.recent, path);
  settings.recent.insert(settings.recent.begin(), path);
  if (settings.recent.size() > kMostRecent) settings.recent.resize(kMostRecent);
}

}  // namespace spoor
