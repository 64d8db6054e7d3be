#pragma once
/// The marks file: regions and groups as versioned JSON, schema "spoor.marks/1" (see docs in README and
/// `spoor run --help`).

#include "base/result.h"
#include "evidence/region.h"

#include <string>
#include <string_view>
#include <vector>

namespace spoor {

struct Marks {
  std::vector<Region> regions;
  std::vector<MarkGroup> groups;
  bool operator==(const Marks&) const = default;
};

/// Errors: kBadArgument naming the JSON path at fault; coordinates must be finite, at most 100,000 points in all.
Result<Marks> marks_from_json(std::string_view json);

std::string marks_to_json(const Marks& marks);

/// "x,y,w,h[@A-B][:role]" of the command line.
Result<Region> region_from_text(std::string_view text);

}  // namespace spoor
