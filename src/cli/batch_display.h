#pragma once
/// A batch as its user sees it: a moving line on a terminal, plain lines otherwise, and a table at the end.

#include "cli/terminal.h"
#include "findings/batch.h"

#include <nlohmann/json.hpp>

#include <chrono>
#include <map>
#include <string>
#include <vector>

namespace spoor::cli {

/// Each file when it is finished, on standard error; on a terminal also what is under way, and when it may end.
class BatchDisplay : public BatchObserver {
 public:
  explicit BatchDisplay(std::size_t files);
  void started(std::size_t file, const std::filesystem::path& path) override;
  void progress(std::size_t file, std::int64_t done, std::int64_t total) override;
  void finished(std::size_t file, const FileOutcome& outcome) override;
  void end() { line_.clear(); }

 private:
  void show();

  struct Running {
    std::string name;
    std::int64_t done = 0, total = 0;
  };
  std::size_t files_, finished_ = 0;
  std::map<std::size_t, Running> running_;
  std::chrono::steady_clock::time_point begun_;
  ProgressLine line_;
};

struct BatchTotals {
  int examined = 0, duplicates = 0, not_media = 0, unreadable = 0, interrupted = 0;
  int computed = 0, reused = 0;
};
BatchTotals batch_totals(const std::vector<FileOutcome>& outcomes);

/// One line a file: what became of it, and how many passes gave which answer.
std::string batch_table(const std::vector<FileOutcome>& outcomes);

nlohmann::json batch_json(const std::vector<FileOutcome>& outcomes, const std::vector<std::string>& report_files);

}  // namespace spoor::cli
