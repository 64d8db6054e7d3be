#include "workbench/actions_desk.h"

#include <gtest/gtest.h>

namespace spoor {
namespace {

using CaseActions = test::ActionsDesk;

TEST_F(CaseActions, exhibits_are_gone_through_and_closed) {
  open_clip("a.mp4", 13);
  open_clip("b.mp4", 14);
  open_clip("c.mp4", 15);
  EXPECT_EQ(desk().record.exhibit.name, "c.mp4");
  type("Ctrl+Tab");
  EXPECT_EQ(desk().record.exhibit.name, "a.mp4");
  type("Ctrl+Shift+Tab");
  type("Ctrl+Shift+Tab");
  EXPECT_EQ(desk().record.exhibit.name, "b.mp4");
  type("Ctrl+W");
  EXPECT_EQ(bench->desks().size(), 2u);
  EXPECT_EQ(bench->exhibits().size(), 3u) << "it stays in the case";
}

TEST_F(CaseActions, results_are_run_gone_through_and_given_a_status) {
  open_sample("still_original.jpg");
  EXPECT_FALSE(type("Ctrl+1")) << "there is no result";
  EXPECT_TRUE(run("run.triage"));
  finish();
  const auto& results = desk().results;
  ASSERT_GT(results.size(), 2u);
  bench->choose_result(desk().record.id, results[0].row.key, {});
  EXPECT_TRUE(type("Shift+Page Down"));
  EXPECT_EQ(desk().chosen_result, results[1].row.key);
  type("Shift+Page Up");
  type("Shift+Page Up");
  EXPECT_EQ(desk().chosen_result, results.back().row.key);
  EXPECT_TRUE(type("Ctrl+2"));
  EXPECT_EQ(bench->notes().statuses.at(desk().chosen_result), AnalystStatus::kToBeChecked);
  type("Ctrl+3");
  type("Ctrl+Z");
  EXPECT_EQ(bench->notes().statuses.at(desk().chosen_result), AnalystStatus::kToBeChecked);
  EXPECT_FALSE(type("Ctrl+Backspace")) << "nothing runs";
}

TEST_F(CaseActions, a_new_case_is_begun) {
  open_sample("still_original.jpg");
  type("Ctrl+N");
  finish();
  EXPECT_EQ(bench->active(), nullptr);
  EXPECT_TRUE(bench->exhibits().empty());
}

TEST_F(CaseActions, messages_are_dismissed) {
  EXPECT_FALSE(type("Shift+Escape"));
  bench->tell(Notice::Kind::kDone, "something");
  EXPECT_TRUE(type("Shift+Escape"));
  EXPECT_TRUE(bench->notices().empty());
}

}  // namespace
}  // namespace spoor
