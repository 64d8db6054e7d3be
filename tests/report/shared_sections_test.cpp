#include "report/documents.h"

#include <gtest/gtest.h>

namespace spoor {
namespace {

TEST(SharedSections, long_journal_shows_both_ends_and_says_so) {
  std::vector<JournalEntry> entries;
  for (int i = 1; i <= 100; ++i) entries.push_back({i, "2026-03-01T09:00:00Z", "a", "x", "s", "t", "h"});
  const Section section = journal_section({}, entries);
  const auto& grid = std::get<Grid>(section.blocks.back());
  ASSERT_EQ(grid.rows.size(), 40U);
  EXPECT_EQ(grid.rows.front()[0].text, "1");
  EXPECT_EQ(grid.rows.back()[0].text, "100");
  EXPECT_EQ(grid.cut.substr(0, 15), "40 of 100 lines");
}

TEST(SharedSections, key_has_every_sign) { EXPECT_EQ(sign_key().rows.size(), 9U); }

TEST(SharedSections, interrupted_run_is_said) {
  CaseData data;
  data.runs = {{1, "full", {}, {}, "spoor 0", "2026-03-01T09:00:00Z", ""}};
  bool said = false;
  for (const auto& [name, value] : case_facts(data).rows) said |= value.find("interrupted") != std::string::npos;
  EXPECT_TRUE(said);
}

}  // namespace
}  // namespace spoor
