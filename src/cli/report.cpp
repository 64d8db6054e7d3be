#include "report/report.h"

#include "base/text.h"
#include "cli/command.h"
#include "cli/selection.h"
#include "cli/terminal.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <filesystem>
#include <memory>

namespace spoor::cli {
namespace {

namespace fs = std::filesystem;

Result<std::unique_ptr<CaseFile>> read_case(const std::string& name) {
  CaseOptions options;
  options.read_only = true;
  return CaseFile::open(name, options);
}

/// A new case in `folder`, of the first free name.
Result<std::unique_ptr<CaseFile>> fresh_case(const fs::path& folder, const CaseFacts& facts) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) return failure(Fault::kUnreadable, "the folder cannot be made: " + error.message(), folder.string());
  fs::path path = folder / "merged.spoor";
  for (int number = 2; fs::exists(path, error) && number <= 9999; ++number) {
    path = folder / fmt::format("merged-{}.spoor", number);
  }
  return CaseFile::create(path, facts);
}

Result<std::unique_ptr<CaseFile>> merged_case(const std::vector<std::string>& names, const fs::path& folder) {
  // All are looked at before anything is written.
  std::vector<std::unique_ptr<CaseFile>> cases;
  for (const auto& name : names) {
    auto file = read_case(name);
    if (!file) return file;
    cases.push_back(std::move(*file));
  }
  const auto facts = cases.front()->facts();
  if (!facts) return tl::unexpected(facts.error());
  auto merged = fresh_case(folder, *facts);
  if (!merged) return merged;
  for (const auto& file : cases) {
    auto taken = (*merged)->take_in(*file);
    if (taken) continue;
    const fs::path unfinished = (*merged)->path();
    merged->reset();
    std::error_code none;
    fs::remove(unfinished, none);
    return failure(taken.error().fault, taken.error().sentence, file->path().string());
  }
  return merged;
}

}  // namespace

void add_report(CLI::App& root, Action& chosen) {
  struct Options {
    std::vector<std::string> files;
    std::string out;
    ReportOptions report;
    bool json = false;
  };
  auto* command = root.add_subcommand("report", "Write the report of a case; older reports are left as they are");
  auto options = std::make_shared<Options>();
  command
      ->add_option("CASE", options->files,
                   "Case file; several, such as those of a batch in shares, are put together in this order into a case "
                   "of their own beside the report")
      ->required();
  command->add_option("--out", options->out, "Folder for the report")->required()->type_name("DIR");
  command->add_option("--name", options->report.stem, "Name of the report's files")->capture_default_str();
  command->add_flag("--csv", options->report.csv, "Write tables and curves as CSV too");
  command->add_flag("--json", options->json, "Write the names of the files as JSON");
  command->callback([&chosen, options] {
    chosen = [options](const Invocation& invocation) -> int {
      ReportOptions report = options->report;
      if (report.stem.empty() || report.stem.find('/') != std::string::npos) {
        complain({Fault::kBadArgument, "the name of a report is a plain file name", report.stem});
        return kWrongUsage;
      }
      report.command = shell_line(invocation.arguments);
      auto file =
          options->files.size() == 1 ? read_case(options->files.front()) : merged_case(options->files, options->out);
      if (!file) {
        complain(file.error());
        return kSomeFailed;
      }
      const auto written = write_reports(**file, options->out, report);
      if (auto closed = (*file)->close(); !closed) complain(closed.error());
      if (!written) {
        complain(written.error());
        return kSomeFailed;
      }
      if (written->renamed) say("an older report was left as it is; this one is called " + written->stem);
      nlohmann::json list = nlohmann::json::array();
      for (const auto& path : written->files) {
        list.push_back(printable(path.string()));
        if (!options->json) put_line(printable(path.string()));
      }
      if (options->files.size() > 1) say("the cases together are " + printable((*file)->path().string()));
      if (options->json) put_json({{"schema", "spoor.report-files/1"}, {"files", std::move(list)}});
      return kOk;
    };
  });
}

}  // namespace spoor::cli
