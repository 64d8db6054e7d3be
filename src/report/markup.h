#pragma once
/// Text on its way into HTML and SVG. Nothing from a case reaches a page but through here.

#include <string>
#include <string_view>

namespace spoor {

/// Printable (no control characters, no bidirectional overrides), with & < > " ' as entities: safe as content and
/// within a quoted attribute.
std::string escaped(std::string_view text, std::size_t max_bytes = 65'536);

/// `text` as an anchor: letters, digits, '-', '_', '.'; anything else becomes "-HH", so that two texts stay two.
std::string anchor_text(std::string_view text);

/// Markdown to HTML with raw HTML switched off, pictures replaced by their description, links kept only to http(s),
/// headings lowered by `levels`.
std::string html_from_markdown(std::string_view markdown, int levels);

/// A unit for display: "" for "1".
std::string unit_text(std::string_view unit);

}  // namespace spoor
