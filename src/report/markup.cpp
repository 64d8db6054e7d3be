#include "report/markup.h"

#include "base/text.h"

#include <fmt/format.h>
#include <md4c-html.h>

#include <algorithm>

namespace spoor {
namespace {

void append_piece(const MD_CHAR* text, MD_SIZE size, void* target) {
  static_cast<std::string*>(target)->append(text, size);
}

// Value of `name` in one tag that md4c wrote (it quotes every attribute and escapes its value).
std::string attribute(std::string_view tag, std::string_view name) {
  const std::string start = std::string(name) + "=\"";
  const auto at = tag.find(start);
  if (at == std::string_view::npos) return {};
  const auto from = at + start.size();
  return std::string(tag.substr(from, tag.find('"', from) - from));
}

std::string rewritten_tag(std::string_view tag, int levels) {
  if (tag.starts_with("<img ")) return "<em>" + attribute(tag, "alt") + "</em>";
  if (tag.starts_with("<a ")) {
    const std::string target = attribute(tag, "href");
    const bool web = target.starts_with("https://") || target.starts_with("http://");
    return web ? "<a rel=\"noreferrer\" href=\"" + target + "\">" : "<a>";
  }
  const bool closing = tag.starts_with("</h");
  const std::size_t digit = closing ? 3 : 2;
  if ((closing || tag.starts_with("<h")) && tag.size() == digit + 2 && tag[digit] >= '1' && tag[digit] <= '6') {
    return fmt::format("{}{}>", closing ? "</h" : "<h", std::min(6, tag[digit] - '0' + levels));
  }
  return std::string(tag);
}

}  // namespace

std::string escaped(std::string_view text, std::size_t max_bytes) {
  std::string result;
  for (const char c : printable(text, max_bytes)) {
    switch (c) {
      case '&':
        result += "&amp;";
        break;
      case '<':
        result += "&lt;";
        break;
      case '>':
        result += "&gt;";
        break;
      case '"':
        result += "&quot;";
        break;
      case '\'':
        result += "&#39;";
        break;
      default:
        result += c;
    }
  }
  return result;
}

std::string anchor_text(std::string_view text) {
  std::string result;
  for (const char c : text) {
    const bool plain =
        (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '.';
    result += plain ? std::string(1, c) : fmt::format("-{:02X}", static_cast<unsigned char>(c));
  }
  return result;
}

std::string html_from_markdown(std::string_view markdown, int levels) {
  std::string html;
  const unsigned flags = MD_FLAG_NOHTML | MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH;
  if (md_html(markdown.data(), static_cast<MD_SIZE>(markdown.size()), append_piece, &html, flags, 0) != 0) {
    return "<pre>" + escaped(markdown) + "</pre>";
  }
  // With raw HTML off, every '<' of the output opens a tag that md4c itself wrote.
  std::string result;
  for (std::string_view rest = html; !rest.empty();) {
    const auto open = rest.find('<');
    result += rest.substr(0, open);
    if (open == std::string_view::npos) break;
    rest.remove_prefix(open);
    const auto close = rest.find('>');
    if (close == std::string_view::npos) break;
    result += rewritten_tag(rest.substr(0, close + 1), levels);
    rest.remove_prefix(close + 1);
  }
  return result;
}

std::string unit_text(std::string_view unit) { return unit == "1" ? std::string() : std::string(unit); }

}  // namespace spoor
