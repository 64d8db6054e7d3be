#include "findings/weigh.h"

#include <gtest/gtest.h>

namespace spoor {
namespace {

PassDescriptor pass(const std::string& id, bool can_raise_concern) {
  PassDescriptor descriptor;
  descriptor.id = id;
  descriptor.can_raise_concern = can_raise_concern;
  return descriptor;
}

PassResult with_figure(const std::string& id, const std::string& observation, double bound) {
  PassResult result;
  result.pass = id;
  result.state = ResultState::kDone;
  Observation o;
  o.id = observation;
  o.false_alarm = FalseAlarm{bound, 0, 100, "set A"};
  result.output.observations = {o};
  return result;
}

TEST(ConcernBound, adds_up_and_names_what_has_no_figure) {
  const PassDescriptor b = pass("b.calibrated", true), a = pass("a.uncalibrated", true), c = pass("c.silent", false);
  const auto bound =
      concern_bound({&b, &a, &c}, {with_figure("b.calibrated", "x", 0.03), with_figure("b.calibrated", "y", 0.01)});
  EXPECT_DOUBLE_EQ(bound.upper_bound, 0.04);
  ASSERT_EQ(bound.calibrated.size(), 1U);
  EXPECT_EQ(bound.calibrated[0].pass, "b.calibrated");
  EXPECT_EQ(bound.calibrated[0].corpora, std::vector<std::string>{"set A"});
  EXPECT_EQ(bound.uncalibrated, std::vector<std::string>{"a.uncalibrated"});
  EXPECT_EQ(bound.silent, std::vector<std::string>{"c.silent"});
}

TEST(ConcernBound, observation_on_many_frames_counts_once_at_its_largest) {
  const PassDescriptor p = pass("p.p", true);
  const auto bound = concern_bound(
      {&p}, {with_figure("p.p", "x", 0.01), with_figure("p.p", "x", 0.02), with_figure("p.p", "x", 0.015)});
  EXPECT_DOUBLE_EQ(bound.upper_bound, 0.02);
}

TEST(ConcernBound, figures_of_passes_that_were_not_asked_do_not_count) {
  const PassDescriptor p = pass("p.p", true);
  EXPECT_DOUBLE_EQ(concern_bound({&p}, {with_figure("q.q", "x", 0.5)}).upper_bound, 0);
}

}  // namespace
}  // namespace spoor
