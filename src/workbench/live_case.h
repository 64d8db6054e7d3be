#pragma once
/// The case that is open, whichever file it lies in: made behind the scenes, moved by "save as", closed at the end.

#include "findings/case_file.h"
#include "workbench/edits.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <type_traits>
#include <utility>

namespace spoor {

/// Thread-safe; every call may wait for a file, so none is for the main thread.
class LiveCase : public ResultStore {
 public:
  LiveCase() = default;
  explicit LiveCase(std::unique_ptr<CaseFile> file) : file_(std::move(file)) {}

  /// Errors: as CaseFile::create; makes the folder.
  Result<void> create(const std::filesystem::path& path, const CaseOptions& options);

  /// Copies the case to `path` and goes on there; the copy holds `notes`, also where the old file could not be written.
  /// Where there is no file yet, makes one. Nothing is written between the copy and the change. The old file stays,
  /// closed, unless `remove_old`.
  Result<void> move_to(const std::filesystem::path& path, const CaseNotes& notes, const CaseOptions& options,
                       bool remove_old);
  Result<void> close();

  /// `use(file)`, or kUnavailable where there is no file.
  template <class Use>
  std::invoke_result_t<Use, CaseFile&> with(const Use& use) {
    const std::shared_lock lock(mutex_);
    if (!file_) return failure(Fault::kUnavailable, "the case has no file");
    return use(*file_);
  }

  // Results of passes that are running while the case moves go where it is by then.
  Result<std::optional<PassResult>> find(const std::string& key) override;
  Result<void> put(const std::string& exhibit_sha256, const PassResult& result) override;

 private:
  std::shared_mutex mutex_;  ///< guards the pointer; shared by those who use the file, alone while the case moves
  std::unique_ptr<CaseFile> file_;
};

}  // namespace spoor
