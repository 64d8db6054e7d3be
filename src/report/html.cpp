#include "report/html.h"

#include "report/figures.h"
#include "report/glyphs.h"
#include "report/markup.h"
#include "report/page_style.h"
#include "report/plots.h"
#include "report/standalone_figure.h"
#include "report/still_picture.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <string_view>

namespace spoor {
namespace {

constexpr std::size_t kShortTable = 14;  // rows

// Words up to this length are not broken to make a column narrower.
constexpr std::size_t kWholeWord = 24;

std::size_t longest_word(std::string_view text) {
  std::size_t longest = 0;
  for (std::size_t from = 0; from < text.size();) {
    const auto end = std::min(text.find(' ', from), text.size());
    longest = std::max(longest, end - from);
    from = end + 1;
  }
  return longest;
}

std::string anchored(const std::string& anchor) { return anchor.empty() ? "" : " id=\"" + escaped(anchor) + "\""; }

std::string picture_id(std::int64_t frame) { return "pic." + std::to_string(frame); }

class Writer {
 public:
  explicit Writer(const Document& document) : document_(document) {}

  std::string page();

 private:
  void block(const Paragraph& p);
  void block(const Callout& notice);
  void block(const TextList& list);
  void block(const Facts& facts);
  void block(const Preformatted& text);
  void block(const MethodText& text);
  void block(const Grid& grid);
  void block(const PictureStrip& strip);
  void block(const PictureFigure& figure);
  void block(const MapFigure& figure);
  void block(const Plot& plot);
  void block(const ExampleFigure& example);
  void block(const SignatureSheet& sheet);
  void block(const Statement& statement);

  void section(const Section& section, const std::string& number, int level);
  void contents();
  void definitions();
  void picture(const PictureFigure& figure);
  const DocumentPicture* use_picture(std::int64_t frame);

  const Document& document_;
  std::string out_;
  std::set<std::int64_t> used_;  // frames that figures refer to
  int maps_ = 0;
};

const DocumentPicture* Writer::use_picture(std::int64_t frame) {
  for (const auto& held : document_.pictures) {
    if (held.thumbnail.frame != frame) continue;
    used_.insert(frame);
    return &held;
  }
  return nullptr;
}

void Writer::block(const Paragraph& p) {
  const char* kind = p.style == Paragraph::Style::kLead    ? " class=\"lead\""
                     : p.style == Paragraph::Style::kSmall ? " class=\"small\""
                                                           : "";
  out_ += fmt::format("<p{}>{}</p>\n", kind, escaped(p.text));
}

void Writer::block(const Callout& notice) {
  out_ +=
      fmt::format("<div class=\"notice\"><strong>{}</strong>{}</div>\n", escaped(notice.title), escaped(notice.text));
}

void Writer::block(const TextList& list) {
  if (list.items.empty()) return;
  if (!list.title.empty()) out_ += fmt::format("<p class=\"list-title\">{}</p>\n", escaped(list.title));
  out_ += "<ul>";
  for (const auto& item : list.items) out_ += "<li>" + escaped(item) + "</li>";
  out_ += "</ul>\n";
}

void Writer::block(const Facts& facts) {
  out_ += facts.code ? "<dl class=\"facts code\">" : "<dl class=\"facts\">";
  for (const auto& [name, value] : facts.rows) {
    out_ += fmt::format("<dt>{}</dt><dd>{}</dd>", escaped(name), escaped(value));
  }
  out_ += "</dl>\n";
}

void Writer::block(const Preformatted& text) {
  std::string lines;
  for (std::size_t from = 0; from < text.text.size();) {
    const auto end = std::min(text.text.find('\n', from), text.text.size());
    lines += escaped(std::string_view(text.text).substr(from, end - from)) + "\n";
    from = end + 1;
  }
  out_ += "<pre>" + lines + "</pre>\n";
}

void Writer::block(const MethodText& text) {
  out_ += "<div class=\"method\">" + html_from_markdown(text.markdown, 3) + "</div>\n";
}

void Writer::block(const Grid& grid) {
  const auto number = [&](std::size_t c) { return c < grid.numeric.size() && grid.numeric[c]; };
  // A short table that does not fit on the rest of a page goes to the next one whole.
  out_ += "<table" + anchored(grid.anchor) + (grid.rows.size() <= kShortTable ? " class=\"short\">" : ">");
  if (!grid.caption.empty()) out_ += "<caption>" + escaped(grid.caption) + "</caption>";
  out_ += "<thead><tr>";
  for (std::size_t c = 0; c < grid.columns.size(); ++c) {
    out_ += fmt::format("<th scope=\"col\"{}>{}</th>", number(c) ? " class=\"n\"" : "", escaped(grid.columns[c]));
  }
  out_ += "</tr></thead><tbody>\n";
  for (const auto& row : grid.rows) {
    out_ += "<tr>";
    for (std::size_t c = 0; c < row.size(); ++c) {
      const Cell& cell = row[c];
      std::string content = cell.sign == Sign::kNone ? escaped(cell.text) : sign_html(cell.sign, cell.text);
      if (!cell.link.empty()) content = "<a href=\"" + escaped(cell.link) + "\">" + content + "</a>";
      const char* kind = cell.code ? " class=\"code\"" : number(c) ? " class=\"n\"" : "";
      if (*kind == 0 && longest_word(cell.text) <= kWholeWord) kind = " class=\"w\"";
      out_ += fmt::format("<td{}>{}</td>", kind, content);
    }
    out_ += "</tr>\n";
  }
  out_ += "</tbody></table>\n";
  if (!grid.cut.empty()) out_ += "<p class=\"cut\">" + escaped(grid.cut) + ".</p>\n";
}

void Writer::picture(const PictureFigure& figure) {
  const DocumentPicture* held = use_picture(figure.frame);
  if (held == nullptr) return;
  out_ += fmt::format("<svg viewBox=\"0 0 {:.2f} {:.2f}\" role=\"img\" aria-label=\"{}\"><use href=\"#{}\"/>",
                      held->picture.width, held->picture.height, escaped(figure.caption), picture_id(figure.frame));
  out_ += outlines_svg(figure.outlines, held->picture.width);
  out_ += "</svg>";
}

void Writer::block(const PictureFigure& figure) {
  out_ += "<figure" + anchored(figure.anchor) + "><div class=\"single\">";
  picture(figure);
  out_ += "</div><figcaption>" + escaped(figure.caption) + "</figcaption></figure>\n";
}

void Writer::block(const PictureStrip& strip) {
  out_ += "<div class=\"strip\">";
  for (const auto& figure : strip.pictures) {
    out_ += "<figure" + anchored(figure.anchor) + ">";
    picture(figure);
    out_ += "<figcaption>" + escaped(figure.caption) + "</figcaption></figure>";
  }
  out_ += "</div>\n";
}

void Writer::block(const MapFigure& figure) {
  const auto encoded = png(coloured(figure.preview.levels));
  if (!encoded) {
    block(Callout{"Figure missing", encoded.error().sentence});
    return;
  }
  const int id = ++maps_;
  const double width = figure.preview.full.width * figure.map.cell.width;
  const double height = figure.preview.full.height * figure.map.cell.height;
  // The last preview cells may reach beyond the field where the reduction does not divide it.
  const double shown_width = figure.preview.levels.cols * figure.preview.reduction * figure.map.cell.width;
  const double shown_height = figure.preview.levels.rows * figure.preview.reduction * figure.map.cell.height;
  const DocumentPicture* under = figure.over_picture ? use_picture(figure.map.frame) : nullptr;
  out_ += "<figure" + anchored(figure.anchor) + "><div class=\"" + (under != nullptr ? "pair" : "single") + "\"><div>";
  out_ += fmt::format(
      "<svg class=\"field\" viewBox=\"0 0 {:.3f} {:.3f}\" role=\"img\" aria-label=\"{}\"><image class=\"map\" "
      "id=\"map.{}\" width=\"{:.3f}\" height=\"{:.3f}\" preserveAspectRatio=\"none\" href=\"{}\"/></svg>",
      width, height, escaped(figure.map.title), id, shown_width, shown_height, png_uri(*encoded));
  out_ += legend_svg(figure.map.low, figure.map.high, figure.map.unit) + "</div>";
  if (under != nullptr) {
    out_ += fmt::format(
        "<div><svg viewBox=\"0 0 {:.2f} {:.2f}\" role=\"img\" aria-label=\"the same over its frame\"><use "
        "href=\"#{}\"/><g class=\"over\" id=\"over.{}\"><use href=\"#map.{}\" transform=\"translate({:.3f} "
        "{:.3f})\"/></g>",
        under->picture.width, under->picture.height, picture_id(figure.map.frame), id, id, figure.map.origin.x,
        figure.map.origin.y);
    out_ += outlines_svg(figure.outlines, under->picture.width);
    out_ += fmt::format(
        "</svg><label class=\"slider\">Map over picture <input type=\"range\" min=\"0\" max=\"100\" value=\"55\" "
        "data-for=\"over.{}\"></label></div>",
        id);
  }
  out_ += "</div><figcaption>" + escaped(figure.caption) + "</figcaption></figure>\n";
}

void Writer::block(const Plot& plot) {
  out_ += "<figure" + anchored(plot.anchor) + ">" + plot_svg(plot.curve) + "<figcaption>" + escaped(plot.caption) +
          "</figcaption></figure>\n";
}

// Boxed and named on its face, so that nobody takes it for a figure of the exhibit.
void Writer::block(const ExampleFigure& example) {
  out_ += "<figure class=\"example\"><p class=\"example-title\"><strong>" + escaped(example.title) + "</strong> " +
          escaped(example.origin) + "</p><p>" + escaped(example.caption) + "</p>";
  if (!example.svg.empty()) {
    out_ += "<img alt=\"" + escaped(example.alternative) + "\" src=\"" + svg_uri(example.svg) + "\">";
  }
  if (example.table) block(*example.table);
  if (!example.statement.empty()) {
    out_ += "<figcaption class=\"observed\">" + sign_html(example.sign, example.word) + " " +
            escaped(example.statement) + "</figcaption>";
  }
  if (!example.note.empty()) out_ += "<figcaption>" + escaped(example.note) + "</figcaption>";
  out_ += "</figure>\n";
}

void Writer::block(const SignatureSheet& sheet) {
  out_ += "<div class=\"sheet\">";
  for (const auto& line : sheet.lines) out_ += "<div>" + escaped(line) + "</div>";
  out_ += "</div>\n";
}

void Writer::block(const Statement& statement) {
  out_ += fmt::format("<div class=\"statement{}\"{}>{}<p>{}</p><dl class=\"facts\">",
                      statement.sign == Sign::kConcern ? " strong" : "", anchored(statement.anchor),
                      sign_html(statement.sign, statement.word), escaped(statement.text));
  for (const auto& [name, value] : statement.facts) {
    out_ += fmt::format("<dt>{}</dt><dd>{}</dd>", escaped(name), escaped(value));
  }
  if (!statement.causes.empty()) {
    out_ += "<dt>Innocent causes</dt><dd><ul>";
    for (const auto& cause : statement.causes) out_ += "<li>" + escaped(cause) + "</li>";
    out_ += "</ul></dd>";
  }
  if (!statement.links.empty()) {
    std::string list;
    for (const auto& [name, anchor] : statement.links) {
      const std::string shown = escaped(name);
      list += (list.empty() ? "" : ", ") + (anchor.empty() ? shown : "<a href=\"#" + anchor + "\">" + shown + "</a>");
    }
    out_ += "<dt>Rests on</dt><dd>" + list + "</dd>";
  }
  out_ += "</dl></div>\n";
}

void Writer::section(const Section& part, const std::string& number, int level) {
  const int heading = std::min(level, 6);
  out_ += fmt::format("<section{}><h{}><span class=\"number\">{}</span>{}{}</h{}>\n", anchored(part.anchor), heading,
                      number, part.sign == Sign::kNone ? "" : sign_html(part.sign, part.word), escaped(part.title),
                      heading);
  for (const auto& content : part.blocks) std::visit([&](const auto& held) { block(held); }, content);
  int index = 0;
  for (const auto& inner : part.sections) section(inner, fmt::format("{}.{}", number, ++index), level + 1);
  out_ += "</section>\n";
}

void Writer::contents() {
  out_ += "<nav aria-label=\"Contents\"><strong>Contents</strong><ol>";
  for (const auto& part : document_.sections) {
    out_ += fmt::format("<li><a href=\"#{}\">{}</a></li>", escaped(part.anchor), escaped(part.title));
  }
  out_ += "</ol></nav>\n";
}

// What the figures before it refer to: each frame's picture once, however many show it.
void Writer::definitions() {
  out_ +=
      "<svg class=\"defs\" aria-hidden=\"true\"><defs>"
      "<pattern id=\"hatch\" width=\"4\" height=\"4\" patternUnits=\"userSpaceOnUse\" "
      "patternTransform=\"rotate(45)\"><rect width=\"4\" height=\"4\" fill=\"#fff\"/>"
      "<path d=\"M0 0V4\" stroke=\"#777\" stroke-width=\"1.4\"/></pattern>\n";
  for (const auto& held : document_.pictures) {
    if (!used_.contains(held.thumbnail.frame)) continue;
    const auto encoded = png(held.thumbnail.bgr);
    if (!encoded) continue;
    out_ +=
        fmt::format("<image id=\"{}\" width=\"{:.2f}\" height=\"{:.2f}\" preserveAspectRatio=\"none\" href=\"{}\"/>\n",
                    picture_id(held.thumbnail.frame), held.picture.width, held.picture.height, png_uri(*encoded));
  }
  out_ += "</defs></svg>\n";
}

std::string Writer::page() {
  out_ =
      "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-"
      "Policy\" content=\"" +
      content_security_policy() + "\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n";
  out_ += "<meta name=\"referrer\" content=\"no-referrer\">\n<title>" + escaped(document_.title) + ": " +
          escaped(document_.subtitle) + "</title>\n<style>" + std::string(page_style()) + "</style>\n</head>\n<body>\n";
  out_ += "<header><h1>" + escaped(document_.title) + "</h1>\n<p class=\"subtitle\"><bdi>" +
          escaped(document_.subtitle) + "</bdi></p>\n";
  block(document_.title_block);
  out_ += "</header>\n";
  contents();
  int index = 0;
  for (const auto& part : document_.sections) section(part, std::to_string(++index), 2);
  definitions();
  out_ += "<footer>" + escaped(document_.footer) + "</footer>\n";
  out_ += "<script>" + std::string(page_script()) + "</script>\n</body>\n</html>\n";
  return std::move(out_);
}

}  // namespace

std::string html(const Document& document) { return Writer(document).page(); }

}  // namespace spoor
