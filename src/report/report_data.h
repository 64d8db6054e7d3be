#pragma once
/// What a report is made of, read from the case once.

#include "findings/case_file.h"
#include "findings/weigh.h"
#include "report/report.h"

#include <string>
#include <vector>

namespace spoor {

/// What all reports of a case share.
struct CaseData {
  CaseFacts facts;
  std::string file_name;  ///< of the case
  std::vector<ExhibitRecord> exhibits;
  std::vector<RunRecord> runs;
  std::vector<SkippedFile> skipped;
  std::vector<Question> questions;
  std::vector<Finding> findings;
  std::vector<JournalEntry> journal;
  std::string journal_head, journal_fault;  ///< fault empty: the chain is whole
  std::vector<PassDescriptor> passes;       ///< of this build, sorted by id
};

struct PassEntry {
  const PassDescriptor* pass = nullptr;  ///< null where this build has no such pass
  ResultRow row;
  PassResult result;  ///< maps without their fields
  std::vector<MapPreview> previews;
};

struct ExhibitData {
  ExhibitRecord record;
  std::optional<Claim> claim;
  Marks marks;
  std::vector<Registration> registrations;  ///< in which it is one of the two sides
  std::vector<Thumbnail> thumbnails;
  std::vector<PassEntry> entries;    ///< by group as users find them, then by pass, then by key
  std::vector<std::string> not_run;  ///< passes asked for that have no result
  ConcernBound bound;
  std::vector<JournalEntry> journal;  ///< of this exhibit and of the case as a whole
};

Result<CaseData> collect_case(CaseFile& file, const ReportOptions& options);
Result<ExhibitData> collect_exhibit(CaseFile& file, const CaseData& data, const ExhibitRecord& record);

/// The last run's passes that this build has; where there was no run, those with a result.
std::vector<const PassDescriptor*> asked_passes(const CaseData& data, const std::vector<PassEntry>& entries);

/// "full", or "passes named one by one".
std::string profile_text(const CaseData& data);

}  // namespace spoor
