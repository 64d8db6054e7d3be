#include "findings/case_file.h"

#include "findings/case_fixture.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <thread>

namespace spoor {
namespace {

using ::testing::HasSubstr;

using CaseFileTest = test::CaseTest;

std::size_t files_in(const std::filesystem::path& folder) {
  return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator(folder), {}));
}

TEST_F(CaseFileTest, keeps_what_it_is_told_of_the_case) {
  {
    auto file = created();
    ASSERT_TRUE(file->set_facts({"another title", "ref 2", "B. Examiner", "Desk", "Look at it."}));
  }
  auto file = opened();
  const auto facts = file->facts();
  ASSERT_TRUE(facts);
  EXPECT_EQ(*facts, (CaseFacts{"another title", "ref 2", "B. Examiner", "Desk", "Look at it."}));
}

TEST_F(CaseFileTest, is_one_file_after_close) {
  auto file = created();
  ASSERT_TRUE(file->put(test::kDigest, test::small_result("a.b")));
  EXPECT_GT(files_in(dir_.path()), 1U) << "the log is beside the case while it is open";
  ASSERT_TRUE(file->close());
  EXPECT_EQ(files_in(dir_.path()), 1U);
  EXPECT_FALSE(file->facts()) << "a closed case answers nothing";
  EXPECT_EQ(file->facts().error().fault, Fault::kInternal);
}

TEST_F(CaseFileTest, does_not_create_over_an_existing_file) {
  test::overwrite(path(), "a photograph");
  const auto made = CaseFile::create(path(), {});
  ASSERT_FALSE(made);
  EXPECT_EQ(made.error().fault, Fault::kBadArgument);
  EXPECT_EQ(test::content(path()), "a photograph");
}

TEST_F(CaseFileTest, copy_of_an_open_case_holds_every_committed_row) {
  auto file = created();
  const auto result = test::small_result("a.b");
  ASSERT_TRUE(file->put(test::kDigest, result));
  const auto copy = dir_.path() / "copy.spoor";
  ASSERT_TRUE(file->copy_to(copy));
  auto second = CaseFile::open(copy);
  ASSERT_TRUE(second) << to_text(second.error());
  EXPECT_TRUE((*second)->find(result.provenance.key)->has_value());
  EXPECT_TRUE((*second)->verify_journal());
  EXPECT_FALSE(file->copy_to(copy)) << "an existing file is not replaced";
}

TEST_F(CaseFileTest, killed_writer_loses_nothing_committed) {
  std::array<int, 2> tell{};
  ASSERT_EQ(::pipe(tell.data()), 0);
  const pid_t child = ::fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    auto made = CaseFile::create(path(), {"t", "", "", "", ""});
    bool ok = made.has_value();
    for (int i = 0; i < 20 && ok; ++i) {
      ok = (*made)->put(test::kDigest, test::small_result("pass." + std::to_string(i))).has_value();
    }
    const char answer = ok ? 'y' : 'n';
    static_cast<void>(::write(tell[1], &answer, 1));
    while (true) ::pause();
  }
  char answer = 0;
  ASSERT_EQ(::read(tell[0], &answer, 1), 1);
  EXPECT_EQ(answer, 'y');
  ASSERT_EQ(::kill(child, SIGKILL), 0);
  ASSERT_EQ(::waitpid(child, nullptr, 0), child);
  ::close(tell[0]);
  ::close(tell[1]);
  auto file = opened();
  ASSERT_NE(file, nullptr);
  EXPECT_EQ(file->results(test::kDigest)->size(), 20U);
  EXPECT_TRUE(file->verify_journal());
  ASSERT_TRUE(file->close());
  EXPECT_EQ(files_in(dir_.path()), 1U);
}

TEST_F(CaseFileTest, second_writer_waits_and_then_says_why_it_cannot) {
  auto first = created();
  CaseOptions options;
  options.busy_ms = 50;
  auto second = opened(options);
  ASSERT_NE(second, nullptr);
  SQLite::Database other(path().string(), SQLite::OPEN_READWRITE);
  const SQLite::Transaction held(other, SQLite::TransactionBehavior::IMMEDIATE);
  const auto refused = second->note("note", "", "text");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().fault, Fault::kUnreadable);
  EXPECT_THAT(refused.error().sentence, HasSubstr("another program is writing"));
}

TEST_F(CaseFileTest, read_only_case_refuses_writing) {
  created();
  CaseOptions options;
  options.read_only = true;
  auto file = opened(options);
  EXPECT_TRUE(file->read_only());
  const auto refused = file->note("note", "", "");
  ASSERT_FALSE(refused);
  EXPECT_THAT(refused.error().sentence, HasSubstr("reading only"));
  EXPECT_TRUE(file->facts());
}

TEST_F(CaseFileTest, opens_in_a_folder_that_cannot_be_written) {
  created();
  std::filesystem::permissions(dir_.path(), std::filesystem::perms(0555));
  std::filesystem::permissions(path(), std::filesystem::perms(0444));
  const pid_t child = ::fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    // Root may write everywhere, so the question is asked as somebody else.
    if (::geteuid() == 0 && ::seteuid(65534) != 0) ::_exit(3);
    auto file = CaseFile::open(path());
    ::_exit(file && (*file)->read_only() && (*file)->facts() && (*file)->facts()->title == "title" ? 0 : 1);
  }
  int status = -1;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  std::filesystem::permissions(dir_.path(), std::filesystem::perms(0755));
  EXPECT_TRUE(WIFEXITED(status));
  EXPECT_EQ(WEXITSTATUS(status), 0);
  EXPECT_EQ(files_in(dir_.path()), 1U);
}

TEST_F(CaseFileTest, takes_calls_of_many_threads) {
  auto file = created();
  {
    std::vector<std::jthread> threads;
    for (int t = 0; t < 4; ++t) {
      threads.emplace_back([&, t] {
        for (int i = 0; i < 5; ++i) {
          const auto result = test::small_result("p" + std::to_string(t) + "." + std::to_string(i));
          EXPECT_TRUE(file->put(test::kDigest, result));
          EXPECT_TRUE(file->find(result.provenance.key)->has_value());
        }
      });
    }
  }
  EXPECT_EQ(file->results(test::kDigest)->size(), 20U);
  EXPECT_TRUE(file->verify_journal());
}

}  // namespace
}  // namespace spoor
