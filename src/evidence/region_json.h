#pragma once
/// Regions and groups as JSON, each by itself: one form for the wire, the results and the report. The marks file that
/// people write (evidence/marks_file.h) nests a group's marks in it.

#include "base/result.h"
#include "evidence/region.h"

#include <nlohmann/json.hpp>

#include <string>

namespace spoor {

nlohmann::json region_json(const Region& region);
nlohmann::json group_json(const MarkGroup& group);

/// Strict: a wrong type, an unknown key, a number that is not finite or too many points is kBadArgument, with
/// `path` (a JSON path such as "regions[3]") and the key as subject.
Result<Region> region_from_json(const nlohmann::json& json, const std::string& path);
Result<MarkGroup> group_from_json(const nlohmann::json& json, const std::string& path);

}  // namespace spoor
