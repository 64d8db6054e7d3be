#include "report/plots.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <regex>

namespace spoor {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

Curve curve_of(std::vector<double> x, std::vector<double> y, Curve::Style style = Curve::Style::kLine) {
  Curve curve;
  curve.title = "t";
  curve.x_label = "x";
  curve.y_label = "y";
  curve.y_unit = "dB";
  curve.style = style;
  curve.traces = {{"a", std::move(x), std::move(y)}};
  return curve;
}

TEST(Decimated, keeps_a_peak_of_one_frame) {
  Curve::Trace trace;
  for (int i = 0; i < 100'000; ++i) {
    trace.x.push_back(i);
    trace.y.push_back(i == 54'321 ? 100 : i == 77'777 ? -50 : i % 3);
  }
  const auto kept = decimated(trace, 0, 99'999, 600);
  EXPECT_LE(kept.x.size(), 4U * 600);
  const auto peak = std::find(kept.y.begin(), kept.y.end(), 100);
  ASSERT_NE(peak, kept.y.end());
  EXPECT_EQ(kept.x[static_cast<std::size_t>(peak - kept.y.begin())], 54'321);
  EXPECT_NE(std::find(kept.y.begin(), kept.y.end(), -50), kept.y.end());
  EXPECT_TRUE(std::is_sorted(kept.x.begin(), kept.x.end()));
  EXPECT_EQ(kept.x.front(), 0);
  EXPECT_EQ(kept.x.back(), 99'999);
}

TEST(Decimated, few_points_stay_as_they_are) {
  const Curve::Trace trace{"a", {0, 1, 2, 3}, {5, 6, 5, 6}};
  const auto kept = decimated(trace, 0, 3, 600);
  EXPECT_EQ(kept.x, trace.x);
  EXPECT_EQ(kept.y, trace.y);
}

TEST(Decimated, drops_what_is_no_number) {
  const double nan = std::nan(""), inf = std::numeric_limits<double>::infinity();
  const auto kept = decimated({"a", {0, 1, 2, nan}, {1, nan, inf, 4}}, 0, 2, 10);
  EXPECT_THAT(kept.y, ElementsAre(1));
}

TEST(AxisTicks, are_round_and_within) {
  EXPECT_THAT(axis_ticks(0, 10, 5), ElementsAre(0, 2, 4, 6, 8, 10));
  EXPECT_THAT(axis_ticks(-1, 1, 4), ElementsAre(-1, -0.5, 0, 0.5, 1));
  EXPECT_FALSE(axis_ticks(3, 3, 5).empty());
  EXPECT_FALSE(axis_ticks(0, std::numeric_limits<double>::infinity(), 5).empty());
}

TEST(Plot, names_axes_with_units) {
  const std::string svg = plot_svg(curve_of({0, 1, 2}, {1, 5, 3}));
  EXPECT_THAT(svg, HasSubstr("y [dB]"));
  EXPECT_THAT(svg, HasSubstr("<path"));
}

TEST(Plot, traces_differ_in_dash) {
  Curve curve = curve_of({0, 1}, {0, 1});
  curve.traces.push_back({"b", {0, 1}, {1, 0}});
  curve.traces.push_back({"c<i>", {0, 1}, {1, 0}});
  const std::string svg = plot_svg(curve);
  EXPECT_THAT(svg, HasSubstr("stroke-dasharray=\"7 3\""));
  EXPECT_THAT(svg, HasSubstr("stroke-dasharray=\"2 2.5\""));
  EXPECT_THAT(svg, HasSubstr("c&lt;i&gt;"));
}

TEST(Plot, logarithmic_axis_leaves_out_what_it_cannot_show) {
  Curve curve = curve_of({0, 1, 2, 3}, {0, 10, 1000, -5});
  curve.y_log = true;
  const std::string svg = plot_svg(curve);
  EXPECT_THAT(svg, HasSubstr("logarithmic"));
  EXPECT_THAT(svg, HasSubstr(">1000<"));
  curve.traces[0].y = {-1, -2, 0, -5};
  EXPECT_THAT(plot_svg(curve), Not(HasSubstr("logarithmic"))) << "nothing positive: a linear axis";
}

TEST(Plot, any_curve_gives_finite_coordinates) {
  const double nan = std::nan(""), inf = std::numeric_limits<double>::infinity();
  for (const auto style : {Curve::Style::kLine, Curve::Style::kSteps, Curve::Style::kBars, Curve::Style::kPoints}) {
    for (const auto& curve : {curve_of({}, {}, style), curve_of({1}, {2}, style), curve_of({1, 1}, {2, 2}, style),
                              curve_of({nan, inf}, {nan, 1}, style), curve_of({0, 1}, {1e300, -1e300}, style)}) {
      for (const bool log : {false, true}) {
        Curve asked = curve;
        asked.y_log = log;
        const std::string svg = plot_svg(asked);
        EXPECT_FALSE(std::regex_search(svg, std::regex("[\", MLHV(](-?nan|-?inf)"))) << svg;
      }
    }
  }
}

}  // namespace
}  // namespace spoor
