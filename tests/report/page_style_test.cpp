#include "report/page_style.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace spoor {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TEST(PageStyle, prints_on_pages_without_sliders_and_refers_to_nothing) {
  const std::string style(page_style());
  EXPECT_THAT(style, HasSubstr("@page"));
  EXPECT_THAT(style, HasSubstr("break-inside:avoid"));
  EXPECT_THAT(style, HasSubstr(".slider { display:none !important; } .over { opacity:.55 !important; }"));
  EXPECT_THAT(style, Not(HasSubstr("url(")));
  EXPECT_THAT(style, Not(HasSubstr("</style")));
}

TEST(PageStyle, policy_allows_no_other_script) {
  EXPECT_THAT(content_security_policy(), HasSubstr("default-src 'none'"));
  EXPECT_THAT(content_security_policy(), Not(HasSubstr("script-src 'unsafe")));
  EXPECT_THAT(std::string(page_script()), Not(HasSubstr("</script")));
}

}  // namespace
}  // namespace spoor
