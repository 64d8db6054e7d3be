#include "base/data_directory.h"

#include <cstdlib>

namespace spoor {

std::optional<std::filesystem::path> data_directory() {
  namespace fs = std::filesystem;
  std::error_code none;
  const auto existing = [&](const fs::path& path) {
    return fs::is_directory(path, none) ? std::optional(path) : std::nullopt;
  };
  // Who names a folder means that one: a wrong name must not lead to another build's files.
  if (const char* named = std::getenv("SPOOR_DATA"); named != nullptr && *named != '\0') return existing(named);
  const fs::path program = fs::read_symlink("/proc/self/exe", none);
  if (!program.empty()) {
    if (auto beside = existing(program.parent_path().parent_path() / "share" / "spoor")) return beside;
  }
  return existing(SPOOR_INSTALLED_DATA);
}

}  // namespace spoor
