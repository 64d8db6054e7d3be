#include "workbench/case_writer.h"

#include "support/paths.h"

#include <gmock/gmock.h>

#include <algorithm>

namespace spoor {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

Edit titled(const std::string& from, const std::string& to, std::uint64_t gesture = 0) {
  FactsEdit edit;
  edit.before.title = from;
  edit.after.title = to;
  return {"title", edit, gesture};
}

struct WritingCase : testing::Test {
  test::TemporaryDir dir;
  std::shared_ptr<LiveCase> live = std::make_shared<LiveCase>();
  std::vector<std::string> failures;
  int written = 0;
  std::unique_ptr<Background> background = std::make_unique<Background>();
  std::unique_ptr<CaseWriter> writer;

  WritingCase() {
    EXPECT_TRUE(live->create(dir.path() / "a.spoor", {}));
    writer = std::make_unique<CaseWriter>(
        *background, live,
        CaseWriter::Told{[this] { ++written; }, [this](const Error& e) { failures.push_back(to_text(e)); }});
  }
  std::string title() {
    return live->with([](CaseFile& file) { return file.facts(); })->title;
  }
  /// Times that the facts were set.
  std::int64_t writes() {
    const auto journal = live->with([](CaseFile& file) { return file.journal(); });
    return std::count_if(journal->begin(), journal->end(), [](const auto& e) { return e.action == "case facts set"; });
  }
};

TEST_F(WritingCase, writes_at_once_and_in_order) {
  writer->write(titled("", "a"));
  writer->write(titled("a", "b"));
  background->finish();
  EXPECT_EQ(title(), "b");
  EXPECT_EQ(writes(), 2);
  EXPECT_EQ(written, 2);
  EXPECT_THAT(failures, IsEmpty());
}

TEST_F(WritingCase, writes_a_gesture_once) {
  for (int i = 0; i < 200; ++i) writer->write(titled(std::to_string(i), std::to_string(i + 1), 7));
  writer->write(titled("200", "done"));
  background->finish();
  EXPECT_EQ(title(), "done");
  EXPECT_EQ(writes(), 2) << "the gesture, and what came behind it";
}

TEST_F(WritingCase, writes_a_gesture_that_nothing_follows) {
  writer->write(titled("", "dragged", 7));
  background->finish();
  EXPECT_EQ(title(), "dragged");
}

TEST_F(WritingCase, goes_on_with_a_gesture_that_was_written_in_part) {
  writer->write(titled("", "half", 7));
  background->finish();
  writer->write(titled("half", "whole", 7));
  background->finish();
  EXPECT_EQ(title(), "whole");
}

TEST_F(WritingCase, finishes_at_the_end_of_the_program) {
  for (int i = 0; i < 20; ++i) writer->write(titled(std::to_string(i), std::to_string(i + 1)));
  writer->write(titled("20", "last", 7));
  writer.reset();
  background.reset();
  EXPECT_EQ(title(), "last");
}

TEST_F(WritingCase, tells_of_a_write_that_failed_and_goes_on) {
  writer->write({"status", StatusEdit{std::string(64, 'f'), AnalystStatus::kUnset, AnalystStatus::kOk}});
  writer->write(titled("", "next"));
  background->finish();
  ASSERT_THAT(failures, SizeIs(1));
  EXPECT_THAT(failures[0], testing::HasSubstr("no such result"));
  EXPECT_EQ(title(), "next");
}

TEST_F(WritingCase, does_further_work_behind_what_was_written) {
  std::string seen;
  bool done = false;
  writer->write(titled("", "a", 7));
  writer->then(
      "", [&](LiveCase&, const Job&) -> Result<void> { return seen = title(), Result<void>(); }, [&] { done = true; });
  background->finish();
  EXPECT_EQ(seen, "a");
  EXPECT_TRUE(done);
  writer->then(
      "", [](LiveCase&, const Job&) -> Result<void> { return failure(Fault::kUnreadable, "the disk is full"); },
      [] { ADD_FAILURE() << "it did not end well"; });
  background->finish();
  EXPECT_THAT(failures, ElementsAre("the disk is full"));
}

TEST_F(WritingCase, writes_all_notes) {
  CaseNotes notes;
  notes.facts.title = "all";
  writer->write_all(notes);
  background->finish();
  EXPECT_EQ(title(), "all");
}

}  // namespace
}  // namespace spoor
