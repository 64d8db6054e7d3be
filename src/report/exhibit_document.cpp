#include "analysis/json_reader.h"
#include "analysis/method_page.h"
#include "base/text.h"
#include "findings/case_records.h"
#include "report/documents.h"
#include "report/example_page.h"
#include "report/markup.h"
#include "report/words.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace spoor {
namespace {

using nlohmann::json;

constexpr std::size_t kStripPictures = 12;

std::string digest_after_text(const ExhibitRecord& record) {
  if (record.exhibit.sha256.empty()) return "no digest could be taken";
  if (record.sha256_after.empty()) return "the digest was not taken again at the end";
  return record.sha256_after == record.exhibit.sha256
             ? "equal at start and end of the examination"
             : "CHANGED during the examination: " + record.sha256_after + " at the end";
}

// The strongest observation's statement; for a result that is none, its reason.
std::string one_line(const PassEntry& entry) {
  if (entry.result.state != ResultState::kDone) return reason_text(entry.result.error);
  const auto& list = entry.result.output.observations;
  if (list.empty()) return "The method ran and worded no observation.";
  const Bearing strongest = overall_bearing(entry.result.output);
  const auto found =
      std::find_if(list.begin(), list.end(), [&](const Observation& o) { return o.bearing == strongest; });
  std::string text = found == list.end() ? list.front().statement : found->statement;
  if (list.size() > 1) text += fmt::format(" (and {} more)", list.size() - 1);
  return text;
}

Section summary_section(const CaseData& data, const ExhibitData& exhibit) {
  Section section{"summary", "Summary", Sign::kNone, "", {}, {}};
  std::map<std::string, int> counts;
  bool marked = false;
  Grid grid{"", "Every method asked for, with what it gave", {"Method", "Result", "In one sentence"}, {}, {}, ""};
  for (const auto& entry : exhibit.entries) marked |= entry.row.status != AnalystStatus::kUnset;
  if (marked) grid.columns.insert(grid.columns.begin() + 2, "Analyst's mark");
  for (const auto& entry : exhibit.entries) {
    const Sign sign = entry.result.state == ResultState::kDone ? sign_of(overall_bearing(entry.result.output))
                                                               : sign_of(entry.result.state);
    ++counts[sign_word(sign)];
    std::vector<Cell> row{
        {entry.pass != nullptr ? entry.pass->title : entry.row.pass, Sign::kNone, "#" + result_anchor(entry), false},
        {sign_word(sign), sign, "", false},
        {one_line(entry), Sign::kNone, "", false}};
    if (marked) {
      const std::string word = entry.row.status == AnalystStatus::kUnset ? "" : analyst_status_name(entry.row.status);
      row.insert(row.begin() + 2, {spaced(word), Sign::kNone, "", false});
    }
    grid.rows.push_back(std::move(row));
  }
  for (const auto& id : exhibit.not_run) {
    const PassDescriptor* pass = find_pass(data.passes, id);
    std::vector<Cell> row{{pass != nullptr ? pass->title : id, Sign::kNone, "", false},
                          {sign_word(Sign::kNotRun), Sign::kNotRun, "", false},
                          {"Asked for, and without a result.", Sign::kNone, "", false}};
    if (marked) row.insert(row.begin() + 2, Cell{});
    grid.rows.push_back(std::move(row));
    ++counts[sign_word(Sign::kNotRun)];
  }
  std::string tally;
  for (const Sign sign : {Sign::kConcern, Sign::kReassuring, Sign::kNeutral, Sign::kInconclusive, Sign::kNotApplicable,
                          Sign::kUnavailable, Sign::kFailed, Sign::kCancelled, Sign::kNotRun}) {
    const auto found = counts.find(sign_word(sign));
    if (found != counts.end()) tally += fmt::format("{}{} {}", tally.empty() ? "" : ", ", found->second, found->first);
  }
  if (exhibit.record.error) {
    section.blocks.push_back(
        Callout{"This file could not be read, or not to its end", reason_text(*exhibit.record.error)});
  }
  const auto asked = static_cast<std::int64_t>(grid.rows.size());
  if (asked == 0) {
    section.blocks.push_back(Paragraph{"No method was run on this exhibit.", Paragraph::Style::kLead});
    return section;
  }
  section.blocks.push_back(
      Paragraph{count_text(asked, "question was", "questions were") + " put to the exhibit: " + tally + ".",
                Paragraph::Style::kLead});
  section.blocks.push_back(std::move(grid));
  section.blocks.push_back(Paragraph{fmt::format(
      "An honest file may be expected to get at most {} concerns from the {} of "
      "this profile; {} that may raise one {} no figure (section \xE2\x80\x9CHow many concerns an "
      "honest file would get\xE2\x80\x9D).",
      significant(exhibit.bound.upper_bound, 2),
      count_text(static_cast<std::int64_t>(exhibit.bound.calibrated.size()), "calibrated method", "calibrated methods"),
      count_text(static_cast<std::int64_t>(exhibit.bound.uncalibrated.size()), "method", "methods"),
      exhibit.bound.uncalibrated.size() == 1 ? "states" : "state")});
  section.blocks.push_back(sign_key());
  return section;
}

Section asked_section(const CaseData& data, const ExhibitData& exhibit) {
  Section section{"asked", "What was asked, and the claim as received", Sign::kNone, "", {}, {}};
  section.blocks.push_back(
      Paragraph{data.facts.request.empty() ? "No request is on record." : "Request: " + data.facts.request});
  if (exhibit.claim) {
    Facts claim;
    if (!exhibit.claim->statement.empty()) claim.rows.emplace_back("Said of the footage", exhibit.claim->statement);
    if (!exhibit.claim->source.empty()) claim.rows.emplace_back("By", exhibit.claim->source);
    if (exhibit.claim->place) claim.rows.emplace_back("Place", place_text(*exhibit.claim->place));
    if (exhibit.claim->time) claim.rows.emplace_back("Time", claimed_time_text(*exhibit.claim->time));
    section.blocks.push_back(std::move(claim));
  } else {
    section.blocks.push_back(Paragraph{"No claim of place, time or content is on record for this exhibit."});
  }
  if (data.questions.empty()) {
    section.blocks.push_back(
        Paragraph{"No questions with propositions were written before the examination.", Paragraph::Style::kSmall});
  }
  for (const auto& question : data.questions) {
    Facts facts;
    facts.rows.emplace_back("Question", question.text);
    facts.rows.emplace_back("If the footage is what is claimed",
                            question.if_as_claimed.empty() ? "not written" : question.if_as_claimed);
    facts.rows.emplace_back("If it is not", question.if_not.empty() ? "not written" : question.if_not);
    facts.rows.emplace_back("Written", question.author + ", " + time_text(question.asked_at));
    section.blocks.push_back(std::move(facts));
  }
  return section;
}

std::string text_at(const json& value, const char* name) {
  const auto found = value.find(name);
  if (found == value.end() || found->is_null()) return {};
  return found->is_string() ? found->get<std::string>() : found->dump();
}

std::string time_at(const json& value, const char* name) {
  const auto found = value.find(name);
  if (found == value.end() || !found->is_object()) return {};
  try {
    const TimeStamp time{found->at("ticks").get<std::int64_t>(),
                         {found->at("base").at(0).get<std::int64_t>(), found->at("base").at(1).get<std::int64_t>()}};
    if (time.base.den <= 0) return {};
    return fmt::format("{} ({} ticks of {}/{} s)", clock_text(time), time.ticks, time.base.num, time.base.den);
  } catch (const json::exception&) {
    return {};
  }
}

std::string ratio_at(const json& value, const char* name) {
  const auto found = value.find(name);
  if (found == value.end() || !found->is_array() || found->size() != 2) return {};
  return (*found)[0].dump() + "/" + (*found)[1].dump();
}

void add_stream(Facts& facts, const json& s) {
  std::string text = text_at(s, "codec");
  if (!text_at(s, "profile").empty()) text += " (" + text_at(s, "profile") + ")";
  text +=
      fmt::format(", {} \xC3\x97 {} pixels, {}", text_at(s, "width"), text_at(s, "height"), text_at(s, "pixel_format"));
  const std::string aspect = ratio_at(s, "sample_aspect");
  text += aspect == "1/1"   ? ", square pixels"
          : aspect == "0/1" ? ", shape of pixels not declared"
                            : ", pixels " + aspect;
  text += ", orientation " + text_at(s, "orientation") + " (EXIF numbering, as declared, not applied)";
  if (ratio_at(s, "average_rate") != "0/1") text += ", average rate " + ratio_at(s, "average_rate") + " per s";
  text += ", time base " + ratio_at(s, "time_base") + " s";
  const std::string start = time_at(s, "start"), duration = time_at(s, "duration");
  if (!start.empty()) text += ", first pts " + start;
  if (!duration.empty()) text += ", declared length " + duration;
  if (text_at(s, "declared_frames") != "0") text += ", declared frames " + text_at(s, "declared_frames");
  facts.rows.emplace_back("Video stream " + text_at(s, "index"), text);
}

std::optional<DecodedClip> decoding_of(const json& media) {
  const auto found = media.find("decoding");
  if (found == media.end()) return std::nullopt;
  try {
    return decoding_from_json(*found);
  } catch (const JsonFault&) {
    return std::nullopt;
  }
}

std::string counted_frames_text(const ExhibitRecord& record) {
  const std::string kind = text_at(record.media, "kind");
  const auto decoding = decoding_of(record.media);
  if (record.frames_decoded) {
    std::string text = std::to_string(*record.frames_decoded);
    if (kind != "clip") return text;
    text += ", counted by decoding all of the stream with " + text_at(record.media, "decoder");
    if (decoding) text += fmt::format("; in {} of them the decoder made up samples", decoding->concealed);
    return text;
  }
  if (kind == "sound" || kind == "record") return "none: there is no picture";
  if (decoding) {
    return fmt::format("not counted: the methods of this examination had the first {} frames decoded alone, with {}",
                       decoding->frames, text_at(record.media, "decoder"));
  }
  return "not counted: no method of this examination decoded the clip to its end";
}

std::string access_text(const DecodedClip& clip) {
  if (!clip.access.random) return clip.access.reason;
  if (clip.complete) return "a frame fetched by its number equals the one met in sequence";
  return fmt::format("no damage met in the first {} frames; of those behind them nothing is known", clip.frames);
}

void add_media(const ExhibitRecord& record, Section& section) {
  const json& media = record.media;
  if (!media.is_object()) {
    section.blocks.push_back(Paragraph{"What kind of medium it is could not be established."});
    return;
  }
  Facts facts;
  facts.rows.emplace_back("Kind and format", text_at(media, "kind") + ", " + text_at(media, "format"));
  facts.rows.emplace_back("Decoder", text_at(media, "decoder"));
  facts.rows.emplace_back("Frames by decoding", counted_frames_text(record));
  if (const auto decoding = decoding_of(media); decoding && text_at(media, "kind") == "clip") {
    facts.rows.emplace_back("Frames by number", access_text(*decoding));
  }
  for (const auto& s : media.value("video", json::array())) add_stream(facts, s);
  for (const auto& s : media.value("audio", json::array())) {
    facts.rows.emplace_back(
        "Sound stream " + text_at(s, "index"),
        fmt::format("{}, {} Hz, {} channels", text_at(s, "codec"), text_at(s, "sample_rate"), text_at(s, "channels")));
  }
  for (const auto& s : media.value("data", json::array())) {
    facts.rows.emplace_back("Other stream " + text_at(s, "index"),
                            text_at(s, "kind") + " " + text_at(s, "codec") + " " + text_at(s, "handler"));
  }
  section.blocks.push_back(std::move(facts));
  const json anomalies = media.value("anomalies", json::array());
  if (anomalies.empty()) return;
  Grid grid{
      "", "Damage and oddities met when the file was opened", {"Kind", "What", "Offset"}, {false, false, true}, {}, ""};
  for (const auto& anomaly : anomalies) {
    if (grid.rows.size() == 25) break;
    grid.rows.push_back({{spaced(text_at(anomaly, "kind")), Sign::kNone, "", false},
                         {text_at(anomaly, "what"), Sign::kNone, "", false},
                         {text_at(anomaly, "offset"), Sign::kNone, "", false}});
  }
  if (grid.rows.size() < anomalies.size()) {
    grid.cut = fmt::format("{} of {} rows; the whole of it is in the JSON report", grid.rows.size(), anomalies.size());
  }
  section.blocks.push_back(std::move(grid));
}

void add_pictures(const ExhibitData& exhibit, Section& section) {
  PictureStrip strip;
  for (const auto& thumbnail : exhibit.thumbnails) {
    if (strip.pictures.size() == kStripPictures) break;
    std::string caption = "Frame " + std::to_string(thumbnail.frame);
    if (!thumbnail.clock.empty()) caption += ", pts " + thumbnail.clock;
    PictureFigure picture{"frame." + std::to_string(thumbnail.frame), caption, thumbnail.frame, {}};
    for (const auto& region : exhibit.marks.regions) {
      if (!region.frames.contains(thumbnail.frame)) continue;
      picture.outlines.push_back(
          {points_at(region, thumbnail.frame), region.shape, region.label.empty() ? region.role : region.label, false});
    }
    strip.pictures.push_back(std::move(picture));
  }
  if (strip.pictures.empty()) return;
  std::string note = "Reduced pictures of sampled frames, for orientation only; orientation and crop as decoded. ";
  if (!exhibit.marks.regions.empty()) note += "Solid outlines are the analyst's marks. ";
  if (!exhibit.thumbnails.front().assumption.empty()) {
    note += "Shown under an assumption about colour: " + exhibit.thumbnails.front().assumption + ". ";
  }
  section.blocks.push_back(std::move(strip));
  section.blocks.push_back(Paragraph{note, Paragraph::Style::kSmall});
}

Section exhibit_section(const ExhibitData& exhibit) {
  Section section{"exhibit", "The exhibit", Sign::kNone, "", {}, {}};
  const Exhibit& e = exhibit.record.exhibit;
  Facts identity;
  identity.rows.emplace_back("Name as received", e.name);
  identity.rows.emplace_back("Opened as", e.path);
  identity.rows.emplace_back("Size", size_text(e.size));
  identity.rows.emplace_back("SHA-256", e.sha256.empty() ? "none" : e.sha256);
  identity.rows.emplace_back("Digest at the end", digest_after_text(exhibit.record));
  identity.rows.emplace_back("Added to the case", time_text(exhibit.record.added_at));
  if (!exhibit.record.examined_at.empty())
    identity.rows.emplace_back("Examined", time_text(exhibit.record.examined_at));
  const SourceRecord& s = e.source;
  for (const auto& [name, value] : {std::pair("Source reference", s.reference), std::pair("Link", s.link),
                                    std::pair("Title at the source", s.title),
                                    std::pair("Acquired from", s.acquired_from), std::pair("Acquired", s.acquired_at),
                                    std::pair("Generation", s.generation), std::pair("Custody", s.custody_notes)}) {
    if (!value.empty()) identity.rows.emplace_back(name, value);
  }
  if (s == SourceRecord{}) identity.rows.emplace_back("Source", "from whom it was received is not on record");
  section.blocks.push_back(std::move(identity));
  add_media(exhibit.record, section);
  add_pictures(exhibit, section);
  return section;
}

Section methods_section(const ExhibitData& exhibit, const Companions& companions) {
  Section section{"methods", "What the methods observed", Sign::kNone, "", {}, {}};
  for (const auto& entry : exhibit.entries) {
    if (entry.result.state != ResultState::kDone) continue;
    section.sections.push_back(result_section(exhibit, entry, companions));
  }
  if (section.sections.empty()) section.blocks.push_back(Paragraph{"No method gave a result."});
  return section;
}

Section unanswered_section(const CaseData& data, const ExhibitData& exhibit) {
  Section section{"unanswered", "What could not be run, and why", Sign::kNone, "", {}, {}};
  Grid grid{"", "", {"Method", "State", "Reason"}, {}, {}, ""};
  for (const auto& entry : exhibit.entries) {
    if (entry.result.state == ResultState::kDone) continue;
    grid.rows.push_back({{entry.pass != nullptr ? entry.pass->title : entry.row.pass, Sign::kNone, "", false},
                         {sign_word(sign_of(entry.result.state)), sign_of(entry.result.state), "", false},
                         {reason_text(entry.result.error), Sign::kNone, "", false}});
  }
  for (const auto& id : exhibit.not_run) {
    const PassDescriptor* pass = find_pass(data.passes, id);
    const std::string reason =
        exhibit.record.error ? "The examination ended before: " + exhibit.record.error->sentence
                             : "The case holds no result for this exhibit; the run was interrupted, or is not done.";
    grid.rows.push_back({{pass != nullptr ? pass->title : id, Sign::kNone, "", false},
                         {sign_word(Sign::kNotRun), Sign::kNotRun, "", false},
                         {reason, Sign::kNone, "", false}});
  }
  if (grid.rows.empty()) {
    section.blocks.push_back(Paragraph{"Every method that was asked for ran to its end."});
  } else {
    section.blocks.push_back(std::move(grid));
  }
  return section;
}

// An unanswered method still has an anchor that the summary leads to.
void anchor_unanswered(const ExhibitData& exhibit, const Companions& companions, Section& section) {
  for (const auto& entry : exhibit.entries) {
    if (entry.result.state != ResultState::kDone)
      section.sections.push_back(result_section(exhibit, entry, companions));
  }
}

Section findings_section(const CaseData& data) {
  Section section{"findings", "Findings", Sign::kNone, "", {}, {}};
  if (data.findings.empty()) {
    section.blocks.push_back(Paragraph{
        "No person has recorded a finding. What stands in this report are observations of methods, which are not "
        "findings until somebody weighs and signs them."});
  }
  for (const auto& finding : data.findings) {
    Statement statement;
    statement.anchor = "finding." + anchor_text(finding.id);
    statement.sign = sign_of(finding.bearing);
    statement.word = sign_word(statement.sign);
    statement.text = finding.answer;
    for (const auto& question : data.questions) {
      if (question.id == finding.question) statement.facts.emplace_back("Question", question.text);
    }
    statement.facts.emplace_back("Weight", finding.weight.empty() ? "not quantified" : finding.weight);
    const auto listed = [](const std::vector<ObservationReference>& references) {
      std::string text;
      for (const auto& r : references) {
        text += (text.empty() ? "" : ", ") + r.observation + " (result " + r.result_key.substr(0, 8) + ")";
      }
      return text.empty() ? std::string("none") : text;
    };
    statement.facts.emplace_back("Observations in favour", listed(finding.in_favour));
    statement.facts.emplace_back("Observations against", listed(finding.against));
    statement.facts.emplace_back("By", finding.author + ", " + time_text(finding.created));
    statement.facts.emplace_back("Signed", finding.signed_at.empty() ? "not signed" : time_text(finding.signed_at));
    section.blocks.push_back(std::move(statement));
  }
  return section;
}

Section reproduction_section(const ExhibitData& exhibit, const ReportOptions& options, const std::string& digest,
                             const Companions& companions) {
  Section section{"reproduction", "How to recompute this", Sign::kNone, "", {}, {}};
  std::string commands = options.command;
  if (!companions.json.empty()) {
    commands +=
        std::string(commands.empty() ? "" : "\n") + "spoor verify " + companions.json + " --in FOLDER-WITH-THE-EXHIBIT";
  }
  section.blocks.push_back(Paragraph{
      "The first command asks the same questions again; the second recomputes every result of the JSON report and says "
      "of each: identical, within the declared tolerance, or different and where. The exhibit is found by its "
      "digest."});
  section.blocks.push_back(Preformatted{commands});
  Facts facts;
  facts.code = true;
  facts.rows.emplace_back("Digest of the report's data", digest);
  section.blocks.push_back(std::move(facts));
  Section environment{"environment", "On what it was computed", Sign::kNone, "", {}, {}};
  std::map<std::string, std::pair<Lines, std::string>> environments;
  for (const auto& entry : exhibit.entries) {
    if (entry.result.provenance.environment.empty()) continue;
    auto& [lines, passes] = environments[lines_text(entry.result.provenance.environment)];
    lines = entry.result.provenance.environment;
    passes += (passes.empty() ? "" : ", ") + entry.row.pass;
  }
  if (environments.empty() && !exhibit.record.environment.empty()) {
    environments[""] = {exhibit.record.environment, "the examination"};
  }
  for (const auto& [text, held] : environments) {
    environment.blocks.push_back(Paragraph{"For " + held.second + ":"});
    Facts rows;
    for (const auto& [name, value] : held.first) rows.rows.emplace_back(name, value);
    environment.blocks.push_back(std::move(rows));
  }
  if (!environments.empty()) section.sections.push_back(std::move(environment));
  Section requests{"requests", "Exact requests", Sign::kNone, "", {}, {}};
  requests.blocks.push_back(Paragraph{"The SHA-256 of these lines is the key under which the case holds the result."});
  for (const auto& entry : exhibit.entries) {
    requests.blocks.push_back(
        Preformatted{"# key " + entry.row.key + "\n" + lines_text(entry.result.provenance.request)});
  }
  if (!exhibit.entries.empty()) section.sections.push_back(std::move(requests));
  return section;
}

Section pages_section(const ExhibitData& exhibit, const ReportOptions& options) {
  Section section{"pages", "Appendix: the methods", Sign::kNone, "", {}, {}};
  std::string last;
  for (const auto& entry : exhibit.entries) {
    if (entry.result.state != ResultState::kDone || entry.row.pass == last) continue;
    last = entry.row.pass;
    const auto page = options.method_page ? options.method_page(entry.row.pass) : method_page(entry.row.pass);
    if (!page) continue;
    Section of_pass{"page." + anchor_text(entry.row.pass), entry.row.pass, Sign::kNone, "", {}, {}};
    for (Block& block : page_blocks(options.examples, entry.pass, *page)) of_pass.blocks.push_back(std::move(block));
    section.sections.push_back(std::move(of_pass));
  }
  return section;
}

cv::Size2d picture_size(const Thumbnail& thumbnail) {
  return {thumbnail.bgr.cols * thumbnail.scale, thumbnail.bgr.rows * thumbnail.scale};
}

}  // namespace

Document exhibit_document(const CaseData& data, const ExhibitData& exhibit, const ReportOptions& options,
                          const std::string& digest, const Companions& companions) {
  Document document;
  document.title = "Examination report";
  document.subtitle = exhibit.record.exhibit.name;
  document.title_block = case_facts(data);
  auto& rows = document.title_block.rows;
  const Exhibit& e = exhibit.record.exhibit;
  std::vector<std::pair<std::string, std::string>> identity{
      {"Exhibit", fmt::format("no. {}: {}", exhibit.record.id, e.name)},
      {"Size", size_text(e.size)},
      {"SHA-256", e.sha256.empty() ? "none" : e.sha256},
      {"Digest", digest_after_text(exhibit.record)}};
  rows.insert(rows.begin(), identity.begin(), identity.end());
  rows.emplace_back("Digest of the data", digest);
  if (!companions.json.empty()) rows.emplace_back("Same facts as JSON", companions.json);
  for (const auto& thumbnail : exhibit.thumbnails) document.pictures.push_back({thumbnail, picture_size(thumbnail)});

  auto& sections = document.sections;
  sections.push_back(summary_section(data, exhibit));
  sections.push_back(asked_section(data, exhibit));
  sections.push_back(exhibit_section(exhibit));
  if (!exhibit.registrations.empty()) sections.push_back(registrations_section(data, exhibit));
  sections.push_back(methods_section(exhibit, companions));
  sections.push_back(unanswered_section(data, exhibit));
  anchor_unanswered(exhibit, companions, sections.back());
  sections.push_back(bound_section(data, exhibit.bound, "in the results on this exhibit"));
  sections.push_back(findings_section(data));
  sections.push_back(limits_section());
  sections.push_back(review_section());
  sections.push_back(journal_section(data, exhibit.journal));
  sections.push_back(reproduction_section(exhibit, options, digest, companions));
  Section pages = pages_section(exhibit, options);
  if (!pages.sections.empty()) sections.push_back(std::move(pages));
  document.footer = "Journal head " + data.journal_head.substr(0, 16) + "\xE2\x80\xA6 \xC2\xB7 data digest " +
                    digest.substr(0, 16) + "\xE2\x80\xA6";
  return document;
}

}  // namespace spoor
