#pragma once
/// Text as a search sees it.

#include <string>
#include <string_view>

namespace spoor {

/// `text` (UTF-8) in small letters and without accents: Latin, Greek and Cyrillic letters; "ß" becomes "ss", "æ" "ae".
/// Other characters, and bytes that are no UTF-8, stay as they are.
std::string folded(std::string_view text);

/// Whether `text` contains `query`, whatever the case and the accents of either.
bool contains_folded(std::string_view text, std::string_view query);

}  // namespace spoor
