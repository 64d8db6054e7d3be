#include "workbench/open_workbench.h"
#include "workbench/worker_of.h"

#include <gmock/gmock.h>

#include <fstream>

namespace spoor {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

struct WorkbenchExhibits : test::OpenWorkbench {
  std::vector<std::int64_t> ids() const {
    std::vector<std::int64_t> list;
    for (const auto& desk : bench->desks()) list.push_back(desk->record.id);
    return list;
  }
};

TEST_F(WorkbenchExhibits, a_file_becomes_an_exhibit_of_a_new_case) {
  bench->open({test::samples_dir() / "still_original.jpg"});
  finish();
  ASSERT_THAT(ids(), ElementsAre(1));
  EXPECT_EQ(bench->active(), bench->desk(1));
  ASSERT_THAT(bench->exhibits(), SizeIs(1));
  EXPECT_EQ(bench->exhibits()[0].exhibit.sha256, bench->active()->record.exhibit.sha256);
  EXPECT_FALSE(bench->exhibits()[0].media.is_null());
  const auto file = reader();
  ASSERT_THAT(*file->exhibits(), SizeIs(1));
  EXPECT_EQ(file->exhibits()->at(0).exhibit.name, "still_original.jpg");
  EXPECT_THAT(notices(), IsEmpty());
}

TEST_F(WorkbenchExhibits, the_picture_is_here_before_the_case_is_written) {
  bench->open({test::samples_dir() / "still_original.jpg"});
  while (bench->active() == nullptr) bench->poll(0);
  EXPECT_LT(bench->active()->record.id, 0);
  bench->execute({"draw", MarksEdit{bench->active()->record.id, {}, marks_with(1)}});
  EXPECT_THAT(notices(), HasSubstr("still being added"));
  EXPECT_FALSE(bench->can_undo());
  finish();
  EXPECT_EQ(bench->active()->record.id, 1);
}

TEST_F(WorkbenchExhibits, opens_several_and_shows_the_first) {
  bench->open({test::samples_dir() / "clip_original.mp4", test::samples_dir() / "still_original.jpg"});
  finish();
  EXPECT_THAT(ids(), ElementsAre(1, 2));
  EXPECT_EQ(bench->active()->record.exhibit.name, "clip_original.mp4");
  bench->activate(2);
  EXPECT_EQ(bench->active()->record.exhibit.name, "still_original.jpg");
  bench->activate(17);
  EXPECT_EQ(bench->active()->record.id, 2) << "there is no such exhibit";
}

TEST_F(WorkbenchExhibits, a_file_that_is_on_the_desk_is_shown) {
  open_sample("still_original.jpg");
  open_sample("still_grey.jpg");
  open_sample("still_original.jpg");
  EXPECT_THAT(ids(), ElementsAre(1, 2));
  EXPECT_EQ(bench->active()->record.id, 1);
}

TEST_F(WorkbenchExhibits, a_name_that_is_empty_is_told_and_nothing_else) {
  bench->open({""});
  finish();
  ASSERT_EQ(bench->notices().size(), 1u);
  EXPECT_EQ(bench->notices()[0].kind, Notice::Kind::kError);
  EXPECT_TRUE(bench->desks().empty());
}

TEST_F(WorkbenchExhibits, a_folder_opens_as_what_is_in_it) {
  fs::create_directory(dir.path() / "in");
  fs::copy_file(test::samples_dir() / "still_grey.jpg", dir.path() / "in" / "b.jpg");
  fs::copy_file(test::samples_dir() / "still_original.jpg", dir.path() / "in" / "a.jpg");
  open(dir.path() / "in");
  ASSERT_THAT(ids(), ElementsAre(1, 2));
  EXPECT_EQ(bench->active()->record.exhibit.name, "a.jpg");
}

TEST_F(WorkbenchExhibits, tells_of_what_is_no_exhibit) {
  open_sample("manifest.json");
  EXPECT_THAT(ids(), IsEmpty());
  EXPECT_THAT(notices(), HasSubstr("manifest.json"));
  EXPECT_EQ(bench->active(), nullptr);
  open(dir.path() / "nowhere.jpg");
  EXPECT_THAT(ids(), IsEmpty());
  EXPECT_THAT(notices(), HasSubstr("nowhere.jpg"));
  EXPECT_THAT(*reader()->exhibits(), IsEmpty());
}

TEST_F(WorkbenchExhibits, a_medium_that_cannot_be_opened_is_an_exhibit_with_its_reason) {
  std::string head(4000, '\0');
  std::ifstream(test::samples_dir() / "clip_original.mp4", std::ios::binary).read(head.data(), 40);
  std::ofstream(dir.path() / "cut.mp4", std::ios::binary) << head;
  open(dir.path() / "cut.mp4");
  ASSERT_THAT(ids(), ElementsAre(1)) << notices();
  EXPECT_TRUE(bench->active()->error());
  EXPECT_TRUE(reader()->exhibits()->at(0).error);
}

TEST_F(WorkbenchExhibits, closing_a_desk_leaves_the_exhibit_in_the_case) {
  open_sample("still_original.jpg");
  open_sample("still_grey.jpg");
  bench->execute(marked(5));
  bench->close_desk(2);
  EXPECT_THAT(ids(), ElementsAre(1));
  EXPECT_EQ(bench->active()->record.id, 1);
  bench->close_desk(1);
  EXPECT_EQ(bench->active(), nullptr);
  EXPECT_THAT(bench->exhibits(), SizeIs(2));
  bench->activate(1);
  finish();
  ASSERT_NE(bench->active(), nullptr);
  EXPECT_NE(bench->active()->session, nullptr);
  EXPECT_EQ(bench->marks(1), marks_with(5));
}

TEST_F(WorkbenchExhibits, the_same_bytes_again_are_the_same_exhibit) {
  open_sample("still_original.jpg");
  bench->close_desk(1);
  open_sample("still_original.jpg");
  EXPECT_THAT(ids(), ElementsAre(1));
  EXPECT_EQ(bench->active()->record.id, 1);
  EXPECT_THAT(bench->exhibits(), SizeIs(1));
}

TEST_F(WorkbenchExhibits, a_case_opens_as_a_case_whatever_its_name) {
  open_sample("still_original.jpg");
  bench->save_as(dir.path() / "no tail");
  finish();
  begin();
  bench->open({dir.path() / "no tail", test::samples_dir() / "still_grey.jpg"});
  finish();
  EXPECT_EQ(bench->case_path(), dir.path() / "no tail");
  EXPECT_THAT(ids(), ElementsAre(1, 2)) << "the other file is added to it";
}

TEST_F(WorkbenchExhibits, shares_the_budget_of_frames) {
  options.frame_budget = 30'000'000;
  begin();
  open_sample("clip_original.mp4");
  for (int i = 0; i < 40; ++i) {
    bench->active()->playhead.step(1, 0);
    bench->active()->look(0);
    finish();
  }
  const auto alone = bench->active()->shelf->bytes();
  EXPECT_LE(alone, 30'000'000);
  EXPECT_GT(alone, 15'000'000);
  open_sample("still_original.jpg");
  EXPECT_LE(bench->desk(1)->shelf->bytes(), 15'000'000);
}

TEST_F(WorkbenchExhibits, lets_workers_sleep_that_were_not_looked_at_for_longest) {
  options.most_workers = 2;
  use_workers();
  for (const char* name : {"still_original.jpg", "still_grey.jpg", "still_spliced.jpg", "clip_original.mp4"}) {
    open_sample(name);
  }
  EXPECT_THAT(test::workers(), SizeIs(2));
  EXPECT_EQ(bench->desk(1)->session, nullptr);
  EXPECT_NE(bench->desk(4)->session, nullptr);
  bench->activate(1);
  finish();
  EXPECT_NE(bench->desk(1)->session, nullptr);
  EXPECT_THAT(test::workers(), SizeIs(2));
  bench.reset();
  EXPECT_THAT(test::workers(), IsEmpty());
}

TEST_F(WorkbenchExhibits, gives_the_other_side_of_a_comparison) {
  open_sample("clip_original.mp4");
  open_sample("clip_frames_removed.mp4");
  ExhibitDesk& left = *bench->desk(1);
  EXPECT_FALSE(bench->other_side(left));
  left.comparison.mode = CompareMode::kWipe;
  left.comparison.other_exhibit = 2;
  left.comparison.offset_frames = 4;
  left.playhead.go_to(10, 0);
  const auto other = bench->other_side(left);
  ASSERT_TRUE(other);
  EXPECT_EQ(other->desk, bench->desk(2));
  EXPECT_EQ(other->frame, 14);
  other->desk->look_at(other->frame);
  finish();
  EXPECT_NE(other->desk->shelf->find(14), nullptr);
  left.comparison.other_exhibit = 1;
  EXPECT_FALSE(bench->other_side(left));
}

TEST_F(WorkbenchExhibits, another_exhibit_goes_on_when_a_worker_is_killed) {
  use_workers();
  open_sample("clip_original.mp4");
  const auto first = test::workers();
  ASSERT_THAT(first, SizeIs(1));
  open_sample("still_original.jpg");
  ::kill(first[0], SIGKILL);
  bench->desk(1)->page(0);
  bench->desk(2)->page(0);
  finish();
  EXPECT_TRUE(bench->desk(1)->error());
  EXPECT_EQ(bench->desk(2)->error(), std::nullopt);
  EXPECT_NE(bench->desk(2)->page(0), nullptr);
}

}  // namespace
}  // namespace spoor
