#pragma once
/// What passes on an analyst's marks have in common: what they draw, and what they say of marks that were of no use.

#include "analysis/output.h"

#include <cstdint>
#include <string>
#include <vector>

namespace spoor {

/// A drawing of the pass's own at `frame`, of role "suggested".
Region drawn_region(std::string id, Shape shape, std::vector<PicturePoint> points, std::string label,
                    std::int64_t frame);

/// A place that the analyst may make a mark of `role`, one of known_roles(); as many of one `group` as are parts of one
/// thing, as lines of one direction are.
Region suggested_mark(std::string id, Shape shape, std::vector<PicturePoint> points, std::string role,
                      std::string label, std::int64_t frame);

/// Adds a neutral observation "left_out" where marks were: `left_out` is "id: why" of each, `what` as in "of the marks
/// could not be used".
void note_left_out(PassOutput& output, const std::vector<std::string>& left_out, const std::string& what);

}  // namespace spoor
