#pragma once
/// Reports as JSON: schema "spoor.report/1".

#include "report/report_data.h"

#include <nlohmann/json.hpp>

namespace spoor {

nlohmann::json exhibit_json(const CaseData& data, const ExhibitData& exhibit, const ReportOptions& options);

/// What the overview says of one exhibit.
nlohmann::json exhibit_summary_json(const ExhibitData& exhibit);

/// `summaries` in the order of the exhibits; `bound` over all of them.
nlohmann::json batch_json(const CaseData& data, const std::vector<nlohmann::json>& summaries, const ConcernBound& bound,
                          const ReportOptions& options);

/// SHA-256 of the canonical JSON of `report` without its "digest".
std::string report_digest(const nlohmann::json& report);

}  // namespace spoor
