#pragma once
/// The case's plain records as JSON, and back from JSON that may be damaged (by throwing JsonFault or
/// nlohmann::json::exception, which the case file catches).

#include "engine/session.h"
#include "evidence/claim.h"
#include "evidence/marks_file.h"
#include "evidence/registration.h"
#include "findings/case.h"
#include "media/media_source.h"

#include <nlohmann/json.hpp>

#include <string>
#include <string_view>

namespace spoor {

/// One line; invalid UTF-8 becomes U+FFFD.
std::string json_text(const nlohmann::json& value);

nlohmann::json parsed_json(std::string_view text);

nlohmann::json time_json(const TimeStamp& time);

/// Media facts as they stand in reports: streams, codecs, times in ticks, anomalies.
nlohmann::json media_json(const MediaInfo& info);

/// {frames, complete, concealed, random, reason}: "decoding" of an exhibit's media in the case.
nlohmann::json decoding_json(const DecodedClip& clip);
DecodedClip decoding_from_json(const nlohmann::json& value);

nlohmann::json source_json(const SourceRecord& source);
SourceRecord source_from_json(const nlohmann::json& value);
nlohmann::json error_json(const Error& error);
Error error_from_json(const nlohmann::json& value);
nlohmann::json named_lines_json(const Lines& lines);  ///< [[name, value], ...]
Lines lines_from_json(const nlohmann::json& value);
nlohmann::json claim_json(const Claim& claim);
Claim claim_from_record(const nlohmann::json& value);
nlohmann::json marks_json(const Marks& marks);
Marks marks_from_record(const nlohmann::json& value);
nlohmann::json bookmarks_json(const std::vector<Bookmark>& bookmarks);
std::vector<Bookmark> bookmarks_from_json(const nlohmann::json& value);
/// What the journal calls it.
std::string registration_subject(std::int64_t left, std::int64_t right);
nlohmann::json registration_json(const Registration& registration);
Registration registration_from_json(const nlohmann::json& value);
nlohmann::json question_json(const Question& question);
Question question_from_json(const nlohmann::json& value);
nlohmann::json finding_json(const Finding& finding);
Finding finding_from_json(const nlohmann::json& value);
nlohmann::json run_json(const RunRecord& run);  ///< without id and times
RunRecord run_from_json(const nlohmann::json& value);

}  // namespace spoor
