#pragma once
/// What a case holds, as text for people and as JSON.

#include "findings/case_file.h"

#include <nlohmann/json.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace spoor::cli {

/// An exhibit with everything that an analyst wrote about it and what the passes answered.
struct ExhibitNotes {
  ExhibitRecord record;
  Marks marks;
  std::optional<Claim> claim;
  std::vector<Bookmark> bookmarks;
  std::vector<ResultRow> rows;
  std::vector<PassResult> results;  ///< of the rows, without the fields of maps
};

/// `with_results` false leaves `results` empty.
Result<ExhibitNotes> exhibit_notes(CaseFile& file, const ExhibitRecord& record, bool with_results);

/// By its number ("2"), the begin of its SHA-256 (six digits or more), or its name; kBadArgument where it is none or
/// several.
Result<ExhibitRecord> named_exhibit(CaseFile& file, const std::string& name);

nlohmann::json exhibit_line_json(const ExhibitNotes& notes);
std::string exhibit_lines_text(const std::vector<ExhibitNotes>& exhibits);

nlohmann::json exhibit_notes_json(const ExhibitNotes& notes);
std::string exhibit_notes_text(const ExhibitNotes& notes);

/// Title block, questions, findings and journal head.
Result<nlohmann::json> case_overview_json(CaseFile& file);
std::string case_overview_text(const nlohmann::json& overview);

/// A place in the case whose text holds what was looked for.
struct CaseHit {
  std::int64_t exhibit = 0;  ///< 0: of the case as a whole
  std::string what;          ///< "name", "mark r2", "finding f1", "observation jpeg.ela", ...
  std::string text;
};

/// In names, sources, marks, claims, bookmarks, observations, questions, findings and remarks; case and accents do not
/// matter.
Result<std::vector<CaseHit>> case_hits(CaseFile& file, std::string_view wanted);

}  // namespace spoor::cli
