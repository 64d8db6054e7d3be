#include "base/text.h"
#include "findings/case_records.h"
#include "report/documents.h"
#include "report/words.h"

#include <fmt/format.h>

namespace spoor {
namespace {

using nlohmann::json;

int number_of(const json& counts, const char* name) { return counts.value(name, 0); }

std::string other_states(const json& summary) {
  std::string text;
  const json& states = summary.at("states");
  for (const char* state : {"not_applicable", "unavailable", "failed", "cancelled"}) {
    const int count = number_of(states, state);
    if (count > 0) text += fmt::format("{}{} {}", text.empty() ? "" : ", ", count, spaced(state));
  }
  const std::size_t not_run = summary.at("not_run").size();
  if (not_run > 0) text += fmt::format("{}{} not run", text.empty() ? "" : ", ", not_run);
  return text;
}

Cell plain(std::string text) { return {std::move(text), Sign::kNone, "", false}; }

Cell count_cell(int count, Sign sign) { return {std::to_string(count), count > 0 ? sign : Sign::kNone, "", false}; }

// The first concern, or why there is nothing to say.
std::string one_line(const json& summary) {
  if (summary.at("error").is_object()) return reason_text(error_from_json(summary.at("error")));
  const json& concerns = summary.at("concerns");
  if (concerns.empty())
    return number_of(summary.at("states"), "done") == 0 ? "No method gave a result." : "No concern.";
  std::string text = concerns.front().at("statement").get<std::string>();
  if (concerns.size() > 1) text += fmt::format(" (and {} more)", concerns.size() - 1);
  return text;
}

struct Totals {
  std::int64_t exhibits = 0, unreadable = 0, with_concern = 0, without_concern = 0;
};

Grid exhibit_grid(const std::vector<json>& summaries, const std::vector<std::string>& links, Totals& totals) {
  Grid grid{"",
            "Every exhibit, in order of arrival (counts of methods by what they gave)",
            {"No.", "Exhibit", "Concern", "Reassuring", "Neutral", "Inconclusive", "No result", "In one sentence"},
            {true, false, true, true, true, true, false, false},
            {},
            ""};
  for (std::size_t i = 0; i < summaries.size(); ++i) {
    const json& s = summaries[i];
    const json& bearings = s.at("bearings");
    const bool unreadable = s.at("error").is_object();
    ++totals.exhibits;
    if (unreadable) ++totals.unreadable;
    if (number_of(bearings, "concern") > 0) ++totals.with_concern;
    if (!unreadable && number_of(bearings, "concern") == 0) ++totals.without_concern;
    grid.rows.push_back({plain(s.at("id").dump()),
                         {s.at("name").get<std::string>(), Sign::kNone, i < links.size() ? links[i] : "", false},
                         count_cell(number_of(bearings, "concern"), Sign::kConcern),
                         count_cell(number_of(bearings, "reassuring"), Sign::kReassuring),
                         count_cell(number_of(bearings, "neutral"), Sign::kNeutral),
                         count_cell(number_of(bearings, "inconclusive"), Sign::kInconclusive),
                         unreadable ? Cell{"unreadable", Sign::kFailed, "", false} : plain(other_states(s)),
                         plain(one_line(s))});
  }
  return grid;
}

Grid digest_grid(const std::vector<json>& summaries) {
  Grid grid{"", "", {"No.", "Exhibit", "Bytes", "SHA-256", "At the end"}, {true, false, true}, {}, ""};
  for (const auto& s : summaries) {
    const json& unchanged = s.at("unchanged");
    grid.rows.push_back(
        {plain(s.at("id").dump()),
         plain(s.at("name").get<std::string>()),
         plain(s.at("size").dump()),
         {s.at("sha256").is_string() ? s.at("sha256").get<std::string>() : "none", Sign::kNone, "", true},
         plain(unchanged.is_null()     ? "not taken"
               : unchanged.get<bool>() ? "equal"
                                       : "CHANGED")});
  }
  return grid;
}

Section unreadable_section(const CaseData& data, const std::vector<json>& summaries) {
  Section section{"unreadable", "What could not be read, and what was left out", Sign::kNone, "", {}, {}};
  Grid errors{"", "Exhibits with an error", {"No.", "Exhibit", "Reason"}, {true}, {}, ""};
  for (const auto& s : summaries) {
    if (!s.at("error").is_object()) continue;
    errors.rows.push_back({plain(s.at("id").dump()), plain(s.at("name").get<std::string>()),
                           plain(reason_text(error_from_json(s.at("error"))))});
  }
  Grid skipped{"", "Files that are no exhibits of this case", {"File", "Reason"}, {}, {}, ""};
  for (const auto& file : data.skipped) skipped.rows.push_back({plain(file.path), plain(file.reason)});
  if (errors.rows.empty() && skipped.rows.empty()) {
    section.blocks.push_back(Paragraph{"Every file that was offered could be read and is an exhibit of this case."});
  }
  if (!errors.rows.empty()) section.blocks.push_back(std::move(errors));
  if (!skipped.rows.empty()) section.blocks.push_back(std::move(skipped));
  return section;
}

}  // namespace

Document batch_document(const CaseData& data, const std::vector<json>& summaries, const std::vector<std::string>& links,
                        const ConcernBound& bound, const ReportOptions& options, const std::string& digest,
                        const Companions& companions) {
  Document document;
  Totals totals;
  document.title = "Overview of a case";
  document.subtitle = count_text(static_cast<std::int64_t>(summaries.size()), "exhibit", "exhibits");
  document.title_block = case_facts(data);
  document.title_block.rows.emplace_back("Digest of the data", digest);
  if (!companions.json.empty()) document.title_block.rows.emplace_back("Same facts as JSON", companions.json);

  Section summary{"summary", "Summary", Sign::kNone, "", {}, {}};
  Grid grid = exhibit_grid(summaries, links, totals);
  summary.blocks.push_back(Paragraph{
      fmt::format("{}: {} with at least one concern, {} without, {} that could not be read or not to the end. {} left "
                  "out.",
                  count_text(totals.exhibits, "exhibit", "exhibits"), totals.with_concern, totals.without_concern,
                  totals.unreadable,
                  count_text(static_cast<std::int64_t>(data.skipped.size()), "file was", "files were")),
      Paragraph::Style::kLead});
  summary.blocks.push_back(std::move(grid));
  summary.blocks.push_back(Paragraph{
      fmt::format("If every one of these exhibits were honest, the calibrated methods of this profile alone might "
                  "still be expected "
                  "to raise up to {} concerns over all of them ({} for each).",
                  significant(bound.upper_bound * static_cast<double>(totals.exhibits - totals.unreadable), 2),
                  significant(bound.upper_bound, 2))});
  summary.blocks.push_back(sign_key());
  document.sections.push_back(std::move(summary));
  document.sections.push_back(unreadable_section(data, summaries));
  document.sections.push_back(bound_section(data, bound, "in the results of this case"));
  Section digests{"digests", "Digests", Sign::kNone, "", {}, {}};
  digests.blocks.push_back(digest_grid(summaries));
  document.sections.push_back(std::move(digests));
  document.sections.push_back(limits_section());
  document.sections.push_back(review_section());
  document.sections.push_back(journal_section(data, {}));
  if (!options.command.empty()) {
    Section section{"reproduction", "How to recompute this", Sign::kNone, "", {}, {}};
    section.blocks.push_back(Preformatted{options.command});
    document.sections.push_back(std::move(section));
  }
  document.footer = "Journal head " + data.journal_head.substr(0, 16) + "\xE2\x80\xA6 \xC2\xB7 data digest " +
                    digest.substr(0, 16) + "\xE2\x80\xA6";
  return document;
}

}  // namespace spoor
