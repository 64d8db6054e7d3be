#include "report/report_data.h"

#include "findings/case_records.h"

#include <algorithm>
#include <iterator>
#include <set>

namespace spoor {
namespace {

std::size_t group_rank(const PassDescriptor* pass) {
  const auto& groups = pass_groups();
  if (pass == nullptr) return groups.size();
  return static_cast<std::size_t>(std::find(groups.begin(), groups.end(), pass->group) - groups.begin());
}

// Entries about the exhibit or its results, and those about the case as a whole.
std::vector<JournalEntry> extract(const CaseData& data, const ExhibitData& exhibit) {
  std::set<std::string> subjects{exhibit.record.exhibit.sha256};
  for (const auto& registration : exhibit.registrations) {
    subjects.insert(registration_subject(registration.left, registration.right));
  }
  for (const auto& entry : exhibit.entries) subjects.insert(entry.row.key);
  std::vector<JournalEntry> list;
  for (const auto& entry : data.journal) {
    const bool of_case = entry.action.starts_with("case ") || entry.action.starts_with("run ") ||
                         entry.action.starts_with("question ") || entry.action.starts_with("finding ");
    if (of_case || subjects.contains(entry.subject)) list.push_back(entry);
  }
  return list;
}

template <class T>
Result<void> take(T& target, Result<T> source) {
  if (!source) return tl::unexpected(source.error());
  target = std::move(*source);
  return {};
}

Result<PassEntry> read_entry(CaseFile& file, const CaseData& data, const ResultRow& row) {
  PassEntry entry;
  entry.row = row;
  entry.pass = find_pass(data.passes, row.pass);
  if (auto ok = take(entry.result, file.result(row.key, false)); !ok) return tl::unexpected(ok.error());
  if (auto ok = take(entry.previews, file.previews(row.key)); !ok) return tl::unexpected(ok.error());
  return entry;
}

}  // namespace

std::vector<const PassDescriptor*> asked_passes(const CaseData& data, const std::vector<PassEntry>& entries) {
  std::set<std::string> ids;
  if (!data.runs.empty()) {
    ids.insert(data.runs.back().passes.begin(), data.runs.back().passes.end());
  } else {
    for (const auto& entry : entries) ids.insert(entry.row.pass);
  }
  std::vector<const PassDescriptor*> list;
  for (const auto& id : ids) {
    if (const auto* pass = find_pass(data.passes, id)) list.push_back(pass);
  }
  return list;
}

std::string profile_text(const CaseData& data) {
  return data.runs.empty() || data.runs.back().profile.empty() ? "passes named one by one" : data.runs.back().profile;
}

Result<CaseData> collect_case(CaseFile& file, const ReportOptions& options) {
  CaseData data;
  data.file_name = file.path().filename().string();
  data.passes = options.passes != nullptr ? *options.passes : all_passes();
  for (const auto& ok :
       {take(data.facts, file.facts()), take(data.exhibits, file.exhibits()), take(data.runs, file.runs()),
        take(data.skipped, file.skipped()), take(data.questions, file.questions()),
        take(data.findings, file.findings()), take(data.journal, file.journal())}) {
    if (!ok) return tl::unexpected(ok.error());
  }
  data.journal_head = data.journal.empty() ? journal_root() : data.journal.back().hash;
  if (auto ok = file.verify_journal(); !ok) data.journal_fault = to_text(ok.error());
  return data;
}

Result<ExhibitData> collect_exhibit(CaseFile& file, const CaseData& data, const ExhibitRecord& record) {
  ExhibitData exhibit;
  exhibit.record = record;
  for (const auto& ok : {take(exhibit.claim, file.claim(record.id)), take(exhibit.marks, file.marks(record.id)),
                         take(exhibit.thumbnails, file.thumbnails(record.id))}) {
    if (!ok) return tl::unexpected(ok.error());
  }
  auto registrations = file.registrations();
  if (!registrations) return tl::unexpected(registrations.error());
  std::copy_if(registrations->begin(), registrations->end(), std::back_inserter(exhibit.registrations),
               [&](const Registration& one) { return one.left == record.id || one.right == record.id; });
  if (!record.exhibit.sha256.empty()) {
    auto rows = file.results(record.exhibit.sha256);
    if (!rows) return tl::unexpected(rows.error());
    for (const auto& row : *rows) {
      auto entry = read_entry(file, data, row);
      if (!entry) return tl::unexpected(entry.error());
      exhibit.entries.push_back(std::move(*entry));
    }
  }
  std::stable_sort(exhibit.entries.begin(), exhibit.entries.end(),
                   [](const PassEntry& a, const PassEntry& b) { return group_rank(a.pass) < group_rank(b.pass); });
  std::set<std::string> answered;
  std::vector<PassResult> results;
  for (const auto& entry : exhibit.entries) {
    answered.insert(entry.row.pass);
    results.push_back(entry.result);
  }
  if (!data.runs.empty()) {
    for (const auto& id : data.runs.back().passes) {
      if (!answered.contains(id)) exhibit.not_run.push_back(id);
    }
    std::sort(exhibit.not_run.begin(), exhibit.not_run.end());
  }
  exhibit.bound = concern_bound(asked_passes(data, exhibit.entries), results);
  exhibit.journal = extract(data, exhibit);
  return exhibit;
}

}  // namespace spoor
