#include "workbench/glossary.h"

#include "base/fold_text.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>

namespace spoor {
namespace {

TEST(Glossary, explains_the_terms_of_the_trade) {
  for (const char* term : {"ELA",
                           "GOP",
                           "I frame",
                           "P frame",
                           "B frame",
                           "pts",
                           "dts",
                           "quantisation table",
                           "quantization table",
                           "subsampling",
                           "MPF",
                           "gain map",
                           "PRNU",
                           "CFA",
                           "demosaicing",
                           "VFR",
                           "edit list",
                           "open GOP",
                           "sample aspect ratio",
                           "limited range",
                           "concealment",
                           "a-contrario method",
                           "a contrario",
                           "false-alarm bound",
                           "likelihood ratio",
                           "staging",
                           "integrity",
                           "authenticity",
                           "bearing",
                           "inconclusive",
                           "ZERO",
                           "GHOST",
                           "CAGI",
                           "BLK",
                           "ADQ1",
                           "NADQ",
                           "DCT",
                           "Splicebuster",
                           "Noisesniffer",
                           "PCE",
                           "VPF",
                           "ENF"}) {
    EXPECT_FALSE(explained(term).empty()) << term;
  }
  EXPECT_EQ(explained("error level analysis"), explained("ela"));
  EXPECT_EQ(explained("Open-GOP"), explained("open_gop"));
  EXPECT_EQ(explained("nothing of the kind"), "");
  EXPECT_EQ(explained(""), "");
}

TEST(Glossary, has_many_terms_each_once_and_in_one_sentence) {
  EXPECT_GE(glossary().size(), 80u);
  std::set<std::string> terms;
  std::string before;
  for (const GlossaryEntry& entry : glossary()) {
    const std::string term = folded(entry.term);
    EXPECT_TRUE(terms.insert(term).second) << term;
    EXPECT_LT(before, term) << "in the order of the alphabet";
    before = term;
    EXPECT_EQ(explained(entry.term), entry.sentence);
    EXPECT_TRUE(entry.sentence.ends_with('.')) << term;
    EXPECT_EQ(entry.sentence.find(". "), std::string_view::npos) << term << ": one sentence";
    EXPECT_LT(entry.sentence.size(), 230u) << term << ": a tooltip, not a page";
    EXPECT_GT(entry.sentence.size(), 20u) << term;
  }
}

TEST(Glossary, names_no_guilt) {
  for (const GlossaryEntry& entry : glossary()) {
    for (const char* word : {"fake", "forge", "guilt", "tamper"}) {
      EXPECT_FALSE(contains_folded(entry.sentence, word)) << entry.term;
    }
  }
}

}  // namespace
}  // namespace spoor
