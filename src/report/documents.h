#pragma once
/// From a case's data to the pages of its reports.

#include "report/document.h"
#include "report/report_data.h"

#include <nlohmann/json.hpp>

#include <string>
#include <vector>

namespace spoor {

/// Names of the files that go with a document, relative to it; empty: not written.
struct Companions {
  std::string json, csv;
  std::string overview;  ///< the batch report, empty where there is none
};

Document exhibit_document(const CaseData& data, const ExhibitData& exhibit, const ReportOptions& options,
                          const std::string& digest, const Companions& companions);

/// One method's part: question, parameters, observations, figures, curves, tables, limits, sources.
Section result_section(const ExhibitData& exhibit, const PassEntry& entry, const Companions& companions);

/// How the exhibit's pictures were laid upon those of others of the case.
Section registrations_section(const CaseData& data, const ExhibitData& exhibit);

/// `#...` of result_section.
std::string result_anchor(const PassEntry& entry);

/// `summaries` as of exhibit_summary_json; `links` to their reports, empty where there is none.
Document batch_document(const CaseData& data, const std::vector<nlohmann::json>& summaries,
                        const std::vector<std::string>& links, const ConcernBound& bound, const ReportOptions& options,
                        const std::string& digest, const Companions& companions);

inline constexpr std::size_t kTableRows = 25;  ///< shown of a longer table
inline constexpr std::size_t kFewRows = 40;    ///< a table up to this length is shown whole

/// `rest` says where the whole of a longer table stands.
Grid table_grid(const Table& table, const std::string& anchor, const std::string& rest);

// Sections that both kinds of report share.
Section bound_section(const CaseData& data, const ConcernBound& bound, const std::string& of_what);
Section limits_section();
Section review_section();
Section journal_section(const CaseData& data, const std::vector<JournalEntry>& entries);
Grid sign_key();
Facts case_facts(const CaseData& data);

}  // namespace spoor
