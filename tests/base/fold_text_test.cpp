#include "base/fold_text.h"

#include <gtest/gtest.h>

namespace spoor {
namespace {

TEST(FoldText, letters_lose_case_and_accents) {
  EXPECT_EQ(folded("ELA"), "ela");
  EXPECT_EQ(folded("Čerenkov, Löwe, Ångström, naïve, Dvořák"), "cerenkov, lowe, angstrom, naive, dvorak");
  EXPECT_EQ(folded("STRASSE"), folded("straße"));
  EXPECT_EQ(folded("Œuvre Ærø Łódź ĳ ſ"), "oeuvre aero lodz ij s");
  EXPECT_EQ(folded("ŒŸŽ"), "oeyz");
}

TEST(FoldText, greek_and_cyrillic_too) {
  EXPECT_EQ(folded("ΣΊΣΥΦΟΣ"), folded("σίσυφος"));
  EXPECT_EQ(folded("Донецк"), folded("ДОНЕЦК"));
  EXPECT_EQ(folded("Алёна"), folded("АЛЕНА"));
  EXPECT_EQ(folded("Київ Ґ Ї"), folded("КИЇВ ґ ї"));
}

TEST(FoldText, composed_and_combining_accents_are_the_same) { EXPECT_EQ(folded("e\xCC\x81t\xC3\xA9"), "ete"); }

TEST(FoldText, what_is_no_letter_or_no_utf8_stays) {
  EXPECT_EQ(folded("3 × 4 ÷ 5"), "3 × 4 ÷ 5");
  EXPECT_EQ(folded("日本 عربى 🙂"), "日本 عربى 🙂");
  EXPECT_EQ(folded("\xC3"), "\xC3");
  EXPECT_EQ(folded("\xFF\xC3\x28"), "\xFF\xC3\x28");
  EXPECT_EQ(folded(""), "");
}

TEST(FoldText, contains_whatever_the_case_and_accents) {
  EXPECT_TRUE(contains_folded("Fenêtre sur cour", "FENETRE"));
  EXPECT_TRUE(contains_folded("anything", ""));
  EXPECT_FALSE(contains_folded("ela", "elas"));
}

}  // namespace
}  // namespace spoor
