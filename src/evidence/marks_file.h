#pragma once
/// The marks file: regions and groups as versioned JSON, schema "spoor.marks/1", written out in
/// evidence/schema/marks.schema.json. Unknown keys and versions are refused.

#include "base/result.h"
#include "evidence/region.h"

#include <string>
#include <string_view>
#include <vector>

namespace spoor {

/// In a file the marks of a group stand in it as its parts, so reading gives the marks that stand alone first, then
/// those of each group by name of the part.
struct Marks {
  std::vector<Region> regions;
  std::vector<MarkGroup> groups;
  bool operator==(const Marks&) const = default;
};

/// Errors: kBadArgument naming the JSON path at fault; coordinates must be finite, at most 100,000 points in all.
Result<Marks> marks_from_json(std::string_view json);

/// Any `marks` can be written; marks of a group that is not described get a group of no kind.
std::string marks_to_json(const Marks& marks);

/// Marks that move with a key at every frame between their first and their last one, for programs that do not
/// interpolate. A mark whose keys would not fit into a marks file any more stays as it is.
Marks with_every_frame(Marks marks);

/// "A-B" (both included, from 0), "A-" to the end, or "A" alone.
Result<FrameRange> frame_range_from_text(std::string_view text);

/// "x,y,w,h[@A-B][:role]" of the command line; the role is "suspicious" unless named, the id the text itself.
Result<Region> region_from_text(std::string_view text);

}  // namespace spoor
