#include "cli/case_text.h"

#include "base/fold_text.h"
#include "base/text.h"
#include "cli/result_text.h"
#include "cli/structures_json.h"
#include "cli/terminal.h"
#include "findings/case_records.h"

#include <fmt/format.h>

#include <algorithm>

namespace spoor::cli {
namespace {

using nlohmann::json;

constexpr std::size_t kShortDigest = 16;

std::string place_text(const ClaimedPlace& place) {
  std::string text = fmt::format("{:.6f}, {:.6f}", place.latitude_deg, place.longitude_deg);
  return place.radius_m ? text + fmt::format(" within {} m", shortest(*place.radius_m)) : text;
}

std::string claim_text(const Claim& claim) {
  std::string text;
  const auto add = [&](const std::string& part) {
    if (!part.empty()) text += (text.empty() ? "" : "; ") + part;
  };
  add(claim.statement);
  if (claim.place) add("place " + place_text(*claim.place));
  if (claim.time) {
    const auto &first = claim.time->first_us, &last = claim.time->last_us;
    add("time " + utc_text(first) + (first == last ? "" : " to " + utc_text(last)));
  }
  if (!claim.source.empty()) add("source: " + claim.source);
  return text;
}

std::string frames_text(const FrameRange& frames) {
  if (frames.first == frames.last) return fmt::format("frame {}", frames.first);
  if (frames.last == FrameRange{}.last)
    return frames.first == 0 ? "all frames" : fmt::format("frames {}-", frames.first);
  return fmt::format("frames {}-{}", frames.first, frames.last);
}

json bookmark_list(const std::vector<Bookmark>& bookmarks) {
  json list = json::array();
  for (const auto& each : bookmarks) {
    list.push_back({{"frame", each.frame}, {"note", each.note}, {"author", each.author}, {"created", each.created}});
  }
  return list;
}

json result_json(const ResultRow& row, const PassResult* result) {
  json item{{"key", row.key},
            {"pass", row.pass},
            {"version", row.version},
            {"state", state_name(row.state)},
            {"bearing", bearing_name(row.bearing)},
            {"status", analyst_status_name(row.status)},
            {"stored_at", row.stored_at}};
  if (result == nullptr) return item;
  if (row.state != ResultState::kDone) item["reason"] = result->error.sentence;
  item["observations"] = json::array();
  for (const auto& each : result->output.observations) {
    item["observations"].push_back({{"id", each.id},
                                    {"bearing", bearing_name(each.bearing)},
                                    {"statement", each.statement},
                                    {"frame", each.frame ? json(*each.frame) : json(nullptr)}});
  }
  return item;
}

bool is_begin_of_digest(const std::string& text) {
  return text.size() >= 6 && text.size() <= 64 && text.find_first_not_of("0123456789abcdef") == std::string::npos;
}

std::string field(const json& object, const char* key) {
  const auto found = object.find(key);
  return found != object.end() && found->is_string() ? printable(found->get<std::string>()) : std::string();
}

class Search {
 public:
  explicit Search(std::string_view wanted) : wanted_(folded(wanted)) {}

  void look(std::int64_t exhibit, const std::string& what, const std::string& text) {
    if (!wanted_.empty() && folded(text).find(wanted_) != std::string::npos) hits_.push_back({exhibit, what, text});
  }
  std::vector<CaseHit> take() { return std::move(hits_); }

 private:
  std::string wanted_;
  std::vector<CaseHit> hits_;
};

void look_in_exhibit(Search& search, const ExhibitNotes& notes) {
  const std::int64_t id = notes.record.id;
  const Exhibit& exhibit = notes.record.exhibit;
  search.look(id, "name", exhibit.name);
  search.look(id, "path", exhibit.path);
  search.look(id, "sha256", exhibit.sha256);
  const SourceRecord& source = exhibit.source;
  for (const auto& [what, text] :
       {std::pair{"reference", &source.reference}, std::pair{"link", &source.link}, std::pair{"title", &source.title},
        std::pair{"acquired from", &source.acquired_from}, std::pair{"acquired at", &source.acquired_at},
        std::pair{"generation", &source.generation}, std::pair{"custody", &source.custody_notes}}) {
    search.look(id, what, *text);
  }
  for (const Region& mark : notes.marks.regions) {
    for (const std::string* text : {&mark.label, &mark.note, &mark.role}) search.look(id, "mark " + mark.id, *text);
  }
  for (const MarkGroup& group : notes.marks.groups) {
    for (const std::string* text : {&group.label, &group.kind}) search.look(id, "group " + group.id, *text);
  }
  if (notes.claim) search.look(id, "claim", claim_text(*notes.claim));
  for (const Bookmark& bookmark : notes.bookmarks) {
    search.look(id, fmt::format("bookmark {}", bookmark.frame), bookmark.note);
  }
  for (const PassResult& result : notes.results) {
    for (const auto& each : result.output.observations) search.look(id, "observation " + result.pass, each.statement);
  }
}

}  // namespace

Result<ExhibitNotes> exhibit_notes(CaseFile& file, const ExhibitRecord& record, bool with_results) {
  ExhibitNotes notes;
  notes.record = record;
  auto marks = file.marks(record.id);
  auto claim = file.claim(record.id);
  auto bookmarks = file.bookmarks(record.id);
  auto rows = file.results(record.exhibit.sha256);
  if (!marks) return tl::unexpected(marks.error());
  if (!claim) return tl::unexpected(claim.error());
  if (!bookmarks) return tl::unexpected(bookmarks.error());
  if (!rows) return tl::unexpected(rows.error());
  notes.marks = std::move(*marks);
  notes.claim = std::move(*claim);
  notes.bookmarks = std::move(*bookmarks);
  notes.rows = std::move(*rows);
  if (!with_results) return notes;
  for (const ResultRow& row : notes.rows) {
    auto result = file.result(row.key, false);
    if (!result) return tl::unexpected(result.error());
    notes.results.push_back(std::move(*result));
  }
  return notes;
}

Result<ExhibitRecord> named_exhibit(CaseFile& file, const std::string& name) {
  const auto exhibits = file.exhibits();
  if (!exhibits) return tl::unexpected(exhibits.error());
  const auto only = [&](auto&& fits) -> std::optional<Result<ExhibitRecord>> {
    const auto found = std::find_if(exhibits->begin(), exhibits->end(), fits);
    if (found == exhibits->end()) return std::nullopt;
    if (std::find_if(std::next(found), exhibits->end(), fits) != exhibits->end()) {
      return failure(Fault::kBadArgument, "several exhibits of the case are meant by this", printable(name, 200));
    }
    return *found;
  };
  if (auto record = only([&](const auto& each) { return std::to_string(each.id) == name; })) return *record;
  if (auto record = only([&](const auto& each) { return each.exhibit.name == name || each.exhibit.path == name; })) {
    return *record;
  }
  if (is_begin_of_digest(name)) {
    if (auto record = only([&](const auto& each) { return each.exhibit.sha256.starts_with(name); })) return *record;
  }
  return failure(Fault::kBadArgument, "the case has no such exhibit", printable(name, 200));
}

json exhibit_line_json(const ExhibitNotes& notes) {
  json concerns = json::array();
  for (const auto& row : notes.rows) {
    if (row.state == ResultState::kDone && row.bearing == Bearing::kConcern) concerns.push_back(row.pass);
  }
  json exhibit = exhibit_json(notes.record.exhibit);
  exhibit["source"] = source_json(notes.record.exhibit.source);
  return {{"id", notes.record.id},
          {"exhibit", std::move(exhibit)},
          {"added_at", notes.record.added_at},
          {"examined_at", notes.record.examined_at},
          {"error", notes.record.error ? error_json(*notes.record.error) : json(nullptr)},
          {"marks", notes.marks.regions.size()},
          {"bookmarks", notes.bookmarks.size()},
          {"claim", notes.claim.has_value()},
          {"results", notes.rows.size()},
          {"concerns", std::move(concerns)}};
}

std::string exhibit_lines_text(const std::vector<ExhibitNotes>& exhibits) {
  TextTable table;
  table.row({"id", "sha256", "bytes", "marks", "results", "concerns", "name"});
  for (const ExhibitNotes& notes : exhibits) {
    const Exhibit& exhibit = notes.record.exhibit;
    const auto concerns = exhibit_line_json(notes)["concerns"].size();
    table.row({std::to_string(notes.record.id), exhibit.sha256.substr(0, kShortDigest), std::to_string(exhibit.size),
               std::to_string(notes.marks.regions.size()), std::to_string(notes.rows.size()), std::to_string(concerns),
               printable(exhibit.name)});
  }
  return table.text();
}

json exhibit_notes_json(const ExhibitNotes& notes) {
  json document = exhibit_line_json(notes);
  document["media"] = notes.record.media;
  document["marks"] = marks_json(notes.marks);
  document["claim"] = notes.claim ? claim_json(*notes.claim) : json(nullptr);
  document["bookmarks"] = bookmark_list(notes.bookmarks);
  document["results"] = json::array();
  for (std::size_t i = 0; i < notes.rows.size(); ++i) {
    document["results"].push_back(result_json(notes.rows[i], i < notes.results.size() ? &notes.results[i] : nullptr));
  }
  return document;
}

std::string exhibit_notes_text(const ExhibitNotes& notes) {
  const Exhibit& exhibit = notes.record.exhibit;
  std::string text = fmt::format("Exhibit {}: {}\n  {}\n  {} bytes, SHA-256 {}\n  added {}\n", notes.record.id,
                                 printable(exhibit.name), printable(exhibit.path), exhibit.size, exhibit.sha256,
                                 notes.record.added_at);
  if (!exhibit.source.acquired_from.empty()) text += "  from " + printable(exhibit.source.acquired_from) + "\n";
  if (notes.record.error) text += "  error: " + printable(to_text(*notes.record.error)) + "\n";
  if (notes.claim) text += "Claim: " + printable(claim_text(*notes.claim)) + "\n";
  TextTable marks;
  for (const Region& mark : notes.marks.regions) {
    std::string words = printable(mark.label);
    if (!mark.note.empty()) words += (words.empty() ? "" : ": ") + printable(mark.note);
    marks.row(
        {printable(mark.id, 40), shape_name(mark.shape), printable(mark.role, 40), frames_text(mark.frames), words});
  }
  if (!notes.marks.regions.empty()) text += "Marks\n" + marks.text("  ");
  TextTable bookmarks;
  for (const Bookmark& each : notes.bookmarks) bookmarks.row({std::to_string(each.frame), printable(each.note)});
  if (!notes.bookmarks.empty()) text += "Bookmarks\n" + bookmarks.text("  ");
  if (!notes.rows.empty()) text += "Results\n";
  for (std::size_t i = 0; i < notes.rows.size(); ++i) {
    const ResultRow& row = notes.rows[i];
    text += fmt::format("  {}: {}", row.pass, answer_word(row.state, row.bearing));
    if (row.status != AnalystStatus::kUnset) {
      text += fmt::format(" (the analyst: {})", analyst_status_name(row.status));
    }
    text += "\n";
    if (i >= notes.results.size()) continue;
    if (row.state != ResultState::kDone) text += "    " + printable(notes.results[i].error.sentence) + "\n";
    for (const auto& each : notes.results[i].output.observations) {
      text += fmt::format("    [{}] {}\n", bearing_name(each.bearing), printable(each.statement));
    }
  }
  return text;
}

Result<json> case_overview_json(CaseFile& file) {
  const auto facts = file.facts();
  const auto questions = file.questions();
  const auto findings = file.findings();
  const auto head = file.journal_head();
  const auto journal = file.journal();
  if (!facts) return tl::unexpected(facts.error());
  if (!questions) return tl::unexpected(questions.error());
  if (!findings) return tl::unexpected(findings.error());
  if (!head) return tl::unexpected(head.error());
  if (!journal) return tl::unexpected(journal.error());
  json document{{"title", facts->title},       {"reference", facts->reference},
                {"examiner", facts->examiner}, {"organisation", facts->organisation},
                {"request", facts->request},   {"questions", json::array()},
                {"findings", json::array()},   {"journal", {{"entries", journal->size()}, {"head", *head}}}};
  for (const Question& question : *questions) document["questions"].push_back(question_json(question));
  for (const Finding& finding : *findings) document["findings"].push_back(finding_json(finding));
  return document;
}

std::string case_overview_text(const json& overview) {
  std::string text;
  for (const auto& [key, name] :
       {std::pair{"title", "Title"}, std::pair{"reference", "Reference"}, std::pair{"examiner", "Examiner"},
        std::pair{"organisation", "Organisation"}, std::pair{"request", "Request"}}) {
    if (const auto value = field(overview, key); !value.empty()) text += fmt::format("{}: {}\n", name, value);
  }
  for (const auto& question : overview["questions"]) {
    text += fmt::format("Question {}: {}\n", field(question, "id"), field(question, "text"));
  }
  for (const auto& finding : overview["findings"]) {
    text +=
        fmt::format("Finding {} [{}]: {}\n", field(finding, "id"), field(finding, "bearing"), field(finding, "answer"));
  }
  return text + fmt::format("Journal: {} entries, head {}\n", overview["journal"]["entries"].dump(),
                            field(overview["journal"], "head"));
}

Result<std::vector<CaseHit>> case_hits(CaseFile& file, std::string_view wanted) {
  Search search(wanted);
  const auto facts = file.facts();
  const auto exhibits = file.exhibits();
  const auto questions = file.questions();
  const auto findings = file.findings();
  const auto journal = file.journal();
  if (!facts) return tl::unexpected(facts.error());
  if (!exhibits) return tl::unexpected(exhibits.error());
  if (!questions) return tl::unexpected(questions.error());
  if (!findings) return tl::unexpected(findings.error());
  if (!journal) return tl::unexpected(journal.error());
  for (const std::string* text : {&facts->title, &facts->reference, &facts->examiner, &facts->organisation}) {
    search.look(0, "case", *text);
  }
  search.look(0, "request", facts->request);
  for (const ExhibitRecord& record : *exhibits) {
    const auto notes = exhibit_notes(file, record, true);
    if (!notes) return tl::unexpected(notes.error());
    look_in_exhibit(search, *notes);
  }
  for (const Question& each : *questions) {
    for (const std::string* text : {&each.text, &each.if_as_claimed, &each.if_not}) {
      search.look(0, "question " + each.id, *text);
    }
  }
  for (const Finding& each : *findings) {
    for (const std::string* text : {&each.answer, &each.weight}) search.look(0, "finding " + each.id, *text);
  }
  for (const JournalEntry& entry : *journal) {
    if (entry.action != "remark") continue;
    const auto about = std::find_if(exhibits->begin(), exhibits->end(),
                                    [&](const auto& each) { return each.exhibit.sha256 == entry.subject; });
    search.look(about == exhibits->end() ? 0 : about->id, fmt::format("remark {}", entry.number), entry.text);
  }
  return search.take();
}

}  // namespace spoor::cli
