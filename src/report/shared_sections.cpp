#include "analysis/version.h"
#include "base/text.h"
#include "report/documents.h"
#include "report/markup.h"
#include "report/words.h"

#include <fmt/format.h>

namespace spoor {
namespace {

constexpr std::size_t kJournalLines = 40;  // of a longer extract: the first and last half of these

void add_line(Facts& facts, const std::string& name, const std::string& value) {
  if (!value.empty()) facts.rows.emplace_back(name, value);
}

std::string joined(const std::vector<std::string>& list, const std::string& by) {
  std::string text;
  for (const auto& item : list) text += (text.empty() ? "" : by) + item;
  return text;
}

}  // namespace

Grid table_grid(const Table& table, const std::string& anchor, const std::string& rest) {
  Grid grid{anchor, table.title, {}, {}, {}, ""};
  for (const auto& column : table.columns) {
    const std::string unit = unit_text(column.unit);
    grid.columns.push_back(column.name + (unit.empty() ? "" : " [" + unit + "]"));
    grid.numeric.push_back(column.kind != Table::Kind::kText);
  }
  for (const auto& row : table.rows) {
    if (grid.rows.size() == kTableRows && table.rows.size() > kFewRows) break;
    std::vector<Cell> cells;
    for (const auto& text : row) cells.push_back({printable(text, 400), Sign::kNone, "", false});
    grid.rows.push_back(std::move(cells));
  }
  if (grid.rows.size() < table.rows.size()) {
    grid.cut = fmt::format("{} of {} rows; {}", grid.rows.size(), table.rows.size(), rest);
  }
  return grid;
}

Facts case_facts(const CaseData& data) {
  Facts facts;
  add_line(facts, "Case", data.facts.title);
  add_line(facts, "Reference", data.facts.reference);
  add_line(facts, "Examiner", data.facts.examiner.empty() ? "not stated" : data.facts.examiner);
  add_line(facts, "Organisation", data.facts.organisation);
  add_line(facts, "Profile", profile_text(data));
  if (!data.runs.empty()) {
    const RunRecord& last = data.runs.back();
    add_line(facts, "Examined",
             time_text(data.runs.front().started_at) + " to " +
                 (last.finished_at.empty() ? "(the last run was interrupted)" : time_text(last.finished_at)));
    add_line(facts, "Computed by", last.program);
  }
  add_line(facts, "Report by", std::string("spoor ") + kProgramVersion);
  add_line(facts, "Case file", data.file_name);
  return facts;
}

Grid sign_key() {
  Grid grid{"",
            "Signs used in this report. Shape and word carry the meaning; colour adds nothing.",
            {"Sign", "Meaning"},
            {},
            {},
            ""};
  for (const Sign sign : {Sign::kConcern, Sign::kNeutral, Sign::kReassuring, Sign::kInconclusive, Sign::kNotApplicable,
                          Sign::kUnavailable, Sign::kFailed, Sign::kCancelled, Sign::kNotRun}) {
    grid.rows.push_back({{sign_word(sign), sign, "", false}, {sign_meaning(sign), Sign::kNone, "", false}});
  }
  return grid;
}

Section bound_section(const CaseData& data, const ConcernBound& bound, const std::string& of_what) {
  Section section{"bound", "How many concerns an honest file would get", Sign::kNone, "", {}, {}};
  const auto calibrated = static_cast<std::int64_t>(bound.calibrated.size());
  const auto uncalibrated = static_cast<std::int64_t>(bound.uncalibrated.size());
  std::string text = fmt::format(
      "Many tests at 1 % are not one test at 1 %. Under the profile \xE2\x80\x9C{}\xE2\x80\x9D, {} that may raise a "
      "concern {} a false-alarm figure {}; the 95 % upper bounds add up to {} concerns for an honest file.",
      profile_text(data), count_text(calibrated, "method", "methods"), calibrated == 1 ? "states" : "state", of_what,
      significant(bound.upper_bound, 2));
  if (uncalibrated > 0) {
    text += fmt::format(
        " {} a concern without a figure, so this sum is no bound for the whole profile; until they are calibrated, "
        "how often an honest file makes them speak is not known.",
        count_text(uncalibrated, "further method may raise", "further methods may raise"));
  }
  text += " " + count_text(static_cast<std::int64_t>(bound.silent.size()), "method raises", "methods raise") +
          " no concern at all.";
  section.blocks.push_back(Paragraph{text});
  if (!bound.calibrated.empty()) {
    Grid grid{"",
              "Upper bounds by method",
              {"Method", "Concerns per honest file, at most", "Calibrated on"},
              {false, true, false},
              {},
              ""};
    for (const auto& pass : bound.calibrated) {
      grid.rows.push_back({{pass.pass, Sign::kNone, "", true},
                           {significant(pass.upper_bound, 2), Sign::kNone, "", false},
                           {joined(pass.corpora, "; "), Sign::kNone, "", false}});
    }
    section.blocks.push_back(std::move(grid));
  }
  if (!bound.uncalibrated.empty()) {
    section.blocks.push_back(
        Paragraph{"May raise a concern, no figure stated: " + joined(bound.uncalibrated, ", ") + "."});
  }
  if (!bound.silent.empty()) {
    section.blocks.push_back(
        Paragraph{"Raise no concern: " + joined(bound.silent, ", ") + ".", Paragraph::Style::kSmall});
  }
  return section;
}

Section limits_section() {
  Section section{"limits", "Limits, and how weight is put into words", Sign::kNone, "", {}, {}};
  section.blocks.push_back(Callout{
      "Integrity and authenticity are two things",
      "Integrity asks whether the file is as it left the camera. Authenticity asks whether it shows what is claimed of "
      "it. A clip that a platform re-encoded has lost integrity and may be authentic; an untouched file may show a "
      "staged scene. An observation about compression, metadata or structure speaks of integrity alone."});
  section.blocks.push_back(TextList{
      "",
      {"No observation in this report is a verdict on the footage or on anybody. Each is to be read with its innocent "
       "causes and its false-alarm figure.",
       "Several observations with one common cause (a re-encoding, say) are one observation for the purpose of weight.",
       "Absence of concerns does not show that the footage is what it is said to be: each method sees only what it "
       "looks for.",
       "No likelihood ratio was computed: the weight of the observations is not quantified. Where a person expresses "
       "weight, the scale below is meant, and it compares two propositions; it never states the probability that "
       "either is true."}});
  Grid scale{"",
             "Verbal scale (ENFSI Guideline for Evaluative Reporting, 2015)",
             {"Likelihood ratio", "The observations give, for the first proposition against the second"},
             {},
             {},
             ""};
  for (const auto& [ratio, words] :
       {std::pair("1", "no support either way"), std::pair("2 to 10", "weak support"),
        std::pair("10 to 100", "moderate support"), std::pair("100 to 1,000", "moderately strong support"),
        std::pair("1,000 to 10,000", "strong support"), std::pair("10,000 to 1,000,000", "very strong support"),
        std::pair("above 1,000,000", "extremely strong support")}) {
    scale.rows.push_back({{ratio, Sign::kNone, "", false}, {words, Sign::kNone, "", false}});
  }
  section.blocks.push_back(std::move(scale));
  return section;
}

Section review_section() {
  Section section{"review", "Review and dissent", Sign::kNone, "", {}, {}};
  section.blocks.push_back(
      Paragraph{"To be filled in by a second reader who has seen the exhibit and this report. Dissent is recorded, not "
                "resolved."});
  section.blocks.push_back(SignatureSheet{{"Reviewer (name, function)", "Observations the reviewer reads otherwise", "",
                                           "Alternatives not considered", "", "Examiner: date and signature",
                                           "Reviewer: date and signature"}});
  return section;
}

Section journal_section(const CaseData& data, const std::vector<JournalEntry>& entries) {
  Section section{"journal", "Journal", Sign::kNone, "", {}, {}};
  section.blocks.push_back(Paragraph{fmt::format(
      "Every change of the case is a line of its journal; each line's SHA-256 covers the line before it. A journal "
      "that "
      "was rebuilt has another head than the one printed here. The chain {} when this report was made.",
      data.journal_fault.empty() ? "was recomputed and is whole" : "DOES NOT FIT (" + data.journal_fault + ")")});
  Facts head;
  head.code = true;
  head.rows.emplace_back("Head of the journal", data.journal_head);
  head.rows.emplace_back("Lines in all", std::to_string(data.journal.size()));
  section.blocks.push_back(std::move(head));
  if (entries.empty()) return section;
  Grid grid{"",
            "Extract: lines about the case and this exhibit",
            {"No.", "When (UTC)", "By", "What", "Subject", "Hash"},
            {true},
            {},
            ""};
  for (std::size_t i = 0; i < entries.size(); ++i) {
    if (entries.size() > kJournalLines && i >= kJournalLines / 2 && i < entries.size() - kJournalLines / 2) continue;
    const JournalEntry& entry = entries[i];
    const std::string when = time_text(entry.at);
    grid.rows.push_back({{std::to_string(entry.number), Sign::kNone, "", false},
                         {when.substr(0, std::min<std::size_t>(19, when.size())), Sign::kNone, "", false},
                         {entry.author, Sign::kNone, "", false},
                         {entry.action, Sign::kNone, "", false},
                         {entry.subject.substr(0, 12), Sign::kNone, "", true},
                         {entry.hash.substr(0, 12), Sign::kNone, "", true}});
  }
  if (entries.size() > kJournalLines) {
    grid.cut = fmt::format("{} of {} lines; all of them in full in the JSON report", kJournalLines, entries.size());
  }
  section.blocks.push_back(std::move(grid));
  return section;
}

}  // namespace spoor
