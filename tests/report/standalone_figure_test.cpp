#include "report/standalone_figure.h"

#include "report/figures.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <regex>

namespace spoor {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

// 5 x 3 cells of 8 pixels, the first not measured.
MapFigure figure() {
  MapFigure figure;
  figure.map.title = "title";
  figure.map.unit = "dB";
  figure.map.low = -6;
  figure.map.high = 6;
  figure.map.cell = {8, 8};
  figure.preview.levels = cv::Mat(3, 5, CV_8UC1, cv::Scalar(255));
  figure.preview.levels.at<std::uint8_t>(0, 0) = 0;
  figure.preview.full = {5, 3};
  figure.outlines = {{{{8, 8}, {24, 16}}, Shape::kRectangle, "here", true}};
  return figure;
}

DocumentPicture picture() {
  DocumentPicture under;
  under.thumbnail.bgr = cv::Mat(12, 20, CV_8UC3, cv::Scalar(10, 20, 30));
  under.thumbnail.scale = 2;
  under.picture = {40, 24};
  return under;
}

void check_is_one_document(const std::string& svg) {
  EXPECT_TRUE(svg.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\""));
  EXPECT_EQ(std::count(svg.begin(), svg.end(), '<'), std::count(svg.begin(), svg.end(), '>'));
  const std::regex open("<svg[ >]"), close("</svg>");
  const auto count = [&](const std::regex& what) {
    return std::distance(std::sregex_iterator(svg.begin(), svg.end(), what), std::sregex_iterator());
  };
  EXPECT_EQ(count(open), count(close));
  const std::regex reference("(href)=\"([^\"]*)\"");
  for (std::sregex_iterator it(svg.begin(), svg.end(), reference), end; it != end; ++it) {
    const std::string target = (*it)[2].str();
    EXPECT_TRUE(target.starts_with("#") || target.starts_with("data:image/png;base64,")) << target;
  }
}

TEST(StandaloneFigure, a_map_stands_beside_itself_over_the_picture) {
  const DocumentPicture under = picture();
  const auto svg = map_svg(figure(), &under);
  ASSERT_TRUE(svg);
  check_is_one_document(*svg);
  EXPECT_THAT(*svg, HasSubstr("href=\"#map\""));
  EXPECT_THAT(*svg, HasSubstr("class=\"outline ink suggested\""));
  EXPECT_THAT(*svg, HasSubstr(">dB<"));
  EXPECT_THAT(*svg, HasSubstr("not measured"));
}

TEST(StandaloneFigure, a_map_without_a_picture_is_one_panel) {
  const auto svg = map_svg(figure(), nullptr);
  ASSERT_TRUE(svg);
  check_is_one_document(*svg);
  EXPECT_THAT(*svg, Not(HasSubstr("href=\"#map\"")));
}

TEST(StandaloneFigure, a_png_is_made_of_both_and_of_one) {
  const DocumentPicture under = picture();
  for (const DocumentPicture* held : {&under, static_cast<const DocumentPicture*>(nullptr)}) {
    const auto bytes = map_png(figure(), held);
    ASSERT_TRUE(bytes) << to_text(bytes.error());
    ASSERT_GT(bytes->size(), 24U);
    EXPECT_EQ(std::to_integer<int>(bytes->at(19)), held != nullptr ? 20 : 5);  // columns, as the header says
    EXPECT_EQ(*bytes, *map_png(figure(), held));
  }
}

TEST(StandaloneFigure, a_curve_is_a_document_with_its_own_box) {
  Curve curve;
  curve.title = "steps";
  curve.traces = {{"a", {0, 1, 2}, {1, 2, 1}}, {"b", {0, 1, 2}, {2, 1, 2}}};
  const std::string svg = curve_svg(curve);
  check_is_one_document(svg);
  EXPECT_THAT(svg, HasSubstr("width=\"720\" height=\"314\""));  // 274 and a key of two lines
}

TEST(StandaloneFigure, an_address_holds_nothing_that_ends_an_attribute) {
  const std::string uri = svg_uri("<svg a='1' b=\"2\">#%&\xC3\x97</svg>");
  EXPECT_TRUE(uri.starts_with("data:image/svg+xml,"));
  EXPECT_EQ(uri.find_first_of("<>\"'#& "), std::string::npos) << uri;
  EXPECT_THAT(uri, HasSubstr("%3Csvg"));
  EXPECT_THAT(uri, HasSubstr("%23%25%26%C3%97"));
}

}  // namespace
}  // namespace spoor
