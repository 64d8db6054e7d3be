#pragma once
/// Forensic terms in one sentence each, for tooltips.

#include <string_view>

namespace spoor {

/// Empty for a word that is not in the list. Case does not matter.
std::string_view explained(std::string_view term);

}  // namespace spoor
