#pragma once
/// The signs of bearings and states as small SVG drawings, each of its own shape.

#include "report/document.h"

#include <string>

namespace spoor {

/// The drawing alone, hidden from screen readers: its word stands beside it.
std::string glyph_svg(Sign sign);

/// Drawing and word, with the class of the sign.
std::string sign_html(Sign sign, const std::string& word = {});

}  // namespace spoor
