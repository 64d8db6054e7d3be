#include "support/paths.h"

#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <stdexcept>

namespace spoor::test {
namespace {

namespace fs = std::filesystem;

std::optional<fs::path> folder(const char* variable, const fs::path& otherwise) {
  const char* named = std::getenv(variable);
  const fs::path path = named != nullptr && *named != '\0' ? fs::path(named) : fs::path(SPOOR_SOURCE_DIR) / otherwise;
  return fs::is_directory(path) ? std::optional(path) : std::nullopt;
}

}  // namespace

fs::path samples_dir() { return fs::path(SPOOR_SOURCE_DIR) / "samples"; }

std::optional<fs::path> media_dir() { return folder("SPOOR_MEDIA", "../shared/media"); }

std::optional<fs::path> scenes_dir() { return folder("SPOOR_SCENES", "../shared/scenes"); }

std::vector<fs::path> files_below(const fs::path& below) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(below)) {
    if (entry.is_regular_file()) files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

TemporaryDir::TemporaryDir() {
  std::string pattern = (fs::temp_directory_path() / "spoor-test-XXXXXX").string();
  if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary folder can be made");
  path_ = pattern;
}

TemporaryDir::~TemporaryDir() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

}  // namespace spoor::test
