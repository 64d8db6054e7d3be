#include "report/figures.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

namespace spoor {
namespace {

using ::testing::HasSubstr;

double linear(double value) { return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4); }

// CIE lightness by an inversion of its own.
double lightness(const cv::Vec3b& bgr) {
  const double y = 0.2126 * linear(bgr[2] / 255.0) + 0.7152 * linear(bgr[1] / 255.0) + 0.0722 * linear(bgr[0] / 255.0);
  return y > 216.0 / 24389.0 ? 116 * std::cbrt(y) - 16 : y * 24389.0 / 27.0;
}

TEST(ColourScale, lightness_rises_evenly_from_end_to_end) {
  const auto& scale = colour_scale();
  EXPECT_NEAR(lightness(scale[1]), 14, 1);
  EXPECT_NEAR(lightness(scale[255]), 91, 1);
  for (std::size_t level = 1; level < 255; ++level) {
    // Eight-bit colours and the edge of the gamut leave half a unit of play about the straight line.
    EXPECT_NEAR(lightness(scale[level]), 14 + 77 * static_cast<double>(level - 1) / 254, 0.8) << level;
  }
  for (std::size_t level = 1; level + 4 <= 255; ++level) {
    EXPECT_LT(lightness(scale[level]), lightness(scale[level + 4])) << level;
  }
}

TEST(ColourScale, keeps_to_the_axis_that_colour_deficiencies_keep) {
  // Along blue to yellow, red and green never differ as far as blue differs from them at the ends.
  for (std::size_t level = 1; level < 256; ++level) {
    EXPECT_LE(std::abs(colour_scale()[level][2] - colour_scale()[level][1]), 45) << level;
  }
}

TEST(Coloured, what_was_not_measured_has_no_colour) {
  const cv::Mat levels = (cv::Mat_<std::uint8_t>(1, 3) << 0, 1, 255);
  const cv::Mat bgra = coloured(levels);
  EXPECT_EQ(bgra.at<cv::Vec4b>(0, 0), cv::Vec4b(0, 0, 0, 0));
  EXPECT_EQ(bgra.at<cv::Vec4b>(0, 1)[3], 255);
  EXPECT_EQ(bgra.at<cv::Vec4b>(0, 2)[3], 255);
  EXPECT_NE(bgra.at<cv::Vec4b>(0, 1), bgra.at<cv::Vec4b>(0, 2));
}

TEST(Legend, shows_range_and_unit_escaped) {
  const std::string svg = legend_svg(-2, 2, "dB<");
  EXPECT_THAT(svg, HasSubstr("dB&lt;"));
  EXPECT_THAT(svg, HasSubstr(">\xE2\x88\x92"
                             "2<"));
  EXPECT_THAT(svg, HasSubstr(">2<"));
  EXPECT_THAT(svg, HasSubstr("not measured"));
}

TEST(Legend, a_long_unit_does_not_run_into_the_sign_beside_it) {
  const std::string svg = legend_svg(-6, 6, "robust standard deviations");
  const auto line_of = [&](const std::string& text) {
    const auto end = svg.find('>' + text);
    const auto begin = svg.rfind("y=\"", end);
    return svg.substr(begin, svg.find('"', begin + 3) - begin);
  };
  EXPECT_NE(line_of("robust"), line_of("not measured"));
}

TEST(Outlines, are_drawn_twice_with_their_label_inside) {
  const Outline at_the_edge{{{0, 0}, {10, 8}}, Shape::kRectangle, "a<b", true};
  const Outline empty{};
  const std::string svg = outlines_svg({at_the_edge, empty}, 360);
  EXPECT_THAT(svg, HasSubstr("class=\"outline\" d=\"M0.00,0.00H10.00V8.00H0.00Z\""));
  EXPECT_THAT(svg, HasSubstr("class=\"outline ink suggested\""));
  EXPECT_THAT(svg, HasSubstr("x=\"2.5\" y=\"10.0\">a&lt;b<"));
  EXPECT_TRUE(outlines_svg({}, 360).empty());
  const Outline at_the_right{{{340, 50}, {350, 60}}, Shape::kRectangle, "a label of some length", true};
  const std::string moved = outlines_svg({at_the_right}, 360);
  const double x = std::stod(moved.substr(moved.find(" x=\"") + 4));
  EXPECT_LT(x, 360 - 22 * 0.5 * 10) << "it ends inside";
  EXPECT_GT(x, 180);
}

TEST(Outlines, write_no_label_on_top_of_another) {
  const Outline one{{{10, 100}, {60, 100}}, Shape::kLine, "first", true},
      over{{{12, 103}, {60, 103}}, Shape::kLine, "over it", true},
      below{{{10, 150}, {60, 150}}, Shape::kLine, "below", true};
  const std::string svg = outlines_svg({one, over, below}, 360);
  EXPECT_THAT(svg, HasSubstr(">first<"));
  EXPECT_THAT(svg, HasSubstr(">below<"));
  EXPECT_EQ(svg.find("over it"), std::string::npos);
  EXPECT_THAT(svg, HasSubstr("M12.00,103.00")) << "its line is drawn";
}

}  // namespace
}  // namespace spoor
