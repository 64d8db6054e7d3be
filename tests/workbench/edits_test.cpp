#include "workbench/edits.h"

#include "support/paths.h"

#include <gmock/gmock.h>

namespace spoor {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

Marks marks_with(const std::string& id, double x) {
  Region region;
  region.id = id;
  region.shape = Shape::kRectangle;
  region.points = {{x, 10}, {x + 20, 30}};
  region.role = "suspicious";
  return {{region}, {}};
}

Edit moved(double from, double to, std::uint64_t gesture = 0, std::int64_t exhibit = 1) {
  return {"move region", MarksEdit{exhibit, marks_with("r1", from), marks_with("r1", to)}, gesture};
}

struct EditedCase : testing::Test {
  test::TemporaryDir dir;
  std::unique_ptr<CaseFile> file;
  std::string key = std::string(64, 'a');

  EditedCase() {
    file = std::move(*CaseFile::create(dir.path() / "a.spoor", {}));
    Exhibit exhibit;
    exhibit.name = exhibit.path = "clip.mp4";
    exhibit.sha256 = std::string(64, 'b');
    EXPECT_EQ(file->add_exhibit(exhibit), 1);
    PassResult result;
    result.pass = "view.levels";
    result.state = ResultState::kDone;
    result.provenance.key = key;
    EXPECT_TRUE(file->put(exhibit.sha256, result));
  }

  std::vector<Edit> one_of_each() const {
    Claim claim;
    claim.statement = "filmed on Tuesday";
    Question question{"q1", "Is it whole?", "it is", "it is not", "ab", "2024-01-01T00:00:00Z"};
    Finding finding;
    finding.id = "f1";
    finding.answer = "It is.";
    finding.created = "2024-01-02T00:00:00Z";
    return {{"title", FactsEdit{{}, {"Title", "R1", "ab", "", "look"}}},
            {"draw", MarksEdit{1, {}, marks_with("r1", 5)}},
            {"claim", ClaimEdit{1, std::nullopt, claim}},
            {"ask", QuestionEdit{std::nullopt, question}},
            {"find", FindingEdit{std::nullopt, finding}},
            {"note", BookmarksEdit{1, {}, {{7, "look here", "ab", "2024-01-01T00:00:00Z"}}}},
            {"status", StatusEdit{key, AnalystStatus::kUnset, AnalystStatus::kToBeChecked}}};
  }
};

TEST_F(EditedCase, what_is_written_is_what_is_in_memory) {
  CaseNotes notes;
  for (const Edit& edit : one_of_each()) {
    apply(notes, edit);
    const auto written = write(*file, edit);
    ASSERT_TRUE(written) << edit.name << ": " << to_text(written.error());
    EXPECT_EQ(*read_notes(*file), notes) << edit.name;
  }
  EXPECT_EQ(notes.facts.title, "Title");
  EXPECT_THAT(notes.bookmarks.at(1), SizeIs(1));
  EXPECT_EQ(notes.statuses.at(key), AnalystStatus::kToBeChecked);
}

TEST_F(EditedCase, reversed_edits_lead_back_to_nothing) {
  CaseNotes notes;
  auto edits = one_of_each();
  for (const Edit& edit : edits) {
    apply(notes, edit);
    ASSERT_TRUE(write(*file, edit));
  }
  std::reverse(edits.begin(), edits.end());
  for (const Edit& edit : edits) {
    apply(notes, reversed(edit));
    ASSERT_TRUE(write(*file, reversed(edit))) << edit.name;
  }
  EXPECT_EQ(notes, CaseNotes{});
  EXPECT_EQ(*read_notes(*file), CaseNotes{});
}

TEST_F(EditedCase, write_all_writes_what_differs_and_nothing_else) {
  CaseNotes notes;
  for (const Edit& edit : one_of_each()) apply(notes, edit);
  ASSERT_TRUE(write_all(*file, notes));
  EXPECT_EQ(*read_notes(*file), notes);
  const auto lines = file->journal()->size();
  ASSERT_TRUE(write_all(*file, notes));
  EXPECT_EQ(file->journal()->size(), lines);
  ASSERT_TRUE(write_all(*file, CaseNotes{}));
  EXPECT_EQ(*read_notes(*file), CaseNotes{});
}

TEST_F(EditedCase, write_all_goes_on_behind_what_cannot_be_written) {
  CaseNotes notes;
  notes.statuses[std::string(64, 'f')] = AnalystStatus::kOk;
  notes.marks[1] = marks_with("r1", 5);
  notes.findings.push_back({});
  notes.findings.back().id = "f1";
  EXPECT_EQ(write_all(*file, notes).error().fault, Fault::kNotFound);
  EXPECT_EQ(read_notes(*file)->findings, notes.findings);
  EXPECT_EQ(read_notes(*file)->marks, notes.marks);
}

TEST(edits, keep_questions_in_the_order_of_asking) {
  CaseNotes notes;
  const auto ask = [&](const std::string& id, const std::string& at) {
    Question question;
    question.id = id;
    question.asked_at = at;
    apply(notes, {"ask", QuestionEdit{std::nullopt, question}});
    return question;
  };
  ask("q9", "2024-01-01T00:00:00Z");
  ask("q10", "2024-01-01T00:00:00Z");
  const auto first = ask("q1", "2023-01-01T00:00:00Z");
  const auto ids = [&] {
    std::vector<std::string> list;
    for (const auto& question : notes.questions) list.push_back(question.id);
    return list;
  };
  EXPECT_THAT(ids(), ElementsAre("q1", "q9", "q10"));
  const Edit removal{"remove", QuestionEdit{first, std::nullopt}};
  apply(notes, removal);
  EXPECT_THAT(ids(), ElementsAre("q9", "q10"));
  apply(notes, reversed(removal));
  EXPECT_THAT(ids(), ElementsAre("q1", "q9", "q10"));
}

TEST(edits, name_the_exhibit_they_are_about) {
  EXPECT_EQ(about_exhibit(moved(1, 2, 0, 4)), 4);
  EXPECT_EQ(about_exhibit({"", FactsEdit{}}), std::nullopt);
}

TEST(edit_history, undoes_and_redoes_in_order) {
  EditHistory history;
  EXPECT_FALSE(history.can_undo());
  history.record(moved(0, 1));
  history.record(moved(1, 2));
  EXPECT_EQ(std::get<MarksEdit>(history.undo().change).after, marks_with("r1", 1));
  EXPECT_EQ(history.redo_name(), "move region");
  EXPECT_EQ(std::get<MarksEdit>(history.undo().change).after, marks_with("r1", 0));
  EXPECT_FALSE(history.can_undo());
  EXPECT_EQ(std::get<MarksEdit>(history.redo().change).after, marks_with("r1", 1));
  history.record(moved(1, 7));
  EXPECT_FALSE(history.can_redo()) << "what was taken back is gone once something else is done";
}

TEST(edit_history, joins_the_edits_of_a_gesture) {
  EditHistory history;
  history.record(moved(0, 1));
  for (int x = 1; x < 9; ++x) history.record(moved(x, x + 1, 5));
  EXPECT_EQ(std::get<MarksEdit>(history.undo().change).after, marks_with("r1", 1));
  const Edit again = history.redo();
  EXPECT_EQ(std::get<MarksEdit>(again.change).before, marks_with("r1", 1));
  EXPECT_EQ(std::get<MarksEdit>(again.change).after, marks_with("r1", 9));
  EXPECT_EQ(again.gesture, 0u);
}

TEST(edit_history, joins_only_what_changes_the_same_thing) {
  EditHistory history;
  history.record(moved(0, 1, 5, 1));
  history.record(moved(0, 1, 5, 2));
  EXPECT_EQ(std::get<MarksEdit>(history.undo().change).exhibit, 2);
  EXPECT_EQ(std::get<MarksEdit>(history.undo().change).exhibit, 1);
}

TEST(edit_history, forgets_a_gesture_that_ends_where_it_began) {
  EditHistory history;
  history.record(moved(0, 1, 5));
  history.record(moved(1, 0, 5));
  EXPECT_FALSE(history.can_undo());
}

TEST(edit_history, keeps_the_last_thousand_steps) {
  EditHistory history;
  for (int i = 0; i < 1200; ++i) history.record(moved(i, i + 1));
  int steps = 0;
  for (; history.can_undo(); ++steps) history.undo();
  EXPECT_EQ(steps, 1000);
}

}  // namespace
}  // namespace spoor
