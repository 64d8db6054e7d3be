#include "findings/case_fixture.h"

#include <gtest/gtest.h>

#include <random>

namespace spoor {
namespace {

using CaseResults = test::CaseTest;

TEST_F(CaseResults, reopened_case_answers_from_what_was_computed) {
  const auto result = test::small_result("a.b", 300);
  {
    auto file = created();
    ASSERT_TRUE(file->put(test::kDigest, result));
  }
  const auto found = opened()->find(result.provenance.key);
  ASSERT_TRUE(found && found->has_value());
  const PassResult& again = **found;
  EXPECT_EQ(again.pass, "a.b");
  ASSERT_EQ(again.output.maps.size(), 1U);
  EXPECT_EQ(cv::countNonZero(again.output.maps[0].field != result.output.maps[0].field), 0);
  ASSERT_EQ(again.output.observations.size(), 1U);
  EXPECT_EQ(again.output.observations[0].innocent_causes, result.output.observations[0].innocent_causes);
}

TEST_F(CaseResults, unknown_key_is_nothing) {
  auto file = created();
  const auto found = file->find("no such key");
  ASSERT_TRUE(found);
  EXPECT_FALSE(found->has_value());
  EXPECT_EQ(file->result("no such key", true).error().fault, Fault::kNotFound);
  EXPECT_EQ(file->put(test::kDigest, PassResult{}).error().fault, Fault::kBadArgument) << "a result without a key";
}

TEST_F(CaseResults, only_lasting_answers_are_found_again) {
  auto file = created();
  const auto reused = [&](ResultState state, Fault fault) {
    const auto result = test::unfinished("a.b", state, fault);
    EXPECT_TRUE(file->put(test::kDigest, result));
    EXPECT_EQ(file->result(result.provenance.key, true)->state, state) << "it can be reported in any event";
    return file->find(result.provenance.key)->has_value();
  };
  EXPECT_TRUE(reused(ResultState::kNotApplicable, Fault::kNotApplicable));
  EXPECT_TRUE(reused(ResultState::kFailed, Fault::kCorrupt));
  EXPECT_FALSE(reused(ResultState::kFailed, Fault::kCrashed));
  EXPECT_FALSE(reused(ResultState::kFailed, Fault::kTimedOut));
  EXPECT_FALSE(reused(ResultState::kFailed, Fault::kOutOfMemory));
  EXPECT_FALSE(reused(ResultState::kCancelled, Fault::kInternal));
  EXPECT_FALSE(reused(ResultState::kUnavailable, Fault::kUnavailable));
}

TEST_F(CaseResults, later_result_replaces_the_earlier_of_its_key) {
  auto file = created();
  ASSERT_TRUE(file->put(test::kDigest, test::unfinished("a.b", ResultState::kCancelled, Fault::kInternal)));
  ASSERT_TRUE(file->put(test::kDigest, test::small_result("a.b")));
  const auto rows = file->results(test::kDigest);
  ASSERT_EQ(rows->size(), 1U);
  EXPECT_EQ(rows->front().state, ResultState::kDone);
  EXPECT_EQ(rows->front().bearing, Bearing::kConcern);
  EXPECT_EQ(rows->front().maps, 1);
  EXPECT_EQ(rows->front().maps_kept, 1);
}

TEST_F(CaseResults, beyond_the_budget_digest_and_preview_stay) {
  std::mt19937 random(1);
  auto result = test::small_result("a.b", 4000);
  for (int x = 0; x < 4000; ++x) result.output.maps[0].field.at<float>(0, x) = static_cast<float>(random() % 100000);
  CaseOptions options;
  options.map_budget = 1000;
  auto file = created(options);
  ASSERT_TRUE(file->put(test::kDigest, result));
  const auto found = file->find(result.provenance.key);
  ASSERT_TRUE(found && found->has_value()) << to_text(found.error());
  EXPECT_TRUE((**found).output.maps[0].field.empty());
  EXPECT_EQ(file->results(test::kDigest)->front().maps_kept, 0);
  const auto previews = file->previews(result.provenance.key);
  ASSERT_EQ(previews->size(), 1U);
  EXPECT_EQ(previews->front().full, cv::Size(4000, 1));
  EXPECT_EQ(previews->front().sha256.size(), 64U);
  EXPECT_TRUE(file->verify_journal());
}

TEST_F(CaseResults, analyst_status_stands_beside_the_bearing) {
  const auto result = test::small_result("a.b");
  auto file = created();
  ASSERT_TRUE(file->put(test::kDigest, result));
  EXPECT_EQ(file->results(test::kDigest)->front().status, AnalystStatus::kUnset);
  ASSERT_TRUE(file->set_status(result.provenance.key, AnalystStatus::kToBeChecked));
  ASSERT_TRUE(file->put(test::kDigest, result));
  EXPECT_EQ(file->results(test::kDigest)->front().status, AnalystStatus::kToBeChecked) << "it outlives a recomputation";
  EXPECT_EQ(file->results(test::kDigest)->front().bearing, Bearing::kConcern);
  EXPECT_FALSE(file->set_status("no such key", AnalystStatus::kOk));
}

TEST_F(CaseResults, results_come_sorted_by_pass) {
  auto file = created();
  for (const char* pass : {"z.a", "a.z", "m.m"}) ASSERT_TRUE(file->put(test::kDigest, test::small_result(pass)));
  const auto rows = *file->results(test::kDigest);
  ASSERT_EQ(rows.size(), 3U);
  EXPECT_EQ(rows[0].pass, "a.z");
  EXPECT_EQ(rows[2].pass, "z.a");
  EXPECT_TRUE(file->results("another exhibit")->empty());
}

}  // namespace
}  // namespace spoor
