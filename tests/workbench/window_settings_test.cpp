#include "workbench/window_settings.h"

#include "base/file.h"
#include "support/paths.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>

namespace spoor {
namespace {

class Variable {
 public:
  Variable(const char* name, const char* value) : name_(name) {
    if (const char* before = std::getenv(name)) before_ = before;
    setenv(name, value, 1);
  }
  ~Variable() { before_.empty() ? unsetenv(name_) : setenv(name_, before_.c_str(), 1); }

 private:
  const char* name_;
  std::string before_;
};

void write(const std::filesystem::path& path, const std::string& text) { std::ofstream(path) << text; }

TEST(WindowSettings, come_back_as_they_were) {
  const test::TemporaryDir dir;
  const auto path = dir.path() / "made" / "for it" / "window.json";
  WindowSettings settings;
  settings.width = 1234;
  settings.maximised = true;
  settings.left = 0.25;
  settings.scale = 1.5;
  settings.author = "Zoë Müller";
  settings.blur_first = true;
  remember_recent(settings, "/a/first.jpg");
  remember_recent(settings, "/a/второй.mp4");
  ASSERT_TRUE(write_window_settings(path, settings));
  EXPECT_EQ(read_window_settings(path), settings);
  // One file, nothing half-written beside it.
  EXPECT_EQ(test::files_below(dir.path()).size(), 1u);
}

TEST(WindowSettings, defaults_where_the_file_is_absent_or_damaged) {
  const test::TemporaryDir dir;
  const auto path = dir.path() / "window.json";
  EXPECT_EQ(read_window_settings(path), WindowSettings{});
  for (const char* text : {"", "{", "[]", "null", "{\"width\": {}}", "{\"recent\": 3, \"author\": []}", "\xff\xfe"}) {
    write(path, text);
    EXPECT_EQ(read_window_settings(path), WindowSettings{}) << text;
  }
}

TEST(WindowSettings, what_is_readable_is_kept_and_put_right) {
  const test::TemporaryDir dir;
  const auto path = dir.path() / "window.json";
  write(path, R"({"width": 3, "height": 1e99, "left": -5, "right": 0.2, "scale": 100, "maximised": "yes",
                  "unknown": 1, "recent": ["/b", 7, "relative", "/a", "/b"]})");
  const WindowSettings settings = read_window_settings(path);
  EXPECT_EQ(settings.width, 640);
  EXPECT_EQ(settings.height, 16'384);
  EXPECT_GT(settings.left, 0);
  EXPECT_EQ(settings.right, 0.2);
  EXPECT_EQ(settings.scale, 4);
  EXPECT_FALSE(settings.maximised);
  EXPECT_EQ(settings.recent, (std::vector<std::string>{"/b", "/a"}));
}

TEST(WindowSettings, recent_files_are_few_and_newest_first) {
  WindowSettings settings;
  for (int i = 0; i < 30; ++i) remember_recent(settings, "/" + std::to_string(i));
  remember_recent(settings, "/20");
  remember_recent(settings, "");
  EXPECT_EQ(settings.recent.size(), 20u);
  EXPECT_EQ(settings.recent[0], "/20");
  EXPECT_EQ(settings.recent[1], "/29");
  EXPECT_EQ(std::count(settings.recent.begin(), settings.recent.end(), "/20"), 1);
}

TEST(WindowSettings, an_unwritable_folder_is_an_error) {
  const test::TemporaryDir dir;
  write(dir.path() / "file", "");
  EXPECT_FALSE(write_window_settings(dir.path() / "file" / "window.json", {}));
}

TEST(WindowSettings, live_where_the_base_directory_specification_says) {
  const Variable home("HOME", "/home/somebody");
  {
    const Variable config("XDG_CONFIG_HOME", "/elsewhere/config"), state("XDG_STATE_HOME", "/elsewhere/state");
    EXPECT_EQ(window_settings_path(), "/elsewhere/config/spoor/window.json");
    EXPECT_EQ(state_directory(), "/elsewhere/state/spoor");
  }
  const Variable config("XDG_CONFIG_HOME", "relative"), state("XDG_STATE_HOME", "");
  EXPECT_EQ(window_settings_path(), "/home/somebody/.config/spoor/window.json");
  EXPECT_EQ(state_directory(), "/home/somebody/.local/state/spoor");
}

}  // namespace
}  // namespace spoor
