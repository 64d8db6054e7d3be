#include "report/glyphs.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <regex>
#include <set>

namespace spoor {
namespace {

TEST(Glyphs, differ_in_shape_without_their_colours) {
  std::set<std::string> shapes;
  for (int i = 1; i <= static_cast<int>(Sign::kNotRun); ++i) {
    const std::string svg = glyph_svg(static_cast<Sign>(i));
    shapes.insert(std::regex_replace(svg, std::regex("#[0-9a-f]{3,6}"), "#"));
  }
  EXPECT_EQ(shapes.size(), 9U);
}

TEST(Glyphs, stand_beside_their_word) {
  EXPECT_THAT(sign_html(Sign::kConcern), ::testing::HasSubstr("<span>concern</span>"));
  EXPECT_THAT(sign_html(Sign::kConcern, "<3"), ::testing::HasSubstr("<span>&lt;3</span>"));
  EXPECT_EQ(glyph_svg(Sign::kNone), "");
}

}  // namespace
}  // namespace spoor
