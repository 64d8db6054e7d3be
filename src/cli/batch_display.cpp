#include "cli/batch_display.h"

#include "base/text.h"
#include "cli/result_text.h"

#include <fmt/format.h>

#include <algorithm>

namespace spoor::cli {
namespace {

using nlohmann::json;
using Kind = FileOutcome::Kind;

const char* kind_name(Kind kind) {
  switch (kind) {
    case Kind::kExamined:
      return "examined";
    case Kind::kDuplicate:
      return "copy";
    case Kind::kNotMedia:
      return "no_medium";
    case Kind::kInterrupted:
      return "interrupted";
    case Kind::kUnreadable:
      break;
  }
  return "not_read";
}

std::map<std::string, int> answers(const FileOutcome& outcome) {
  std::map<std::string, int> count;
  for (const auto& pass : outcome.passes) ++count[answer_word(pass.state, pass.bearing)];
  return count;
}

std::string answers_text(const FileOutcome& outcome) {
  auto count = answers(outcome);
  std::string text;
  for (const char* word :
       {"concern", "reassuring", "neutral", "inconclusive", "not applicable", "unavailable", "failed", "cancelled"}) {
    if (const int number = count[word]; number > 0)
      text += fmt::format("{}{} {}", text.empty() ? "" : ", ", number, word);
  }
  return text;
}

std::string detail(const FileOutcome& outcome) {
  switch (outcome.kind) {
    case Kind::kExamined:
      return answers_text(outcome);
    case Kind::kDuplicate:
      return "the same bytes as " + printable(outcome.reason);
    case Kind::kNotMedia:
      return printable(outcome.reason);
    case Kind::kInterrupted:
      return "interrupted";
    case Kind::kUnreadable:
      break;
  }
  return printable(outcome.error.sentence);
}

}  // namespace

BatchDisplay::BatchDisplay(std::size_t files) : files_(files), begun_(std::chrono::steady_clock::now()) {}

void BatchDisplay::started(std::size_t file, const std::filesystem::path& path) {
  running_[file].name = printable(path.filename().string(), 40);
  show();
}

void BatchDisplay::progress(std::size_t file, std::int64_t done, std::int64_t total) {
  Running& running = running_[file];
  running.done = done;
  running.total = total;
  show();
}

void BatchDisplay::finished(std::size_t file, const FileOutcome& outcome) {
  running_.erase(file);
  ++finished_;
  line_.clear();
  if (outcome.kind == Kind::kUnreadable) {
    complain(outcome.path, outcome.error);
  } else if (outcome.kind != Kind::kInterrupted) {
    std::string note = detail(outcome);
    if (outcome.kind == Kind::kExamined && outcome.counts.computed == 0 && outcome.counts.reused > 0) {
      note += "; nothing computed again";
    }
    say(fmt::format("[{}/{}] {}: {}", finished_, files_, printable(outcome.path.string()), note));
  }
  std::vector<FailedPass> failed;
  for (const auto& pass : outcome.passes) {
    if (pass.state == ResultState::kFailed) failed.push_back({pass.pass, pass.error});
  }
  for (const Error& error : failures_told(failed)) complain(outcome.path, error);
  show();
}

void BatchDisplay::show() {
  if (!line_.on_terminal() || running_.empty()) return;
  double parts = static_cast<double>(finished_);
  std::string now;
  for (const auto& [file, running] : running_) {
    now += (now.empty() ? " " : ", ") + running.name;
    if (running.total > 0) {
      const double share = static_cast<double>(running.done) / static_cast<double>(running.total);
      parts += std::clamp(share, 0.0, 1.0);
      now += fmt::format(" {:.0f} %", 100 * share);
    } else if (running.done > 0) {
      now += fmt::format(" frame {}", running.done);
    }
  }
  const double gone = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun_).count();
  std::string left;
  // Before anything is known of the files' size an estimate would only mislead.
  if (parts >= 0.5 && gone > 2) {
    left = ", about " + duration_text(gone / parts * (static_cast<double>(files_) - parts)) + " left";
  }
  line_.show(fmt::format("{}/{} files{}:{}", finished_, files_, left, now));
}

BatchTotals batch_totals(const std::vector<FileOutcome>& outcomes) {
  BatchTotals totals;
  for (const auto& outcome : outcomes) {
    totals.examined += outcome.kind == Kind::kExamined ? 1 : 0;
    totals.duplicates += outcome.kind == Kind::kDuplicate ? 1 : 0;
    totals.not_media += outcome.kind == Kind::kNotMedia ? 1 : 0;
    totals.unreadable += outcome.kind == Kind::kUnreadable ? 1 : 0;
    totals.interrupted += outcome.kind == Kind::kInterrupted ? 1 : 0;
    totals.computed += outcome.counts.computed;
    totals.reused += outcome.counts.reused;
  }
  return totals;
}

std::string batch_table(const std::vector<FileOutcome>& outcomes) {
  TextTable table;
  for (const auto& outcome : outcomes) {
    table.row({kind_name(outcome.kind), printable(outcome.path.string()), detail(outcome)});
  }
  return table.text();
}

json batch_json(const std::vector<FileOutcome>& outcomes, const std::vector<std::string>& report_files) {
  json files = json::array();
  for (const auto& outcome : outcomes) {
    json passes = json::array();
    for (const auto& pass : outcome.passes) {
      passes.push_back(
          {{"pass", pass.pass},
           {"state", state_name(pass.state)},
           {"bearing", pass.state == ResultState::kDone ? json(bearing_name(pass.bearing)) : json(nullptr)},
           {"reason", pass.error.sentence}});
    }
    const bool reasoned = outcome.kind == Kind::kDuplicate || outcome.kind == Kind::kNotMedia;
    json item{{"path", printable(outcome.path.string())},
              {"sha256", outcome.sha256.empty() ? json(nullptr) : json(outcome.sha256)},
              {"outcome", kind_name(outcome.kind)},
              {"reason", printable(reasoned ? outcome.reason : outcome.error.sentence)},
              {"computed", outcome.counts.computed},
              {"reused", outcome.counts.reused},
              {"passes", std::move(passes)}};
    files.push_back(std::move(item));
  }
  return {{"schema", "spoor.batch/1"}, {"files", std::move(files)}, {"report", report_files}};
}

}  // namespace spoor::cli
