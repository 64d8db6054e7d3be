#include "findings/walk.h"

#include "base/digest.h"

#include <algorithm>
#include <set>

namespace spoor {
namespace {

namespace fs = std::filesystem;

constexpr int kMaxDepth = 64;

class Walker {
 public:
  explicit Walker(const std::vector<fs::path>& leave_out) {
    for (const auto& path : leave_out) {
      std::error_code none;
      left_out_.insert(fs::weakly_canonical(path, none));
    }
  }

  void named(const fs::path& path) {
    std::error_code error;
    const auto status = fs::status(path, error);
    if (status.type() == fs::file_type::not_found) {
      walk_.errors.push_back({Fault::kNotFound, "there is no such file or folder", path.string()});
    } else if (fs::is_directory(status)) {
      folder(path, 0);
    } else {
      add(path, true);
    }
  }

  Walk result() && { return std::move(walk_); }

 private:
  void add(const fs::path& path, bool is_named) {
    if (seen_.insert(path.lexically_normal()).second) walk_.files.push_back({path, is_named});
  }

  void folder(const fs::path& path, int depth) {
    std::error_code error;
    if (left_out_.contains(fs::weakly_canonical(path, error))) return;
    if (depth > kMaxDepth) {
      walk_.errors.push_back({Fault::kTooLarge, "the folders are nested more than 64 deep", path.string()});
      return;
    }
    std::vector<fs::path> entries;
    fs::directory_iterator entry(path, error);
    for (; !error && entry != fs::directory_iterator(); entry.increment(error)) entries.push_back(entry->path());
    if (error) {
      walk_.errors.push_back({Fault::kUnreadable, "the folder cannot be read: " + error.message(), path.string()});
    }
    std::sort(entries.begin(), entries.end());
    for (const auto& item : entries) {
      std::error_code none;
      const auto status = fs::symlink_status(item, none);
      if (fs::is_directory(status)) {
        folder(item, depth + 1);
      } else if (fs::is_regular_file(fs::status(item, none))) {
        add(item, false);
      }
    }
  }

  std::set<fs::path> left_out_, seen_;
  Walk walk_;
};

}  // namespace

Walk walk_files(const std::vector<fs::path>& paths, const std::vector<fs::path>& leave_out) {
  Walker walker(leave_out);
  for (const auto& path : paths) walker.named(path);
  return std::move(walker).result();
}

bool in_shard(const fs::path& path, const Shard& shard) {
  std::error_code none;
  const std::string digest = sha256_hex(fs::weakly_canonical(fs::absolute(path, none), none).string());
  return std::stoull(digest.substr(0, 15), nullptr, 16) % static_cast<unsigned long long>(shard.of) ==
         static_cast<unsigned long long>(shard.number - 1);
}

}  // namespace spoor
