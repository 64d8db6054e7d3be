#include "findings/case_records.h"

#include "analysis/json_reader.h"
#include "analysis/result_codec.h"
#include "evidence/region_json.h"

namespace spoor {
namespace {

using nlohmann::json;

json optional_time(const std::optional<TimeStamp>& time) { return time ? time_json(*time) : json(nullptr); }

json rational_json(Rational value) { return {value.num, value.den}; }

json video_json(const VideoStreamInfo& stream) {
  return {{"index", stream.index},
          {"codec", stream.codec},
          {"profile", stream.profile},
          {"width", stream.width},
          {"height", stream.height},
          {"pixel_format", stream.pixel_format},
          {"time_base", rational_json(stream.time_base)},
          {"average_rate", rational_json(stream.average_rate)},
          {"sample_aspect", rational_json(stream.sample_aspect)},
          {"start", optional_time(stream.start)},
          {"duration", optional_time(stream.duration)},
          {"declared_frames", stream.declared_frames},
          {"orientation", stream.orientation},
          {"attached_picture", stream.attached_picture}};
}

json audio_json(const AudioStreamInfo& stream) {
  return {{"index", stream.index},
          {"codec", stream.codec},
          {"sample_rate", stream.sample_rate},
          {"channels", stream.channels},
          {"time_base", rational_json(stream.time_base)},
          {"start", optional_time(stream.start)},
          {"duration", optional_time(stream.duration)}};
}

json references_json(const std::vector<ObservationReference>& references) {
  json list = json::array();
  for (const auto& r : references) list.push_back({{"result", r.result_key}, {"observation", r.observation}});
  return list;
}

std::vector<ObservationReference> references(const std::vector<JsonReader>& list) {
  std::vector<ObservationReference> result;
  for (const auto& item : list) result.push_back({item.text("result"), item.text("observation")});
  return result;
}

}  // namespace

std::string json_text(const json& value) { return value.dump(-1, ' ', false, json::error_handler_t::replace); }

json parsed_json(std::string_view text) { return json::parse(text); }

json time_json(const TimeStamp& time) { return {{"ticks", time.ticks}, {"base", rational_json(time.base)}}; }

json media_json(const MediaInfo& info) {
  json video = json::array(), audio = json::array(), data = json::array(), anomalies = json::array();
  for (const auto& stream : info.video) video.push_back(video_json(stream));
  for (const auto& stream : info.audio) audio.push_back(audio_json(stream));
  for (const auto& stream : info.data) {
    data.push_back(
        {{"index", stream.index}, {"kind", stream.kind}, {"codec", stream.codec}, {"handler", stream.handler}});
  }
  for (const auto& anomaly : info.anomalies) anomalies.push_back(anomaly_json(anomaly));
  return {{"kind", media_kind_name(info.kind)},
          {"format", info.format},
          {"decoder", info.decoder},
          {"video", std::move(video)},
          {"audio", std::move(audio)},
          {"data", std::move(data)},
          {"start", optional_time(info.start)},
          {"duration", optional_time(info.duration)},
          {"still_pictures", info.still_pictures},
          {"anomalies", std::move(anomalies)}};
}

json decoding_json(const DecodedClip& clip) {
  return {{"frames", clip.frames},
          {"complete", clip.complete},
          {"concealed", clip.concealed},
          {"random", clip.access.random},
          {"reason", clip.access.reason}};
}

DecodedClip decoding_from_json(const json& value) {
  const JsonReader item(value);
  return {
      item.whole("frames"), item.flag("complete"), item.whole("concealed"), {item.flag("random"), item.text("reason")}};
}

json source_json(const SourceRecord& source) {
  return {{"reference", source.reference},
          {"link", source.link},
          {"title", source.title},
          {"acquired_from", source.acquired_from},
          {"acquired_at", source.acquired_at},
          {"generation", source.generation},
          {"custody_notes", source.custody_notes}};
}

SourceRecord source_from_json(const json& value) {
  const JsonReader item(value);
  return {item.text("reference"),   item.text("link"),       item.text("title"),        item.text("acquired_from"),
          item.text("acquired_at"), item.text("generation"), item.text("custody_notes")};
}

json error_json(const Error& error) {
  return {{"fault", fault_name(error.fault)}, {"sentence", error.sentence}, {"subject", error.subject}};
}

Error error_from_json(const json& value) {
  const JsonReader item(value);
  return {fault_from_name(item.text("fault")), item.text("sentence"), item.text("subject")};
}

json named_lines_json(const Lines& lines) {
  json list = json::array();
  for (const auto& [name, value] : lines) list.push_back({name, value});
  return list;
}

Lines lines_from_json(const json& value) {
  if (!value.is_array()) throw JsonFault("lines are a list");
  Lines lines;
  for (const auto& item : value) {
    auto pair = JsonReader(item).all_texts();
    if (pair.size() != 2) throw JsonFault("a line is a name and a value");
    lines.emplace_back(std::move(pair[0]), std::move(pair[1]));
  }
  return lines;
}

json claim_json(const Claim& claim) {
  json value{{"place", nullptr}, {"time", nullptr}, {"statement", claim.statement}, {"source", claim.source}};
  if (claim.place) {
    value["place"] = {{"latitude_deg", claim.place->latitude_deg},
                      {"longitude_deg", claim.place->longitude_deg},
                      {"radius_m", claim.place->radius_m ? json(*claim.place->radius_m) : json(nullptr)}};
  }
  if (claim.time) {
    value["time"] = {{"first_us", claim.time->first_us},
                     {"last_us", claim.time->last_us},
                     {"text", claim.time->text},
                     {"zone", claim.time->zone},
                     {"tzdata", claim.time->tzdata}};
  }
  return value;
}

Claim claim_from_record(const json& value) {
  const JsonReader item(value);
  Claim claim;
  claim.statement = item.text("statement");
  claim.source = item.text("source");
  if (item.has("place")) {
    const JsonReader place = item.object("place");
    claim.place = ClaimedPlace{place.number("latitude_deg"), place.number("longitude_deg"), std::nullopt};
    if (place.has("radius_m")) claim.place->radius_m = place.number("radius_m");
  }
  if (item.has("time")) {
    const JsonReader time = item.object("time");
    claim.time = ClaimedTime{time.whole("first_us"), time.whole("last_us"), time.text("text"), time.text("zone"),
                             time.text("tzdata")};
  }
  return claim;
}

json marks_json(const Marks& marks) {
  json regions = json::array(), groups = json::array();
  for (const auto& region : marks.regions) regions.push_back(region_json(region));
  for (const auto& group : marks.groups) groups.push_back(group_json(group));
  return {{"regions", std::move(regions)}, {"groups", std::move(groups)}};
}

Marks marks_from_record(const json& value) {
  const JsonReader item(value);
  Marks marks;
  for (const auto& region : item.list("regions")) {
    auto read = region_from_json(region.raw(), "regions");
    if (!read) throw JsonFault(to_text(read.error()));
    marks.regions.push_back(std::move(*read));
  }
  for (const auto& group : item.list("groups")) {
    auto read = group_from_json(group.raw(), "groups");
    if (!read) throw JsonFault(to_text(read.error()));
    marks.groups.push_back(std::move(*read));
  }
  return marks;
}

json bookmarks_json(const std::vector<Bookmark>& bookmarks) {
  json list = json::array();
  for (const auto& mark : bookmarks) {
    list.push_back({{"frame", mark.frame}, {"note", mark.note}, {"author", mark.author}, {"created", mark.created}});
  }
  return list;
}

std::vector<Bookmark> bookmarks_from_json(const json& value) {
  std::vector<Bookmark> bookmarks;
  for (const auto& entry : value) {
    const JsonReader item(entry);
    bookmarks.push_back({item.whole("frame"), item.text("note"), item.text("author"), item.text("created")});
  }
  std::stable_sort(bookmarks.begin(), bookmarks.end(),
                   [](const Bookmark& a, const Bookmark& b) { return a.frame < b.frame; });
  return bookmarks;
}

json question_json(const Question& question) {
  return {{"id", question.id},         {"text", question.text},     {"if_as_claimed", question.if_as_claimed},
          {"if_not", question.if_not}, {"author", question.author}, {"asked_at", question.asked_at}};
}

Question question_from_json(const json& value) {
  const JsonReader item(value);
  return {item.text("id"),     item.text("text"),   item.text("if_as_claimed"),
          item.text("if_not"), item.text("author"), item.text("asked_at")};
}

json finding_json(const Finding& finding) {
  return {{"id", finding.id},
          {"question", finding.question},
          {"answer", finding.answer},
          {"bearing", bearing_name(finding.bearing)},
          {"in_favour", references_json(finding.in_favour)},
          {"against", references_json(finding.against)},
          {"regions", finding.regions},
          {"weight", finding.weight},
          {"author", finding.author},
          {"created", finding.created},
          {"signed_at", finding.signed_at}};
}

Finding finding_from_json(const json& value) {
  const JsonReader item(value);
  Finding finding;
  finding.id = item.text("id");
  finding.question = item.text("question");
  finding.answer = item.text("answer");
  finding.bearing = bearing_from_name(item.text("bearing")).value_or(Bearing::kInconclusive);
  finding.in_favour = references(item.list("in_favour"));
  finding.against = references(item.list("against"));
  finding.regions = item.texts("regions");
  finding.weight = item.text("weight");
  finding.author = item.text("author");
  finding.created = item.text("created");
  finding.signed_at = item.text("signed_at");
  return finding;
}

json run_json(const RunRecord& run) {
  return {{"profile", run.profile}, {"passes", run.passes}, {"arguments", run.arguments}, {"program", run.program}};
}

RunRecord run_from_json(const json& value) {
  const JsonReader item(value);
  RunRecord run;
  run.profile = item.text("profile");
  run.passes = item.texts("passes");
  run.arguments = item.texts("arguments");
  run.program = item.text("program");
  return run;
}

}  // namespace spoor
