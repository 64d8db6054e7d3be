#pragma once
/// A case made by a machine: many files examined side by side, each surviving the others, resumed after a kill.

#include "engine/examine.h"
#include "findings/case_file.h"
#include "findings/walk.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace spoor {

/// What is asked of one exhibit beyond the passes.
struct ExhibitContext {
  Marks marks;
  std::optional<Claim> claim;
};

/// How one file fared.
struct FileOutcome {
  enum class Kind {
    kExamined,
    kDuplicate,    ///< the same bytes as an exhibit before it: examined once
    kNotMedia,     ///< found in a folder and no medium: listed
    kUnreadable,   ///< `error` says why
    kInterrupted,  ///< cancelled before it was finished; what was finished is kept
  };
  struct PassOutcome {
    std::string pass;
    ResultState state = ResultState::kFailed;
    Bearing bearing = Bearing::kInconclusive;
    Error error;
  };
  Kind kind = Kind::kUnreadable;
  std::filesystem::path path;
  std::string sha256;
  std::string reason;  ///< kDuplicate: path of the other; kNotMedia: why
  Error error;         ///< kUnreadable; or what went wrong after passes had run
  ExamineCounts counts;
  std::vector<PassOutcome> passes;  ///< sorted by pass
};

/// Called from one thread at a time, not from the caller's.
class BatchObserver {
 public:
  virtual ~BatchObserver() = default;
  virtual void started(std::size_t file, const std::filesystem::path& path) = 0;
  virtual void progress(std::size_t file, std::int64_t done, std::int64_t total) = 0;  ///< frames; total 0: unknown
  virtual void finished(std::size_t file, const FileOutcome& outcome) = 0;
};

using SessionOpener =
    std::function<Result<std::unique_ptr<Session>>(OpenExhibit, std::vector<FurtherInput>, const SessionOptions&)>;

struct BatchPlan {
  std::vector<FoundFile> files;
  std::vector<PassRequest> requests;  ///< without marks and claim
  /// Marks and claim of an exhibit; may be empty. Called from several threads.
  std::function<Result<ExhibitContext>(const Exhibit&)> context;
  int jobs = 1;
  SessionOptions session;  ///< `threads` are those of all jobs together; 0: all processors
  SessionOpener open;      ///< open_worker_session unless a test says otherwise
  const std::vector<PassDescriptor>* passes = &all_passes();
};

/// Examines the files of `plan`. Exhibits enter the case in the order of the files, whatever the number of jobs. A
/// result the case holds is not computed again. Gives one outcome a file, in order; files that were not begun when
/// `stop` was requested have none.
///
/// Errors: only such of the case itself. Whatever a file does is its outcome.
Result<std::vector<FileOutcome>> run_batch(CaseFile& file, const BatchPlan& plan, BatchObserver& observer,
                                           const std::stop_token& stop);

}  // namespace spoor
