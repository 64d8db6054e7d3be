#include "cli/result_text.h"

#include "cli/command.h"

#include <gtest/gtest.h>

namespace spoor::cli {
namespace {

Tally tally(std::initializer_list<std::pair<ResultState, Bearing>> results) {
  Tally all;
  for (const auto& [state, bearing] : results) all.add(state, bearing);
  return all;
}

constexpr auto kDone = ResultState::kDone;

TEST(Tally, a_concern_is_3_where_it_was_asked_for) {
  const Tally concern = tally({{kDone, Bearing::kNeutral}, {kDone, Bearing::kConcern}});
  EXPECT_EQ(concern.exit_status(true), kConcern);
  EXPECT_EQ(concern.exit_status(false), kOk);
  EXPECT_EQ(kConcern, 3);
}

TEST(Tally, a_failure_outranks_a_concern_in_either_order) {
  for (const Tally& both : {tally({{kDone, Bearing::kConcern}, {ResultState::kFailed, Bearing::kInconclusive}}),
                            tally({{ResultState::kFailed, Bearing::kInconclusive}, {kDone, Bearing::kConcern}})}) {
    EXPECT_EQ(both.exit_status(true), kSomeFailed);
    EXPECT_EQ(both.exit_status(false), kSomeFailed);
  }
}

TEST(Tally, answers_that_are_none_of_both_are_0) {
  const Tally quiet = tally({{kDone, Bearing::kInconclusive},
                             {kDone, Bearing::kReassuring},
                             {ResultState::kNotApplicable, Bearing::kConcern},
                             {ResultState::kUnavailable, Bearing::kConcern}});
  EXPECT_EQ(quiet.exit_status(true), kOk) << "a bearing counts only where there is a result";
}

}  // namespace
}  // namespace spoor::cli
