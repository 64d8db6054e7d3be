#include "workbench/live_case.h"

#include "support/paths.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <fstream>
#include <future>

namespace spoor {
namespace {

namespace fs = std::filesystem;

PassResult result_of(char letter) {
  PassResult result;
  result.pass = "view.levels";
  result.state = ResultState::kDone;
  result.provenance.key = std::string(64, letter);
  return result;
}

struct OpenLiveCase : testing::Test {
  test::TemporaryDir dir;
  LiveCase live;
  fs::path first = dir.path() / "made" / "first.spoor", second = dir.path() / "second.spoor";
  CaseNotes notes;

  OpenLiveCase() { EXPECT_TRUE(live.create(first, {})); }
  fs::path path() {
    return *live.with([](CaseFile& file) -> Result<fs::path> { return file.path(); });
  }
};

TEST(live_case, without_a_file_says_so) {
  LiveCase live;
  EXPECT_EQ(live.find("key").error().fault, Fault::kUnavailable);
  EXPECT_EQ(live.put("digest", result_of('a')).error().sentence, "the case has no file");
  EXPECT_TRUE(live.close());
}

TEST_F(OpenLiveCase, keeps_results) {
  ASSERT_TRUE(live.put("digest", result_of('a')));
  const auto found = live.find(std::string(64, 'a'));
  ASSERT_TRUE(found && *found);
  EXPECT_EQ((*found)->pass, "view.levels");
}

TEST_F(OpenLiveCase, moves_with_all_it_holds) {
  ASSERT_TRUE(live.put("digest", result_of('a')));
  notes.facts.title = "Moved";  // never written to the first file
  ASSERT_TRUE(live.move_to(second, notes, {}, true));
  EXPECT_EQ(path(), second);
  EXPECT_TRUE(*live.find(std::string(64, 'a')));
  EXPECT_EQ(live.with([](CaseFile& file) { return file.facts(); })->title, "Moved");
  EXPECT_FALSE(fs::exists(first));
  ASSERT_TRUE(live.close());
  EXPECT_FALSE(fs::exists(second.string() + "-wal")) << "a closed case is one file";
  EXPECT_TRUE(CaseFile::open(second).value()->verify_journal());
}

TEST_F(OpenLiveCase, leaves_a_named_case_where_it_was) {
  ASSERT_TRUE(live.move_to(second, notes, {}, false));
  EXPECT_TRUE(fs::exists(first));
  EXPECT_FALSE(fs::exists(first.string() + "-wal"));
}

TEST_F(OpenLiveCase, does_not_move_over_another_file) {
  std::ofstream(second) << "another";
  EXPECT_EQ(live.move_to(second, notes, {}, true).error().fault, Fault::kBadArgument);
  EXPECT_EQ(path(), first);
  EXPECT_EQ(fs::file_size(second), 7u);
  EXPECT_TRUE(live.put("digest", result_of('a'))) << "goes on where it was";
}

TEST_F(OpenLiveCase, leaves_no_half_case_behind) {
  notes.statuses[std::string(64, 'f')] = AnalystStatus::kOk;  // of no result there is
  EXPECT_FALSE(live.move_to(second, notes, {}, true));
  EXPECT_FALSE(fs::exists(second));
  EXPECT_EQ(path(), first);
}

TEST(live_case, that_could_not_be_made_is_saved_elsewhere) {
  test::TemporaryDir dir;
  std::ofstream(dir.path() / "file") << "no folder";
  LiveCase live;
  EXPECT_EQ(live.create(dir.path() / "file" / "a.spoor", {}).error().fault, Fault::kUnreadable);
  CaseNotes notes;
  notes.facts.title = "Kept in memory";
  ASSERT_TRUE(live.move_to(dir.path() / "b.spoor", notes, {}, false));
  EXPECT_EQ(live.with([](CaseFile& file) { return file.facts(); })->title, "Kept in memory");
}

TEST_F(OpenLiveCase, loses_no_result_that_is_stored_while_it_moves) {
  auto storing = std::async(std::launch::async, [&] {
    for (int i = 0; i < 60; ++i) EXPECT_TRUE(live.put("digest", result_of(static_cast<char>('A' + i))));
  });
  for (int i = 0; i < 4; ++i) ASSERT_TRUE(live.move_to(dir.path() / (std::to_string(i) + ".spoor"), notes, {}, true));
  storing.get();
  for (int i = 0; i < 60; ++i) EXPECT_TRUE(*live.find(std::string(64, static_cast<char>('A' + i)))) << i;
}

}  // namespace
}  // namespace spoor
