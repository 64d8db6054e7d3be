#include "workbench/open_workbench.h"

#include <gmock/gmock.h>
#include <unistd.h>

#include <fstream>

namespace spoor {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;
using WorkbenchCase = test::OpenWorkbench;

TEST_F(WorkbenchCase, begins_with_nothing) {
  EXPECT_FALSE(bench->has_case());
  EXPECT_EQ(bench->active(), nullptr);
  EXPECT_FALSE(bench->can_undo());
  EXPECT_EQ(bench->undo_name(), "");
  EXPECT_FALSE(bench->poll(1));
}

TEST_F(WorkbenchCase, commands_are_written_at_once_and_undone) {
  open_sample("still_original.jpg");
  ASSERT_TRUE(bench->unnamed());
  bench->execute(marked(5));
  EXPECT_EQ(bench->marks(1), test::OpenWorkbench::marks_with(5));
  finish();
  EXPECT_EQ(*reader()->marks(1), marks_with(5)) << "there is no unsaved work";
  EXPECT_EQ(bench->undo_name(), "draw rectangle");
  bench->undo();
  EXPECT_EQ(bench->marks(1), Marks{});
  finish();
  EXPECT_EQ(*reader()->marks(1), Marks{});
  EXPECT_EQ(bench->redo_name(), "draw rectangle");
  bench->redo();
  finish();
  EXPECT_EQ(*reader()->marks(1), marks_with(5));
  EXPECT_THAT(notices(), IsEmpty());
}

TEST_F(WorkbenchCase, a_drag_is_one_step_of_undo) {
  open_sample("still_original.jpg");
  const auto gesture = bench->new_gesture();
  for (int x = 0; x < 50; ++x) {
    MarksChange change{"move region", marks_with(x), "r1", true};
    bench->change_marks(1, change, gesture);
  }
  EXPECT_EQ(bench->annotator.chosen, "r1");
  finish();
  EXPECT_EQ(*reader()->marks(1), marks_with(49));
  bench->undo();
  EXPECT_EQ(bench->marks(1), Marks{});
  EXPECT_FALSE(bench->can_undo());
}

TEST_F(WorkbenchCase, a_drag_that_is_not_over_is_in_the_case_within_a_second) {
  open_sample("still_original.jpg");
  bench->execute(marked(5, bench->new_gesture()));
  // As after a kill: nothing more is called. The background alone brings it there.
  const auto file = reader();
  while (*file->marks(1) != marks_with(5)) ::usleep(10'000);
}

TEST_F(WorkbenchCase, bookmarks_one_note_a_frame) {
  open_sample("clip_original.mp4");
  bench->add_bookmark(1, 20, "later");
  bench->add_bookmark(1, 7, "first");
  bench->add_bookmark(1, 7, "first, corrected");
  const auto& list = bench->notes().bookmarks.at(1);
  ASSERT_THAT(list, SizeIs(2));
  EXPECT_EQ(list[0].note, "first, corrected");
  EXPECT_EQ(list[0].author, "ab");
  EXPECT_EQ(list[1].frame, 20);
  finish();
  EXPECT_EQ(*reader()->bookmarks(1), list);
}

TEST_F(WorkbenchCase, saves_under_a_name_and_goes_on_there) {
  open_sample("still_original.jpg");
  bench->execute(marked(5));
  finish();
  const fs::path unnamed = bench->case_path(), named = dir.path() / "named.spoor";
  bench->save_as(named);
  bench->execute(marked(9));  // behind it, into the new file
  finish();
  EXPECT_EQ(bench->case_path(), named);
  EXPECT_FALSE(bench->unnamed());
  EXPECT_FALSE(fs::exists(unnamed));
  EXPECT_EQ(*reader(named)->marks(1), marks_with(9));
  bench.reset();
  EXPECT_FALSE(fs::exists(named.string() + "-wal")) << "a closed case is one file";
  EXPECT_TRUE(reader(named)->verify_journal());
}

TEST_F(WorkbenchCase, does_not_save_over_a_file) {
  open_sample("still_original.jpg");
  std::ofstream(dir.path() / "taken") << "another";
  const auto before = bench->case_path();
  bench->save_as(dir.path() / "taken");
  finish();
  EXPECT_THAT(notices(), HasSubstr("already a file of this name"));
  EXPECT_EQ(bench->case_path(), before);
  bench->execute(marked(5));
  finish();
  EXPECT_EQ(*reader()->marks(1), marks_with(5));
}

TEST_F(WorkbenchCase, opens_a_case_with_all_that_is_in_it) {
  open_sample("still_original.jpg");
  bench->execute(marked(5));
  bench->execute({"title", FactsEdit{{}, {"Title", "", "", "", ""}}});
  finish();
  const fs::path path = dir.path() / "a.spoor";
  bench->save_as(path);
  finish();
  const CaseNotes notes = bench->notes();
  begin();
  bench->open_case(path);
  EXPECT_FALSE(bench->has_case());
  finish();
  ASSERT_TRUE(bench->has_case());
  EXPECT_EQ(bench->notes(), notes);
  ASSERT_NE(bench->active(), nullptr);
  EXPECT_EQ(bench->active()->record.exhibit.name, "still_original.jpg");
  EXPECT_NE(bench->active()->session, nullptr);
  EXPECT_FALSE(bench->can_undo()) << "the steps of another session are not those of this one";
}

TEST_F(WorkbenchCase, keeps_the_open_case_where_another_cannot_be_opened) {
  open_sample("still_original.jpg");
  const auto path = bench->case_path();
  bench->open_case(dir.path() / "nowhere.spoor");
  finish();
  EXPECT_EQ(bench->case_path(), path);
  EXPECT_THAT(notices(), HasSubstr("the case cannot be opened"));
}

TEST_F(WorkbenchCase, changes_nothing_in_a_case_for_reading_only) {
  open_sample("still_original.jpg");
  bench->execute(marked(5));
  const fs::path path = dir.path() / "a.spoor";
  bench->save_as(path);
  finish();
  options.read_only = true;
  begin();
  bench->open_case(path);
  finish();
  ASSERT_TRUE(bench->read_only());
  const auto lines = reader(path)->journal()->size();
  bench->execute(marked(9));
  EXPECT_EQ(bench->marks(1), marks_with(5));
  EXPECT_THAT(notices(), HasSubstr("reading only"));
  open_sample("still_grey.jpg");
  EXPECT_THAT(bench->desks(), SizeIs(1));
  bench->run("view.levels", {}, RunFrames::kAll);
  finish();
  EXPECT_EQ(reader(path)->journal()->size(), lines);
  bench->save_as(dir.path() / "b.spoor");
  finish();
  EXPECT_FALSE(bench->read_only());
  bench->execute(marked(9));
  finish();
  EXPECT_EQ(*reader(dir.path() / "b.spoor")->marks(1), marks_with(9));
}

TEST_F(WorkbenchCase, a_crash_loses_nothing) {
  open_sample("still_original.jpg");
  bench->execute(marked(5));
  finish();
  const auto path = bench->case_path();
  // What a kill leaves: the file and what lies beside it, unclosed.
  const fs::path crashed = path.parent_path() / "crashed.spoor";
  for (const char* tail : {"", "-wal", "-shm"}) {
    if (fs::exists(path.string() + tail)) fs::copy_file(path.string() + tail, crashed.string() + tail);
  }
  EXPECT_EQ(bench->last_unnamed_case(), crashed) << "the open one is not offered";
  bench->new_case();
  finish();
  bench->open_case(crashed);
  finish();
  EXPECT_EQ(bench->marks(1), marks_with(5));
  EXPECT_TRUE(bench->unnamed());
}

TEST_F(WorkbenchCase, keeps_an_unnamed_case_and_throws_an_empty_one_away) {
  bench->new_case();
  finish();
  const auto empty = bench->case_path();
  EXPECT_TRUE(fs::exists(empty));
  begin();
  EXPECT_FALSE(fs::exists(empty));
  EXPECT_EQ(bench->last_unnamed_case(), std::nullopt);
  open_sample("still_original.jpg");
  const auto kept = bench->case_path();
  begin();
  EXPECT_EQ(bench->last_unnamed_case(), kept);
  EXPECT_FALSE(fs::exists(kept.string() + "-wal"));
}

TEST_F(WorkbenchCase, what_cannot_be_written_is_told_and_stays_in_memory) {
  std::ofstream(options.state_dir) << "a file where the folder should be";
  bench->new_case();
  bench->execute({"title", FactsEdit{{}, {"In memory", "", "", "", ""}}});
  finish();
  EXPECT_THAT(notices(), HasSubstr("not written to the case"));
  EXPECT_EQ(bench->notes().facts.title, "In memory");
  bench->save_as(dir.path() / "elsewhere.spoor");
  finish();
  EXPECT_EQ(reader(dir.path() / "elsewhere.spoor")->facts()->title, "In memory");
}

TEST_F(WorkbenchCase, catches_up_after_a_write_that_failed) {
  open_sample("still_original.jpg");
  // A status of a result that is not there cannot be written.
  bench->execute({"status", StatusEdit{std::string(64, 'f'), AnalystStatus::kUnset, AnalystStatus::kOk}});
  finish();
  EXPECT_THAT(notices(), HasSubstr("not written to the case"));
  bench->undo();
  bench->execute(marked(5));
  finish();
  EXPECT_EQ(*reader()->marks(1), marks_with(5));
}

TEST_F(WorkbenchCase, reads_the_journal_anew_after_a_change) {
  open_sample("still_original.jpg");
  bench->journal();
  finish();
  ASSERT_NE(bench->journal().value, nullptr);
  const auto before = bench->journal().value->size();
  bench->execute(marked(5));
  finish();
  bench->journal();
  finish();
  EXPECT_EQ(bench->journal().value->size(), before + 1);
}

TEST_F(WorkbenchCase, keeps_the_last_fifty_notices) {
  for (int i = 0; i < 60; ++i) bench->tell(Notice::Kind::kDone, std::to_string(i));
  bench->tell(Notice::Kind::kDone, "59");
  EXPECT_THAT(bench->notices(), SizeIs(50));
  EXPECT_EQ(bench->notices().back().text, "59");
  EXPECT_EQ(bench->notices().front().text, "10");
  bench->dismiss_notices();
  EXPECT_THAT(bench->notices(), IsEmpty());
}

TEST_F(WorkbenchCase, ends_in_the_middle_of_everything) {
  use_workers();
  bench->open({test::samples_dir() / "clip_original.mp4", test::samples_dir() / "still_original.jpg"});
  bench->poll(0);
  ::usleep(100'000);
  bench->poll(0);
  begin();
  open_sample("clip_original.mp4");
  bench->run_profile("full");
  bench->execute(marked(5, bench->new_gesture()));
  const auto path = bench->case_path();
  begin();
  EXPECT_EQ(*reader(path)->marks(1), marks_with(5));
}

}  // namespace
}  // namespace spoor
