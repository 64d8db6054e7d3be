#pragma once
/// What a case holds, as plain records. All times are RFC 3339 in UTC.

#include "analysis/output.h"
#include "analysis/provenance.h"
#include "evidence/exhibit.h"
#include "findings/finding.h"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace spoor {

/// The title block. All free text, all optional.
struct CaseFacts {
  std::string title, reference, examiner, organisation;
  std::string request;  ///< what was asked for, and by whom
  bool operator==(const CaseFacts&) const = default;
};

/// An exhibit of the case. `id` counts from 1 in order of arrival and is never given twice.
struct ExhibitRecord {
  std::int64_t id = 0;
  Exhibit exhibit;  ///< sha256 empty where the file could not even be read to its end
  std::string added_at;
  nlohmann::json media;                        ///< media_json(), null while unknown
  std::string examined_at;                     ///< empty until an examination was finished
  std::string sha256_after;                    ///< taken again at the end of the examination; empty where it was not
  std::optional<std::int64_t> frames_decoded;  ///< frames counted by decoding the whole clip
  Lines environment;                           ///< program, libraries and processor of the examination
  std::optional<Error> error;                  ///< why it could not be read, or not to its end
};

/// One run of the program over the case.
struct RunRecord {
  std::int64_t id = 0;
  std::string profile;                 ///< "triage", "full", or empty where passes were named one by one
  std::vector<std::string> passes;     ///< ids asked for: what has no result was not run
  std::vector<std::string> arguments;  ///< command line as given
  std::string program;                 ///< "spoor 0.1.0"
  std::string started_at;
  std::string finished_at;  ///< empty where it was interrupted
};

/// A file that was offered and is no exhibit: no medium, or folded as a copy of another.
struct SkippedFile {
  std::string path;
  std::string reason;  ///< one sentence
  bool operator==(const SkippedFile&) const = default;
};

/// What the case knows of a result without reading it.
struct ResultRow {
  std::string key, pass;
  int version = 0;
  ResultState state = ResultState::kFailed;
  Bearing bearing = Bearing::kInconclusive;
  AnalystStatus status = AnalystStatus::kUnset;
  std::string stored_at;
  std::int64_t maps = 0, maps_kept = 0;  ///< fields in the result, and those kept in full
};

/// A map small enough for a page.
struct MapPreview {
  std::string map;     ///< Map::id
  cv::Mat levels;      ///< CV_8UC1: 0 not measured, 1..255 linear from the map's low to its high, clamped
  int reduction = 1;   ///< cells per preview cell in both directions; the mean of those measured
  cv::Size full;       ///< cells of the whole field
  std::string sha256;  ///< of the whole field
};

/// A small picture of one frame.
struct Thumbnail {
  std::int64_t frame = 0;
  std::string clock;       ///< pts as "H:MM:SS.mmm", empty where there is none
  cv::Mat bgr;             ///< CV_8UC3
  double scale = 1;        ///< picture pixels per thumbnail pixel
  std::string assumption;  ///< what the conversion to RGB assumed, empty where all was declared
};

/// Entry n of the journal. `hash` is SHA-256 over the previous entry's hash, a newline, and journal_text().
struct JournalEntry {
  std::int64_t number = 0;
  std::string at, author;
  std::string action;   ///< "case created", "exhibit added", "result stored", ...
  std::string subject;  ///< exhibit's digest, result's key, ...
  std::string text;
  std::string hash;
  bool operator==(const JournalEntry&) const = default;
};

/// The canonical text that the chain is made of: one escaped line a field.
std::string journal_text(const JournalEntry& entry);

/// Hash before the first entry.
std::string journal_root();

}  // namespace spoor
