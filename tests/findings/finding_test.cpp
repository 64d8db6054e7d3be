#include "findings/finding.h"

#include <gtest/gtest.h>

namespace spoor {
namespace {

TEST(FindingNames, are_read_back) {
  for (const AnalystStatus status :
       {AnalystStatus::kUnset, AnalystStatus::kOk, AnalystStatus::kToBeChecked, AnalystStatus::kWarning}) {
    EXPECT_EQ(analyst_status_from_name(analyst_status_name(status)), status);
  }
  for (const Bearing bearing : {Bearing::kConcern, Bearing::kNeutral, Bearing::kReassuring, Bearing::kInconclusive}) {
    EXPECT_EQ(bearing_from_name(bearing_name(bearing)), bearing);
  }
  for (const ResultState state : {ResultState::kDone, ResultState::kNotApplicable, ResultState::kUnavailable,
                                  ResultState::kFailed, ResultState::kCancelled}) {
    EXPECT_EQ(state_from_name(state_name(state)), state);
  }
  EXPECT_FALSE(bearing_from_name("guilty"));
  EXPECT_FALSE(state_from_name(""));
}

}  // namespace
}  // namespace spoor
