#include "report/html.h"

#include "base/digest.h"
#include "report/page_style.h"
#include "report/still_picture.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <regex>

namespace spoor {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

Document document_of(std::vector<Block> blocks) {
  Document document;
  document.title = "T";
  document.subtitle = "S";
  document.sections = {{"s", "Section", Sign::kNone, "", std::move(blocks), {}}};
  Thumbnail thumbnail;
  thumbnail.frame = 3;
  thumbnail.bgr = cv::Mat(4, 6, CV_8UC3, cv::Scalar(1, 2, 3));
  document.pictures = {{thumbnail, {12, 8}}};
  return document;
}

MapFigure map_figure() {
  MapFigure figure;
  figure.anchor = "m";
  figure.caption = "caption";
  figure.map.title = "title";
  figure.map.cell = {2, 2};
  figure.map.origin = {1, 0};
  figure.map.frame = 3;
  figure.preview.levels = cv::Mat(3, 5, CV_8UC1, cv::Scalar(9));
  figure.preview.full = {5, 3};
  figure.over_picture = true;
  return figure;
}

TEST(Html, loads_nothing_from_outside) {
  const std::string page = html(document_of({map_figure(), PictureFigure{"p", "c", 3, {}}}));
  EXPECT_THAT(page, HasSubstr("default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'sha256-"));
  const std::regex reference("(src|href|url|action|poster|srcset)\\s*[=(]\\s*[\"']?([^\"')\\s>]*)");
  for (std::sregex_iterator it(page.begin(), page.end(), reference), end; it != end; ++it) {
    const std::string target = (*it)[2].str();
    EXPECT_TRUE(target.starts_with("#") || target.starts_with("data:image/png;base64,")) << it->str();
  }
  EXPECT_THAT(page, Not(HasSubstr("http://")));
  EXPECT_THAT(page, Not(HasSubstr("https://")));
  EXPECT_THAT(page, Not(HasSubstr("@import")));
}

TEST(Html, policy_names_the_script_that_is_there) {
  const std::string page = html(document_of({}));
  std::smatch script;
  ASSERT_TRUE(std::regex_search(page, script, std::regex("<script>([^<]*)</script>")));
  EXPECT_EQ(script[1].str(), page_script());
  const std::string hex = sha256_hex(script[1].str());
  std::vector<std::byte> digest;
  for (std::size_t i = 0; i < hex.size(); i += 2) {
    digest.push_back(static_cast<std::byte>(std::stoi(hex.substr(i, 2), nullptr, 16)));
  }
  EXPECT_THAT(page, HasSubstr("'sha256-" + base64(digest) + "'"));
}

TEST(Html, every_frame_is_held_once_however_many_figures_show_it) {
  const std::string page = html(document_of({map_figure(), map_figure(), PictureFigure{"p", "c", 3, {}}}));
  std::size_t frames = 0, uses = 0;
  for (auto at = page.find("<image id=\"pic.3\""); at != std::string::npos;
       at = page.find("<image id=\"pic.3\"", at + 1)) {
    ++frames;
  }
  for (auto at = page.find("href=\"#pic.3\""); at != std::string::npos; at = page.find("href=\"#pic.3\"", at + 1))
    ++uses;
  EXPECT_EQ(frames, 1U);
  EXPECT_EQ(uses, 3U);
}

TEST(Html, map_lies_where_its_origin_says) {
  const std::string page = html(document_of({map_figure()}));
  EXPECT_THAT(page, HasSubstr("translate(1.000 0.000)"));
  EXPECT_THAT(page, HasSubstr("viewBox=\"0 0 10.000 6.000\""));
  EXPECT_THAT(page, HasSubstr("viewBox=\"0 0 12.00 8.00\""));
}

TEST(Html, tables_have_headings_and_escaped_cells) {
  Grid grid{"g",
            "caption",
            {"A<", "B"},
            {false, true},
            {{{"<x>", Sign::kConcern, "#s\"", false}, {"2", Sign::kNone, "", false}}},
            "cut"};
  const std::string page = html(document_of({grid}));
  EXPECT_THAT(page, HasSubstr("<th scope=\"col\">A&lt;</th>"));
  EXPECT_THAT(page, HasSubstr("href=\"#s&quot;\""));
  EXPECT_THAT(page, HasSubstr("&lt;x&gt;"));
  EXPECT_THAT(page, HasSubstr("<td class=\"n\">2</td>"));
  EXPECT_THAT(page, HasSubstr("cut."));
}

TEST(Html, only_very_long_words_of_a_table_are_broken) {
  const std::string digest(64, 'a');
  Grid grid{"g",
            "caption",
            {"A", "B"},
            {false, false},
            {{{"horizon line", Sign::kNone, "", false}, {digest, Sign::kNone, "", false}}},
            ""};
  const std::string page = html(document_of({grid}));
  EXPECT_THAT(page, HasSubstr("<td class=\"w\">horizon line</td>"));
  EXPECT_THAT(page, HasSubstr("<td>" + digest + "</td>"));
}

TEST(Html, outlines_that_are_no_numbers_are_left_out) {
  PictureFigure figure{"p",
                       "c",
                       3,
                       {{{{NAN, 1}, {2, 3}, {4, 5}}, Shape::kPolygon, "bad", false},
                        {{{1, 1}, {2, 3}}, Shape::kRectangle, "good", true},
                        {{}, Shape::kPoint, "empty", false}}};
  const std::string page = html(document_of({figure}));
  EXPECT_THAT(page, Not(HasSubstr("nan")));
  EXPECT_THAT(page, HasSubstr("M1.00,1.00H2.00V3.00H1.00Z"));
  EXPECT_THAT(page, HasSubstr("outline ink suggested"));
}

TEST(Html, sections_are_numbered_in_depth) {
  Document document = document_of({});
  document.sections[0].sections = {{"a", "Inner", Sign::kConcern, "concern", {}, {}}};
  EXPECT_THAT(html(document), HasSubstr("<span class=\"number\">1.1</span>"));
}

TEST(Html, preformatted_text_keeps_its_lines) {
  EXPECT_THAT(html(document_of({Preformatted{"a\n<b>\nc"}})), HasSubstr("<pre>a\n&lt;b&gt;\nc\n</pre>"));
}

TEST(Html, an_example_is_boxed_and_its_picture_shut_in) {
  ExampleFigure example;
  example.title = "True hit";
  example.origin = "not the exhibit";
  example.svg = "<svg onload=\"run()\"></svg>";
  example.alternative = "a \"map\"";
  example.sign = Sign::kInconclusive;
  example.word = "inconclusive";
  example.statement = "1 < 2";
  const std::string page = html(document_of({example}));
  EXPECT_THAT(page, HasSubstr("<figure class=\"example\">"));
  EXPECT_THAT(page, HasSubstr("<img alt=\"a &quot;map&quot;\" src=\"data:image/svg+xml,%3Csvg%20onload"));
  EXPECT_THAT(page, HasSubstr("1 &lt; 2"));
  EXPECT_THAT(page, Not(HasSubstr("onload=\"")));
}

}  // namespace
}  // namespace spoor
