#include "report/report_data.h"

#include "report/rich_case.h"
#include "support/paths.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace spoor {
namespace {

using ::testing::ElementsAre;

class ReportData : public ::testing::Test {
 protected:
  void SetUp() override {
    file_ = test::rich_case(dir_.path() / "case.spoor");
    auto data = collect_case(*file_, test::rich_options());
    ASSERT_TRUE(data) << to_text(data.error());
    data_ = std::move(*data);
    auto exhibit = collect_exhibit(*file_, data_, data_.exhibits.front());
    ASSERT_TRUE(exhibit) << to_text(exhibit.error());
    exhibit_ = std::move(*exhibit);
  }

  test::TemporaryDir dir_;
  std::unique_ptr<CaseFile> file_;
  CaseData data_;
  ExhibitData exhibit_;
};

TEST_F(ReportData, entries_stand_in_the_order_of_the_groups) {
  std::vector<std::string> passes;
  for (const auto& entry : exhibit_.entries) passes.push_back(entry.row.pass);
  EXPECT_THAT(passes, ElementsAre("file.container", "jpeg.grid", "scene.sun", "time.repeats", "sound.hum"));
}

TEST_F(ReportData, asked_without_a_result_is_not_run) { EXPECT_THAT(exhibit_.not_run, ElementsAre("noise.level")); }

TEST_F(ReportData, bound_counts_what_is_calibrated_and_names_the_rest) {
  EXPECT_NEAR(exhibit_.bound.upper_bound, 0.0149, 1e-12);
  EXPECT_THAT(exhibit_.bound.uncalibrated, ElementsAre("noise.level", "scene.sun", "time.repeats"));
}

TEST_F(ReportData, extract_holds_the_case_and_this_exhibit_only) {
  ASSERT_TRUE(file_->add_exhibit({"other", "other", 1, "another digest", {}}));
  const auto data = *collect_case(*file_, test::rich_options());
  const auto exhibit = *collect_exhibit(*file_, data, data.exhibits.front());
  EXPECT_EQ(exhibit.journal.front().action, "case created");
  for (const auto& entry : exhibit.journal) EXPECT_NE(entry.subject, "another digest");
  EXPECT_EQ(data.journal_head, data.journal.back().hash);
  EXPECT_EQ(data.journal_fault, "");
}

}  // namespace
}  // namespace spoor
