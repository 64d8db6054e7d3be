#include "findings/case_schema.h"

#include "findings/case_fixture.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

namespace spoor {
namespace {

using ::testing::HasSubstr;

using CaseSchemaTest = test::CaseTest;

Error open_error(const std::filesystem::path& path) {
  const auto file = CaseFile::open(path);
  EXPECT_FALSE(file.has_value());
  return file ? Error{} : file.error();
}

void change(const std::filesystem::path& path, const std::string& sql) {
  SQLite::Database database(path.string(), SQLite::OPEN_READWRITE);
  database.exec(sql);
}

TEST_F(CaseSchemaTest, absent_file_is_not_found) { EXPECT_EQ(open_error(path()).fault, Fault::kNotFound); }

TEST_F(CaseSchemaTest, file_that_is_no_database_is_no_case) {
  test::overwrite(path(), std::string(5000, 'x'));
  EXPECT_EQ(open_error(path()).fault, Fault::kUnsupported);
  EXPECT_THAT(open_error(path()).sentence, HasSubstr("no Spoor case"));
  test::overwrite(path(), "");
  EXPECT_EQ(open_error(path()).fault, Fault::kUnsupported);
}

TEST_F(CaseSchemaTest, database_of_another_program_is_no_case) {
  {
    SQLite::Database other(path().string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    other.exec("CREATE TABLE bookmarks(id INTEGER)");
  }
  EXPECT_THAT(open_error(path()).sentence, HasSubstr("another program"));
}

TEST_F(CaseSchemaTest, case_of_a_newer_program_is_named_so) {
  created();
  change(path(), "PRAGMA user_version=3");
  EXPECT_EQ(open_error(path()).fault, Fault::kUnsupported);
  EXPECT_THAT(open_error(path()).sentence, HasSubstr("newer version"));
}

TEST_F(CaseSchemaTest, case_with_a_trigger_or_a_view_is_refused) {
  created();
  change(path(), "CREATE TRIGGER t AFTER INSERT ON journal BEGIN DELETE FROM journal; END");
  EXPECT_EQ(open_error(path()).fault, Fault::kCorrupt);
  change(path(), "DROP TRIGGER t; CREATE VIEW v AS SELECT 1");
  EXPECT_EQ(open_error(path()).fault, Fault::kCorrupt);
  change(path(), "DROP VIEW v");
  EXPECT_TRUE(CaseFile::open(path()).has_value());
}

TEST_F(CaseSchemaTest, truncated_case_is_an_error) {
  created();
  const std::string whole = test::content(path());
  for (const std::size_t size : {std::size_t{99}, std::size_t{100}, std::size_t{4096}, whole.size() - 4096}) {
    test::overwrite(path(), whole.substr(0, size));
    EXPECT_FALSE(CaseFile::open(path()).has_value()) << size;
  }
}

// Whatever single bytes are changed, opening and reading end in an answer or an error.
TEST_F(CaseSchemaTest, corrupt_cases_do_not_crash) {
  {
    auto file = created();
    ASSERT_TRUE(file->put(test::kDigest, test::small_result("a.b")));
    ASSERT_TRUE(file->add_exhibit({"n", "p", 1, test::kDigest, {}}));
  }
  const std::string whole = test::content(path());
  std::mt19937 random(7);
  int refused = 0;
  for (int round = 0; round < 60; ++round) {
    std::string damaged = whole;
    for (int i = 0; i < 1 + round % 40; ++i) damaged[random() % damaged.size()] = static_cast<char>(random());
    test::overwrite(path(), damaged);
    auto file = CaseFile::open(path());
    if (!file) {
      ++refused;
      continue;
    }
    static_cast<void>((*file)->exhibits());
    static_cast<void>((*file)->journal());
    static_cast<void>((*file)->verify_journal());
    const auto rows = (*file)->results(test::kDigest);
    if (!rows) continue;
    for (const auto& row : *rows) {
      static_cast<void>((*file)->result(row.key, true));
      static_cast<void>((*file)->previews(row.key));
    }
  }
  EXPECT_GT(refused, 0);
}

TEST(CaseSchema, knows_file_systems_of_other_machines) {
  EXPECT_TRUE(is_network_file_system(0x6969));
  EXPECT_TRUE(is_network_file_system(0xFF534D42));
  EXPECT_TRUE(is_network_file_system(0xFFFFFFFFFF534D42)) << "sign-extended, as statfs may give it";
  EXPECT_FALSE(is_network_file_system(0xEF53)) << "ext4";
  EXPECT_FALSE(is_network_file_system(0x01021994)) << "tmpfs";
}

}  // namespace
}  // namespace spoor
