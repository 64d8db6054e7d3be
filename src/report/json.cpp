#include "report/json.h"

#include "analysis/result_codec.h"
#include "analysis/version.h"
#include "base/digest.h"
#include "base/text.h"
#include "findings/case_records.h"

namespace spoor {
namespace {

using nlohmann::json;

json unless_empty(const std::string& text) { return text.empty() ? json(nullptr) : json(printable(text, 65'536)); }

json case_json(const CaseData& data) {
  json runs = json::array();
  for (const auto& run : data.runs) {
    json item = run_json(run);
    item["id"] = run.id;
    item["started_at"] = run.started_at;
    item["finished_at"] = unless_empty(run.finished_at);
    runs.push_back(std::move(item));
  }
  json questions = json::array(), findings = json::array();
  for (const auto& question : data.questions) questions.push_back(question_json(question));
  for (const auto& finding : data.findings) findings.push_back(finding_json(finding));
  return {{"file", data.file_name},
          {"title", data.facts.title},
          {"reference", data.facts.reference},
          {"examiner", data.facts.examiner},
          {"organisation", data.facts.organisation},
          {"request", data.facts.request},
          {"profile", profile_text(data)},
          {"runs", std::move(runs)},
          {"questions", std::move(questions)},
          {"findings", std::move(findings)}};
}

json journal_json(const CaseData& data, const std::vector<JournalEntry>& entries) {
  json list = json::array();
  for (const auto& entry : entries) {
    list.push_back({{"number", entry.number},
                    {"at", entry.at},
                    {"author", entry.author},
                    {"action", entry.action},
                    {"subject", entry.subject},
                    {"text", entry.text},
                    {"hash", entry.hash}});
  }
  return {{"entries", std::move(list)},
          {"total", data.journal.size()},
          {"head", data.journal_head},
          {"whole", data.journal_fault.empty()},
          {"fault", unless_empty(data.journal_fault)}};
}

json record_json(const ExhibitRecord& record) {
  const Exhibit& exhibit = record.exhibit;
  json unchanged = nullptr;
  if (!record.sha256_after.empty()) unchanged = record.sha256_after == exhibit.sha256;
  return {{"id", record.id},
          {"name", printable(exhibit.name)},
          {"path", printable(exhibit.path)},
          {"size", exhibit.size},
          {"sha256", unless_empty(exhibit.sha256)},
          {"sha256_after", unless_empty(record.sha256_after)},
          {"unchanged", std::move(unchanged)},
          {"source", source_json(exhibit.source)},
          {"added_at", record.added_at},
          {"examined_at", unless_empty(record.examined_at)},
          {"media", record.media},
          {"frames_decoded", record.frames_decoded ? json(*record.frames_decoded) : json(nullptr)},
          {"environment", named_lines_json(record.environment)},
          {"error", record.error ? error_json(*record.error) : json(nullptr)}};
}

// A reader of this report alone knows the other exhibit by its digest.
json registration_with_digests(const CaseData& data, const Registration& registration) {
  json item = registration_json(registration);
  for (const ExhibitRecord& record : data.exhibits) {
    if (record.id == registration.left) item["left_sha256"] = unless_empty(record.exhibit.sha256);
    if (record.id == registration.right) item["right_sha256"] = unless_empty(record.exhibit.sha256);
  }
  return item;
}

json bound_json(const ConcernBound& bound) {
  json passes = json::array();
  for (const auto& pass : bound.calibrated) {
    passes.push_back({{"pass", pass.pass}, {"upper_bound", pass.upper_bound}, {"corpora", pass.corpora}});
  }
  return {{"upper_bound", bound.upper_bound},
          {"calibrated", std::move(passes)},
          {"uncalibrated", bound.uncalibrated},
          {"silent", bound.silent}};
}

json pass_json(const PassDescriptor& pass) {
  json sources = json::array(), params = json::array();
  for (const auto& source : pass.sources) sources.push_back({{"text", source.text}, {"year", source.year}});
  for (const auto& field : pass.params) {
    params.push_back({{"id", field.id},
                      {"label", field.label},
                      {"help", field.help},
                      {"unit", field.unit},
                      {"default", param_json(field.fallback)}});
  }
  return {{"title", pass.title},           {"group", pass.group},         {"known_as", pass.known_as},
          {"question", pass.question},     {"summary", pass.summary},     {"limits", pass.limits},
          {"sources", std::move(sources)}, {"params", std::move(params)}, {"version", pass.version}};
}

// The result as the case holds it; maps are told by size and digest, their fields stay in the case.
json entry_json(const PassEntry& entry) {
  json item = encode_result(entry.result).document;
  for (auto& map : item["output"]["maps"]) {
    map.erase("blob");
  }
  // Previews are in the order of the maps that had a field, and carry what the emptied field no longer tells.
  std::size_t next = 0;
  for (auto& map : item["output"]["maps"]) {
    const bool kept = next < entry.previews.size() && entry.previews[next].map == map["id"].get<std::string>();
    map["columns"] = kept ? entry.previews[next].full.width : 0;
    map["rows"] = kept ? entry.previews[next].full.height : 0;
    map["sha256"] = kept ? json(entry.previews[next].sha256) : json(nullptr);
    next += kept ? 1 : 0;
  }
  item["bearing"] = entry.result.state == ResultState::kDone ? json(bearing_name(overall_bearing(entry.result.output)))
                                                             : json(nullptr);
  item["analyst_status"] = analyst_status_name(entry.row.status);
  item["stored_at"] = entry.row.stored_at;
  item["maps_kept"] = entry.row.maps_kept;
  item["method"] = entry.pass != nullptr ? pass_json(*entry.pass) : json(nullptr);
  return item;
}

json head_json(const CaseData& data, const char* kind, const ReportOptions& options) {
  return {{"schema", "spoor.report/1"},
          {"kind", kind},
          {"program", std::string("spoor ") + kProgramVersion},
          {"case", case_json(data)},
          {"command", options.command}};
}

// Everything that came in through files is printable UTF-8 from here on, so that equal data are equal bytes.
json sealed(json report) {
  report = parsed_json(json_text(report));
  report["digest"] = report_digest(report);
  return report;
}

}  // namespace

json exhibit_json(const CaseData& data, const ExhibitData& exhibit, const ReportOptions& options) {
  json report = head_json(data, "exhibit", options);
  report["exhibit"] = record_json(exhibit.record);
  report["claim"] = exhibit.claim ? claim_json(*exhibit.claim) : json(nullptr);
  report["marks"] = marks_json(exhibit.marks);
  report["registrations"] = json::array();
  for (const auto& registration : exhibit.registrations) {
    report["registrations"].push_back(registration_with_digests(data, registration));
  }
  report["results"] = json::array();
  for (const auto& entry : exhibit.entries) report["results"].push_back(entry_json(entry));
  report["not_run"] = exhibit.not_run;
  report["concern_bound"] = bound_json(exhibit.bound);
  report["journal"] = journal_json(data, exhibit.journal);
  return sealed(std::move(report));
}

json exhibit_summary_json(const ExhibitData& exhibit) {
  json bearings = json::object(), states = json::object(), concerns = json::array();
  for (const Bearing bearing : {Bearing::kConcern, Bearing::kNeutral, Bearing::kReassuring, Bearing::kInconclusive}) {
    bearings[bearing_name(bearing)] = 0;
  }
  for (const ResultState state : {ResultState::kDone, ResultState::kNotApplicable, ResultState::kUnavailable,
                                  ResultState::kFailed, ResultState::kCancelled}) {
    states[state_name(state)] = 0;
  }
  for (const auto& entry : exhibit.entries) {
    auto& state = states[state_name(entry.result.state)];
    state = state.get<int>() + 1;
    if (entry.result.state != ResultState::kDone) continue;
    auto& bearing = bearings[bearing_name(overall_bearing(entry.result.output))];
    bearing = bearing.get<int>() + 1;
    for (const auto& observation : entry.result.output.observations) {
      if (observation.bearing != Bearing::kConcern) continue;
      concerns.push_back({{"pass", entry.row.pass}, {"statement", observation.statement}});
    }
  }
  json summary = record_json(exhibit.record);
  summary.erase("environment");
  summary["bearings"] = std::move(bearings);
  summary["states"] = std::move(states);
  summary["concerns"] = std::move(concerns);
  summary["not_run"] = exhibit.not_run;
  return summary;
}

json batch_json(const CaseData& data, const std::vector<json>& summaries, const ConcernBound& bound,
                const ReportOptions& options) {
  json report = head_json(data, "batch", options);
  report["exhibits"] = summaries;
  report["skipped"] = json::array();
  for (const auto& file : data.skipped) {
    report["skipped"].push_back({{"path", printable(file.path)}, {"reason", file.reason}});
  }
  report["concern_bound"] = bound_json(bound);
  report["journal"] = journal_json(data, {});
  return sealed(std::move(report));
}

std::string report_digest(const json& report) {
  json rest = report;
  rest.erase("digest");
  return sha256_hex(json_text(rest));
}

}  // namespace spoor
