#pragma once
/// Where tests find real files. Media are not part of the repository; where they are absent, tests that need
/// them skip with a message, unless SPOOR_REQUIRE_MEDIA=1 makes that a failure.

#include <filesystem>
#include <optional>
#include <vector>

namespace spoor::test {

/// The folder of the committed samples.
std::filesystem::path samples_dir();

/// $SPOOR_MEDIA, or ../shared/media beside the source tree; nothing where there is no such folder.
std::optional<std::filesystem::path> media_dir();

/// $SPOOR_SCENES, or ../shared/scenes beside the source tree; nothing where there is no such folder.
std::optional<std::filesystem::path> scenes_dir();

/// All regular files below `folder`, sorted by name.
std::vector<std::filesystem::path> files_below(const std::filesystem::path& folder);

/// A new empty folder, removed with what is in it at the end of the object's life.
class TemporaryDir {
 public:
  TemporaryDir();
  ~TemporaryDir();
  TemporaryDir(const TemporaryDir&) = delete;
  TemporaryDir& operator=(const TemporaryDir&) = delete;
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace spoor::test

/// First statement of a test on real media: binds `name` to the folder, or skips (or fails where media are required).
#define SPOOR_MEDIA_OR_SKIP(name)                                                                        \
  const auto name##_found = ::spoor::test::media_dir();                                                  \
  if (!name##_found) {                                                                                   \
    if (std::getenv("SPOOR_REQUIRE_MEDIA") != nullptr) FAIL() << "SPOOR_REQUIRE_MEDIA is set, no media"; \
    GTEST_SKIP() << "no real media here (set SPOOR_MEDIA)";                                              \
  }                                                                                                      \
  const std::filesystem::path& name = *name##_found

/// The same for the path tracer's scenes.
#define SPOOR_SCENES_OR_SKIP(name)                                                                        \
  const auto name##_found = ::spoor::test::scenes_dir();                                                  \
  if (!name##_found) {                                                                                    \
    if (std::getenv("SPOOR_REQUIRE_MEDIA") != nullptr) FAIL() << "SPOOR_REQUIRE_MEDIA is set, no scenes"; \
    GTEST_SKIP() << "no rendered scenes here (set SPOOR_SCENES)";                                         \
  }                                                                                                       \
  const std::filesystem::path& name = *name##_found
