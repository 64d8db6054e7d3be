#include "base/digest.h"
#include "findings/case_fixture.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace spoor {
namespace {

using ::testing::HasSubstr;

class CaseJournal : public test::CaseTest {
 protected:
  void SetUp() override {
    auto file = created();
    for (int i = 0; i < 5; ++i) ASSERT_TRUE(file->note("noted", "subject", "line " + std::to_string(i)));
    ASSERT_TRUE(file->put(test::kDigest, test::small_result("a.b")));
  }

  // What verify says after `sql` was run on the closed case.
  Result<void> after(const std::string& sql) {
    {
      SQLite::Database database(path().string(), SQLite::OPEN_READWRITE);
      database.exec(sql);
    }
    return opened()->verify_journal();
  }
};

TEST_F(CaseJournal, untouched_chain_is_whole) {
  auto file = opened();
  EXPECT_TRUE(file->verify_journal());
  const auto entries = file->journal();
  ASSERT_EQ(entries->size(), 7U);
  EXPECT_EQ(entries->front().action, "case created");
  EXPECT_EQ(entries->back().hash, *file->journal_head());
}

TEST_F(CaseJournal, each_hash_covers_the_entry_before) {
  const auto entries = *opened()->journal();
  std::string previous = journal_root();
  for (const auto& entry : entries) {
    EXPECT_EQ(entry.hash, sha256_hex(previous + "\n" + journal_text(entry)));
    previous = entry.hash;
  }
}

TEST_F(CaseJournal, changed_text_shows) {
  const auto verdict = after("UPDATE journal SET text='line 9' WHERE number=3");
  ASSERT_FALSE(verdict);
  EXPECT_EQ(verdict.error().fault, Fault::kCorrupt);
  EXPECT_THAT(verdict.error().sentence, HasSubstr("entry 3"));
}

TEST_F(CaseJournal, missing_and_moved_entries_show) { EXPECT_FALSE(after("DELETE FROM journal WHERE number=4")); }

TEST_F(CaseJournal, swapped_texts_show) {
  EXPECT_FALSE(
      after("UPDATE journal SET text = CASE number WHEN 3 THEN 'line 2' ELSE 'line 1' END WHERE number IN (3, 4)"));
}

TEST_F(CaseJournal, another_result_under_the_same_key_shows) {
  const auto verdict = after("UPDATE result SET document = replace(document, 'concern', 'neutral')");
  ASSERT_FALSE(verdict);
  EXPECT_THAT(verdict.error().sentence, HasSubstr("another content"));
}

TEST_F(CaseJournal, removed_result_shows) { EXPECT_FALSE(after("DELETE FROM result")); }

TEST_F(CaseJournal, result_stored_again_is_whole) {
  auto file = opened();
  auto result = test::small_result("a.b");
  result.output.observations.clear();
  ASSERT_TRUE(file->put(test::kDigest, result));
  EXPECT_TRUE(file->verify_journal());
}

TEST_F(CaseJournal, two_programs_write_one_chain) {
  auto first = opened();
  auto second = opened();
  for (int i = 0; i < 3; ++i) {
    ASSERT_TRUE(first->note("noted", "first", std::to_string(i)));
    ASSERT_TRUE(second->note("noted", "second", std::to_string(i)));
  }
  EXPECT_TRUE(first->verify_journal());
  EXPECT_EQ(first->journal()->size(), 13U);
}

}  // namespace
}  // namespace spoor
