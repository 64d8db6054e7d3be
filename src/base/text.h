#pragma once
/// Text that may come from a hostile file, and numbers as text without a locale.

#include <cstddef>
#include <string>
#include <string_view>

namespace spoor {

/// `text` as valid UTF-8 without control characters (each invalid byte or control becomes U+FFFD; newline
/// and tab become a space), cut at `max_bytes` on a character boundary with an ellipsis.
std::string printable(std::string_view text, std::size_t max_bytes = 4096);

/// Shortest decimal form that reads back as the same double; "nan", "inf", "-inf" where it is none.
std::string shortest(double value);

/// `value` with `digits` significant digits, for display.
std::string significant(double value, int digits = 4);

}  // namespace spoor
