#include "report/markup.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace spoor {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TEST(Escaped, leaves_nothing_that_html_reads) {
  EXPECT_EQ(escaped("<a href=\"x\">'&"), "&lt;a href=&quot;x&quot;&gt;&#39;&amp;");
  EXPECT_EQ(escaped("a\nb\tc"), "a b c");
  EXPECT_EQ(escaped("\xE2\x80\xAE\x01"), "\xEF\xBF\xBD\xEF\xBF\xBD");
  EXPECT_EQ(escaped("\xD9\x85\xD9\x84\xD9\x81"), "\xD9\x85\xD9\x84\xD9\x81") << "Arabic stays Arabic";
}

TEST(AnchorText, two_texts_stay_two) {
  EXPECT_EQ(anchor_text("jpeg.grid"), "jpeg.grid");
  EXPECT_NE(anchor_text("a b"), anchor_text("a-b"));
  EXPECT_NE(anchor_text("a<b"), anchor_text("a>b"));
  EXPECT_THAT(anchor_text("\" onload=\""), Not(HasSubstr("\"")));
}

TEST(Markdown, raw_html_stays_text) {
  const std::string html = html_from_markdown("<script>x</script> a <b onclick=1>b</b>\n\n<div>c</div>\n", 0);
  EXPECT_THAT(html, Not(HasSubstr("<script")));
  EXPECT_THAT(html, Not(HasSubstr("<b ")));
  EXPECT_THAT(html, Not(HasSubstr("<div")));
  EXPECT_THAT(html, HasSubstr("&lt;script&gt;"));
}

TEST(Markdown, loads_and_runs_nothing) {
  const std::string html = html_from_markdown(
      "![a \"picture\"](https://example.org/x.png) [paper](https://doi.org/1) [bad](javascript:alert(1)) "
      "[data](data:text/html,x)",
      0);
  EXPECT_THAT(html, Not(HasSubstr("<img")));
  EXPECT_THAT(html, Not(HasSubstr("x.png")));
  EXPECT_THAT(html, Not(HasSubstr("javascript:")));
  EXPECT_THAT(html, Not(HasSubstr("data:")));
  EXPECT_THAT(html, HasSubstr("href=\"https://doi.org/1\""));
}

TEST(Markdown, headings_go_down_by_levels) {
  EXPECT_THAT(html_from_markdown("# One\n\n## Two\n\n##### Five\n", 3), HasSubstr("<h4>One</h4>"));
  EXPECT_THAT(html_from_markdown("##### Five\n", 3), HasSubstr("<h6>Five</h6>"));
  EXPECT_THAT(html_from_markdown("---\n", 3), HasSubstr("<hr>"));
}

}  // namespace
}  // namespace spoor
