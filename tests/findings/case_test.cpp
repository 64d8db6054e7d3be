#include "findings/case.h"

#include <gtest/gtest.h>

namespace spoor {
namespace {

TEST(JournalText, tells_a_newline_from_a_field) {
  JournalEntry one{1, "t", "a", "x", "s", "b\ntext=c", ""};
  JournalEntry two{1, "t", "a", "x", "s\ntext=b", "c", ""};
  EXPECT_NE(journal_text(one), journal_text(two));
}

}  // namespace
}  // namespace spoor
