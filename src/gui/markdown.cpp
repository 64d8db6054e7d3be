#include "gui/markdown.h"

#include "gui/widgets.h"

#include <md4c.h>

#include <algorithm>
#include <array>
#include <cstdlib>

namespace spoor::gui {
namespace {

constexpr std::size_t kMaxBlocks = 2000;

// What md4c calls back with.
struct Reader {
  std::vector<PageBlock> blocks;
  PageSpan look;
  std::vector<int> numbers;  ///< of the open lists; -1: bullets
  bool in_table = false, in_item = false;
  int quotes = 0;

  PageBlock& begin(PageBlock::Kind kind) {
    PageBlock block;
    block.kind = kind;
    blocks.push_back(std::move(block));
    return blocks.back();
  }
  bool full() const { return blocks.size() >= kMaxBlocks; }
};

void begin_item(Reader& reader) {
  PageBlock& block = reader.begin(PageBlock::Kind::kItem);
  block.level = static_cast<int>(reader.numbers.size());
  int& number = reader.numbers.back();
  block.marker = number < 0 ? "\u2022" : std::to_string(number++) + ".";
  reader.in_item = true;
}

int enter_block(MD_BLOCKTYPE type, void* detail, void* target) {
  Reader& reader = *static_cast<Reader*>(target);
  if (reader.full()) return 1;
  switch (type) {
    case MD_BLOCK_H:
      reader.begin(PageBlock::Kind::kHeading).level = static_cast<int>(static_cast<MD_BLOCK_H_DETAIL*>(detail)->level);
      break;
    case MD_BLOCK_P:
      // The first paragraph of an item is the item's own text.
      if (!reader.in_item) {
        reader.begin(reader.quotes > 0 ? PageBlock::Kind::kQuote : PageBlock::Kind::kParagraph);
      }
      break;
    case MD_BLOCK_UL:
      reader.numbers.push_back(-1);
      break;
    case MD_BLOCK_OL:
      reader.numbers.push_back(static_cast<int>(static_cast<MD_BLOCK_OL_DETAIL*>(detail)->start));
      break;
    case MD_BLOCK_LI:
      if (!reader.numbers.empty()) begin_item(reader);
      break;
    case MD_BLOCK_QUOTE:
      ++reader.quotes;
      break;
    case MD_BLOCK_CODE:
      reader.begin(PageBlock::Kind::kCode);
      break;
    case MD_BLOCK_HR:
      reader.begin(PageBlock::Kind::kRule);
      break;
    case MD_BLOCK_TABLE:
      reader.begin(PageBlock::Kind::kTable);
      reader.in_table = true;
      break;
    case MD_BLOCK_TR:
      if (reader.in_table) reader.blocks.back().rows.emplace_back();
      break;
    case MD_BLOCK_TH:
    case MD_BLOCK_TD:
      if (reader.in_table && !reader.blocks.back().rows.empty()) reader.blocks.back().rows.back().emplace_back();
      break;
    case MD_BLOCK_HTML:
      reader.begin(PageBlock::Kind::kCode);
      break;
    case MD_BLOCK_DOC:
    case MD_BLOCK_THEAD:
    case MD_BLOCK_TBODY:
      break;
  }
  return 0;
}

int leave_block(MD_BLOCKTYPE type, void*, void* target) {
  Reader& reader = *static_cast<Reader*>(target);
  if (type == MD_BLOCK_P || type == MD_BLOCK_LI) reader.in_item = false;
  if ((type == MD_BLOCK_UL || type == MD_BLOCK_OL) && !reader.numbers.empty()) reader.numbers.pop_back();
  if (type == MD_BLOCK_QUOTE) --reader.quotes;
  if (type == MD_BLOCK_TABLE) reader.in_table = false;
  return 0;
}

void set_span(Reader& reader, MD_SPANTYPE type, bool on) {
  switch (type) {
    case MD_SPAN_STRONG:
      reader.look.strong = on;
      break;
    case MD_SPAN_EM:
    case MD_SPAN_IMG:
      reader.look.emphasis = on;
      break;
    case MD_SPAN_CODE:
      reader.look.code = on;
      break;
    case MD_SPAN_A:
      reader.look.link = on;
      break;
    default:
      break;
  }
}

int enter_span(MD_SPANTYPE type, void*, void* target) {
  set_span(*static_cast<Reader*>(target), type, true);
  return 0;
}

int leave_span(MD_SPANTYPE type, void*, void* target) {
  set_span(*static_cast<Reader*>(target), type, false);
  return 0;
}

std::string entity(std::string_view text) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kNamed{
      {{"&amp;", "&"}, {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&nbsp;", "\u00a0"}, {"&deg;", "\u00b0"}}};
  for (const auto& [name, value] : kNamed) {
    if (text == name) return std::string(value);
  }
  return std::string(text);
}

int add_text(MD_TEXTTYPE type, const MD_CHAR* text, MD_SIZE size, void* target) {
  Reader& reader = *static_cast<Reader*>(target);
  if (reader.blocks.empty()) return 0;
  std::string piece(text, size);
  if (type == MD_TEXT_SOFTBR) piece = " ";
  if (type == MD_TEXT_BR) piece = "\n";
  if (type == MD_TEXT_NULLCHAR) piece = "\uFFFD";
  if (type == MD_TEXT_ENTITY) piece = entity(piece);
  PageBlock& block = reader.blocks.back();
  if (reader.in_table) {
    if (!block.rows.empty() && !block.rows.back().empty()) block.rows.back().back() += piece;
    return 0;
  }
  PageSpan span = reader.look;
  span.text = std::move(piece);
  if (!block.spans.empty()) {
    PageSpan& last = block.spans.back();
    if (last.strong == span.strong && last.emphasis == span.emphasis && last.code == span.code &&
        last.link == span.link) {
      last.text += span.text;
      return 0;
    }
  }
  block.spans.push_back(std::move(span));
  return 0;
}

std::string whole_text(const PageBlock& block) {
  std::string text;
  for (const PageSpan& span : block.spans) text += span.text;
  return text;
}

// Words of spans of several fonts, set in lines of `width`.
void flow(App& app, const std::vector<PageSpan>& spans, float width) {
  const ImVec2 start = ImGui::GetCursorScreenPos();
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const float line = em(1.35);
  float x = 0, y = 0;
  for (const PageSpan& span : spans) {
    ImFont* font = span.code ? app.fonts.fixed : span.strong ? app.fonts.strong : app.fonts.text;
    const ImU32 colour = ImGui::GetColorU32(span.link       ? accent_colour()
                                            : span.emphasis ? ImVec4(0.93F, 0.93F, 0.86F, 1)
                                                            : ImGui::GetStyleColorVec4(ImGuiCol_Text));
    std::string_view rest = span.text;
    while (!rest.empty()) {
      const bool space = rest.front() == ' ' || rest.front() == '\n';
      if (rest.front() == '\n') {
        x = 0;
        y += line;
        rest.remove_prefix(1);
        continue;
      }
      std::size_t end = 0;
      while (end < rest.size() && rest[end] != '\n' && (rest[end] == ' ') == space) ++end;
      const std::string_view word = rest.substr(0, end);
      const float wide = font->CalcTextSizeA(font->FontSize, 1e9F, 0, word.data(), word.data() + word.size()).x;
      if (!space && x > 0 && x + wide > width) {
        x = 0;
        y += line;
      }
      if (!(space && x == 0)) {
        list.AddText(font, font->FontSize, {start.x + x, start.y + y}, colour, word.data(), word.data() + word.size());
        x += wide;
      }
      rest.remove_prefix(end);
    }
  }
  ImGui::Dummy({width, y + line});
}

void draw_table(const PageBlock& block, int number) {
  std::size_t columns = 0;
  for (const auto& row : block.rows) columns = std::max(columns, row.size());
  if (columns == 0 || columns > 60) return;
  const std::string id = "##page" + std::to_string(number);
  if (!ImGui::BeginTable(id.c_str(), static_cast<int>(columns), ImGuiTableFlags_Borders | ImGuiTableFlags_RowBg))
    return;
  for (std::size_t r = 0; r < block.rows.size(); ++r) {
    ImGui::TableNextRow(r == 0 ? ImGuiTableRowFlags_Headers : 0);
    for (std::size_t c = 0; c < block.rows[r].size(); ++c) {
      ImGui::TableSetColumnIndex(static_cast<int>(c));
      wrapped_text(block.rows[r][c]);
    }
  }
  ImGui::EndTable();
}

}  // namespace

std::vector<PageBlock> page_blocks(std::string_view markdown) {
  Reader reader;
  MD_PARSER parser{};
  parser.flags = MD_FLAG_NOHTML | MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH;
  parser.enter_block = enter_block;
  parser.leave_block = leave_block;
  parser.enter_span = enter_span;
  parser.leave_span = leave_span;
  parser.text = add_text;
  md_parse(markdown.data(), static_cast<MD_SIZE>(markdown.size()), &parser, &reader);
  return std::move(reader.blocks);
}

void draw_block(App& app, const PageBlock& block, int number) {
  const float width = std::max(em(4), ImGui::GetContentRegionAvail().x);
  switch (block.kind) {
    case PageBlock::Kind::kHeading:
      ImGui::Dummy({0, em(block.level <= 1 ? 0.1 : 0.5)});
      ImGui::PushFont(block.level <= 1 ? app.fonts.large : app.fonts.strong);
      wrapped_text(whole_text(block));
      ImGui::PopFont();
      break;
    case PageBlock::Kind::kParagraph:
      flow(app, block.spans, width);
      ImGui::Dummy({0, em(0.15)});
      break;
    case PageBlock::Kind::kItem: {
      const float indent = em(1.1) * static_cast<float>(std::max(0, block.level - 1));
      ImGui::SetCursorPosX(ImGui::GetCursorPosX() + indent);
      dim_text(block.marker);
      ImGui::SameLine(0, em(0.5));
      flow(app, block.spans, std::max(em(4), ImGui::GetContentRegionAvail().x));
      break;
    }
    case PageBlock::Kind::kQuote:
      ImGui::Indent(em(1));
      flow(app, block.spans, std::max(em(4), width - em(1)));
      ImGui::Unindent(em(1));
      break;
    case PageBlock::Kind::kCode:
      ImGui::PushFont(app.fonts.fixed);
      wrapped_dim_text(whole_text(block));
      ImGui::PopFont();
      break;
    case PageBlock::Kind::kTable:
      draw_table(block, number);
      break;
    case PageBlock::Kind::kRule:
      ImGui::Separator();
      break;
  }
}

}  // namespace spoor::gui
