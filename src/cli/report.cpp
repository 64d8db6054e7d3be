#include "report/report.h"

#include "base/text.h"
#include "cli/command.h"
#include "cli/selection.h"
#include "cli/terminal.h"

#include <CLI/CLI.hpp>

#include <memory>

namespace spoor::cli {

void add_report(CLI::App& root, Action& chosen) {
  struct Options {
    std::string file, out;
    ReportOptions report;
    bool json = false;
  };
  auto* command = root.add_subcommand("report", "Write the report of a case; older reports are left as they are");
  auto options = std::make_shared<Options>();
  command->add_option("CASE", options->file, "Case file")->required();
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
      CaseOptions open;
      open.read_only = true;
      auto file = CaseFile::open(options->file, open);
      if (!file) {
        complain(file.error());
        return kSomeFailed;
      }
      const auto written = write_reports(**file, options->out, report);
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
      if (options->json) put_json({{"schema", "spoor.report-files/1"}, {"files", std::move(list)}});
      return kOk;
    };
  });
}

}  // namespace spoor::cli
