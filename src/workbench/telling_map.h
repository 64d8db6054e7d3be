#pragma once
/// Which of a result's maps is worth seeing first.

#include "analysis/output.h"

#include <string>

namespace spoor {

/// Id of the map that the pass's own words rest on, where they name a place; else of the first one. Empty where there
/// is none.
std::string telling_map(const PassOutput& output);

}  // namespace spoor
