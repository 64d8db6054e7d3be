#pragma once
/// A case to paper: HTML for people, JSON for programs, CSV for spreadsheets.

#include "findings/case_file.h"

#include <nlohmann/json.hpp>

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace spoor {

struct ReportOptions {
  std::string stem = "report";  ///< report.html, report.json ...; report-2.html where one exists
  bool html = true, json = true, csv = false;
  /// The command that recomputes the report's results, as a person would type it.
  std::string command;
  const std::vector<PassDescriptor>* passes = nullptr;  ///< null: all_passes()
  /// Markdown of a pass's page; empty: the pages built into the program.
  std::function<std::optional<std::string_view>(std::string_view id)> method_page;
  /// Where the build put the examples of the pages; empty: examples_folder().
  std::filesystem::path examples;
};

struct ReportFiles {
  std::vector<std::filesystem::path> files;  ///< written, the main ones first
  std::string stem;                          ///< the one used
  bool renamed = false;                      ///< true where the stem asked for was taken by an older report
};

/// Writes the reports of a case into `out_dir` (made where there is none). One exhibit and nothing skipped: its
/// report is STEM.html. Otherwise STEM.html is the overview, with one report an exhibit in the folder STEM/.
///
/// An older report is never overwritten: the whole set gets the next free number. Equal cases give equal bytes.
/// Errors: kUnreadable where a file cannot be written; whatever the case gives.
Result<ReportFiles> write_reports(CaseFile& file, const std::filesystem::path& out_dir, const ReportOptions& options);

/// Schema "spoor.report/1" (src/report/schema/report.schema.json), with "digest": SHA-256 of the canonical JSON
/// (keys sorted, no white space) of everything else.
Result<nlohmann::json> exhibit_report_json(CaseFile& file, std::int64_t exhibit, const ReportOptions& options);
Result<nlohmann::json> batch_report_json(CaseFile& file, const ReportOptions& options);

/// Recomputes "digest". kCorrupt where it does not fit.
Result<void> check_report_digest(const nlohmann::json& report);

}  // namespace spoor
