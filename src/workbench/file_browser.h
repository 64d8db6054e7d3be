#pragma once
/// Folders as an analyst looks through them for files to open, with small pictures.

#include "engine/session.h"
#include "workbench/background.h"

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace spoor {

struct FileEntry {
  std::filesystem::path path;
  std::string name;  ///< printable
  bool folder = false;
  std::int64_t size = 0;
  std::string modified;  ///< "2026-11-24 22:03", UTC
  /// By the ending of its name: no promise, for which files a picture is tried.
  enum class Look { kOther, kStill, kClip, kCase } look = Look::kOther;
};

/// An entry made of its path alone: the disk is not looked at.
FileEntry entry_of(const std::filesystem::path& path);

/// Folders first, then files, each by name (digits by value: "img9" before "img10"). Hidden ones are left out.
///
/// Errors: kNotFound; kUnreadable; at most 50,000 entries are read.
Result<std::vector<FileEntry>> folder_entries(const std::filesystem::path& folder, const Job& job);

/// First picture of a file, reduced to at most `max_side` pixels, by a worker of its own.
Result<ReducedPicture> file_picture(const std::filesystem::path& path, int max_side, const SessionOptions& options);

/// True where `a` comes before `b` as people sort names.
bool name_before(const std::string& a, const std::string& b);

/// Main thread only; reads in the background.
class FileBrowser {
 public:
  FileBrowser(Background& background, SessionOptions options);
  ~FileBrowser();

  void go(const std::filesystem::path& folder);
  const std::filesystem::path& folder() const { return folder_; }
  const std::vector<FileEntry>& entries() const { return entries_; }
  const std::optional<Error>& error() const { return error_; }
  bool reading() const { return reading_; }

  /// Asked for when first looked at; null until it is here, and for files without a picture.
  std::shared_ptr<const ReducedPicture> thumbnail(const FileEntry& entry);

 private:
  void fetch_next();

  Background& background_;
  SessionOptions options_;
  std::filesystem::path folder_;
  std::vector<FileEntry> entries_;
  std::optional<Error> error_;
  bool reading_ = false, fetching_ = false;
  std::map<std::string, std::shared_ptr<const ReducedPicture>> thumbnails_;  ///< null: none to be had, or not yet
  std::vector<std::filesystem::path> wanted_;
  std::shared_ptr<int> alive_ = std::make_shared<int>(0);
};

}  // namespace spoor
