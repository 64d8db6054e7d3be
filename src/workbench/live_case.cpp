#include "workbench/live_case.h"

#include <system_error>

namespace spoor {
namespace {

namespace fs = std::filesystem;

void remove_case(const fs::path& path) {
  std::error_code none;
  for (const char* tail : {"", "-wal", "-shm", "-journal"}) fs::remove(fs::path(path.string() + tail), none);
}

}  // namespace

Result<void> LiveCase::create(const fs::path& path, const CaseOptions& options) {
  const std::unique_lock lock(mutex_);
  std::error_code failed;
  fs::create_directories(path.parent_path(), failed);
  if (failed) return failure(Fault::kUnreadable, "the folder cannot be made: " + failed.message(), path.parent_path());
  auto made = CaseFile::create(path, {}, options);
  if (!made) return tl::unexpected(made.error());
  file_ = std::move(*made);
  return {};
}

Result<void> LiveCase::move_to(const fs::path& path, const CaseNotes& notes, const CaseOptions& options,
                               bool remove_old) {
  const std::unique_lock lock(mutex_);
  if (file_) {
    if (auto copied = file_->copy_to(path); !copied) return copied;
  }
  auto opened = file_ ? CaseFile::open(path, options) : CaseFile::create(path, {}, options);
  const auto written = opened ? write_all(**opened, notes) : Result<void>(tl::unexpected(opened.error()));
  if (!written) {
    if (opened) opened->reset();
    // Half a case would be taken for a whole one.
    if (file_) remove_case(path);
    return written;
  }
  const fs::path old = file_ ? file_->path() : fs::path();
  if (file_) {
    const auto closed = file_->close();
    file_.reset();
    if (closed && remove_old) remove_case(old);
  }
  file_ = std::move(*opened);
  return {};
}

Result<void> LiveCase::close() {
  const std::unique_lock lock(mutex_);
  return file_ ? file_->close() : Result<void>();
}

Result<std::optional<PassResult>> LiveCase::find(const std::string& key) {
  return with([&](CaseFile& file) { return file.find(key); });
}

Result<void> LiveCase::put(const std::string& exhibit_sha256, const PassResult& result) {
  return with([&](CaseFile& file) { return file.put(exhibit_sha256, result); });
}

}  // namespace spoor
