#include "report/glyphs.h"

#include "report/markup.h"
#include "report/words.h"

#include <array>

namespace spoor {

std::string glyph_svg(Sign sign) {
  // Filled: something was observed. Hollow: ran, nothing that weighs. Broken outline: no result.
  constexpr std::array<const char*, 10> shapes{
      "",
      R"(<path d="M8 1.5 15 14.5H1Z" fill="#7a2e00"/><path d="M8 6v4.2M8 11.6v1.3" stroke="#fff" stroke-width="1.7"/>)",
      R"(<circle cx="8" cy="8" r="5.6" fill="none" stroke="#333" stroke-width="1.8"/>)",
      R"(<rect x="2" y="2" width="12" height="12" fill="#1d4e63"/><path d="M4.5 8.2 7 10.8 11.6 5.4" fill="none" stroke="#fff" stroke-width="1.8"/>)",
      R"(<path d="M1.5 8h13" stroke="#333" stroke-width="3"/>)",
      R"(<path d="M8 1.5 14.5 8 8 14.5 1.5 8Z" fill="none" stroke="#666" stroke-width="1.4"/>)",
      R"(<rect x="2.5" y="2.5" width="11" height="11" fill="none" stroke="#555" stroke-width="1.4" stroke-dasharray="2.4 2"/>)",
      R"(<path d="M3 3l10 10M13 3 3 13" stroke="#222" stroke-width="2.6"/>)",
      R"(<circle cx="8" cy="8" r="6" fill="none" stroke="#555" stroke-width="1.4"/><path d="M4 12 12 4" stroke="#555" stroke-width="1.4"/>)",
      R"(<circle cx="8" cy="8" r="5.6" fill="none" stroke="#777" stroke-width="1.4" stroke-dasharray="1.5 2"/>)",
  };
  const std::string shape = shapes.at(static_cast<std::size_t>(sign));
  return shape.empty() ? "" : R"(<svg class="glyph" viewBox="0 0 16 16" aria-hidden="true">)" + shape + "</svg>";
}

std::string sign_html(Sign sign, const std::string& word) {
  const std::string shown = word.empty() ? sign_word(sign) : word;
  const char* strength = sign == Sign::kConcern ? " strong" : "";
  return "<span class=\"sign" + std::string(strength) + "\">" + glyph_svg(sign) + "<span>" + escaped(shown) +
         "</span></span>";
}

}  // namespace spoor
