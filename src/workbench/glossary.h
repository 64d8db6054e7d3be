#pragma once
/// Forensic terms in one sentence each, for tooltips.

#include <span>
#include <string_view>

namespace spoor {

struct GlossaryEntry {
  std::string_view term;      ///< as it is headed: "ELA"
  std::string_view also;      ///< other names, separated by "; "; empty: none
  std::string_view sentence;  ///< ends with a full stop
};

/// Empty for a word that is not in the list. Case, accents, and hyphens for spaces do not matter.
std::string_view explained(std::string_view term);

/// All of them, in the order of the alphabet.
std::span<const GlossaryEntry> glossary();

}  // namespace spoor
