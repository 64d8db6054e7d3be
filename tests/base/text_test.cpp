#include "base/text.h"

#include <gtest/gtest.h>

namespace spoor {
namespace {

TEST(Printable, replaces_what_could_deceive_a_reader) {
  EXPECT_EQ(printable("caf\xC3\xA9"), "caf\xC3\xA9");
  EXPECT_EQ(printable(std::string_view("a\0b", 3)),
            "a\xEF\xBF\xBD"
            "b");
  EXPECT_EQ(printable("\xC0\xAF"), "\xEF\xBF\xBD\xEF\xBF\xBD");                  // overlong slash
  EXPECT_EQ(printable("x\xE2\x80\xAEgpj.exe"), "x\xEF\xBF\xBDgpj.exe");          // right-to-left override
  EXPECT_EQ(printable("\xED\xA0\x80"), "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD");  // surrogate
  EXPECT_EQ(printable("one\ntwo"), "one two");
}

TEST(Printable, cuts_on_a_character_boundary) {
  EXPECT_EQ(printable("ab\xC3\xA9", 3), "ab\xE2\x80\xA6");
  EXPECT_EQ(printable("abc", 3), "abc");
}

TEST(Shortest, reads_back_and_knows_no_locale) {
  EXPECT_EQ(shortest(0.1), "0.1");
  EXPECT_EQ(std::stod(shortest(1.0 / 3.0)), 1.0 / 3.0);
}

}  // namespace
}  // namespace spoor
