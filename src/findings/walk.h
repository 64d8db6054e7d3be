#pragma once
/// From what a user names to the files to look at.

#include "base/result.h"

#include <filesystem>
#include <vector>

namespace spoor {

struct FoundFile {
  std::filesystem::path path;
  bool named = false;  ///< one by one, and not found in a folder
};

struct Walk {
  std::vector<FoundFile> files;  ///< in the order of the paths given, each folder's sorted by name; each path once
  std::vector<Error> errors;     ///< what does not exist or cannot be looked into
};

/// Regular files below `paths`. Symbolic links to folders are not followed, links to files are. Files below `leave_out`
/// (what this program itself wrote) are passed over. Named paths that are no regular files stand among the files: to
/// open them gives the reason.
Walk walk_files(const std::vector<std::filesystem::path>& paths, const std::vector<std::filesystem::path>& leave_out);

/// One of several machines' share of a batch, counted from 1.
struct Shard {
  int number = 1, of = 1;
};

/// Whether `path` is in the share: by the digest of the absolute path, so that each file falls to one machine, whatever
/// else is in the folders, as long as all machines see them under the same path.
bool in_shard(const std::filesystem::path& path, const Shard& shard);

}  // namespace spoor
