#include "findings/case_fixture.h"

#include <gtest/gtest.h>

namespace spoor {
namespace {

using CaseQuestions = test::CaseTest;

TEST_F(CaseQuestions, questions_findings_runs_and_left_out_files_come_back) {
  const Question question{"q", "Where?", "Here.", "Elsewhere.", "A", "2026-01-01T00:00:00Z"};
  Finding finding;
  finding.id = "f";
  finding.question = "q";
  finding.answer = "The shadows fit.";
  finding.bearing = Bearing::kReassuring;
  finding.in_favour = {{"key", "o"}};
  finding.regions = {"r"};
  RunRecord run;
  run.profile = "triage";
  run.passes = {"a.b", "c.d"};
  run.arguments = {"spoor", "batch"};
  run.program = "spoor 0";
  {
    auto file = created();
    ASSERT_TRUE(file->put_question(question));
    ASSERT_TRUE(file->put_finding(finding));
    const auto id = file->begin_run(run);
    ASSERT_TRUE(id);
    EXPECT_TRUE(file->runs()->front().finished_at.empty()) << "interrupted until it is finished";
    ASSERT_TRUE(file->finish_run(*id));
    EXPECT_FALSE(file->finish_run(*id + 1));
    ASSERT_TRUE(file->put_skipped({"b.txt", "no medium"}));
    ASSERT_TRUE(file->put_skipped({"a.txt", "no medium"}));
  }
  auto file = opened();
  EXPECT_EQ(file->questions()->front(), question);
  EXPECT_EQ(file->findings()->front(), finding);
  const auto runs = *file->runs();
  ASSERT_EQ(runs.size(), 1U);
  EXPECT_EQ(runs[0].passes, run.passes);
  EXPECT_FALSE(runs[0].finished_at.empty());
  EXPECT_EQ(file->skipped()->front().path, "a.txt");
}

TEST_F(CaseQuestions, question_without_propositions_is_journalled_as_such) {
  auto file = created();
  ASSERT_TRUE(file->put_question({"q", "Where?", "", "", "A", ""}));
  EXPECT_EQ(file->journal()->back().action, "question put without propositions");
}

}  // namespace
}  // namespace spoor
