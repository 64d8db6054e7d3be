#pragma once
/// Text for drawing by what knows neither directions nor joined letters.

#include <string>
#include <string_view>

namespace spoor {

/// `utf8` for whoever draws one character after the other from left to right: right-to-left text in visual order with
/// Arabic presentation forms (ICU). Text of other scripts comes back as it is. For display only.
std::string for_display(std::string_view utf8);

}  // namespace spoor
