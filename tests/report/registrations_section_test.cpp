#include "findings/case_records.h"
#include "report/documents.h"
#include "report/html.h"
#include "report/json.h"
#include "report/rich_case.h"
#include "support/paths.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace spoor {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

Registration laid_upon(std::int64_t left, std::int64_t right) {
  Registration one;
  one.left = left;
  one.right = right;
  one.left_frame = 12;
  one.right_frame = 4;
  one.right_from_left = {1, 0, 31.5, 0, 1, -7.25, 0, 0, 1};
  one.method = "features, shifted to 1 point pair";
  one.pairs = {{{100, 200.25}, {131.5, 193}}};
  one.features =
      FeatureFit{one.right_from_left,        900, 800, 220, 173, 0.41, 1.3, 0.62, BrightnessMatch{1.25, -3, 0.97},
                 "SIFT and MAGSAC++, seed 1"};
  one.author = "A. Examiner";
  one.created = "2026-11-25T04:00:00Z";
  return one;
}

class RegistrationsSection : public ::testing::Test {
 protected:
  void SetUp() override {
    file = test::rich_case(dir.path() / "case.spoor");
    Exhibit earlier;
    earlier.path = earlier.name = "earlier <week>.mp4";
    earlier.sha256 = std::string(64, '7');
    other = *file->add_exhibit(earlier);
  }

  void collect() {
    data = *collect_case(*file, test::rich_options());
    exhibit = *collect_exhibit(*file, data, data.exhibits.front());
  }

  std::string page() const {
    return html(exhibit_document(data, exhibit, test::rich_options(), std::string(64, 'd'), {}));
  }

  test::TemporaryDir dir;
  std::unique_ptr<CaseFile> file;
  std::int64_t other = 0;
  CaseData data;
  ExhibitData exhibit;
};

TEST_F(RegistrationsSection, names_both_sides_how_they_were_laid_and_what_that_leaves_open) {
  ASSERT_TRUE(file->put_registration(laid_upon(1, other)));
  collect();
  const std::string text = page();
  EXPECT_THAT(text, HasSubstr("earlier &lt;week&gt;.mp4, frame 4; SHA-256 7777"));
  EXPECT_THAT(text, HasSubstr("one homography explains 173 of them"));
  EXPECT_THAT(text, HasSubstr("median 0.41 px, 95 of 100 within 1.3 px"));
  EXPECT_THAT(text, HasSubstr("[1, 0, 31.5] [0, 1, -7.25] [0, 0, 1]"));
  EXPECT_THAT(text, HasSubstr("200.2"));
  EXPECT_THAT(text, HasSubstr("left = 1.25"));
  EXPECT_THAT(text, HasSubstr("a difference there is no change of the scene"));
}

TEST_F(RegistrationsSection, stands_in_the_reports_of_both_exhibits_and_of_no_third) {
  Exhibit third;
  third.path = third.name = "third.mp4";
  third.sha256 = std::string(64, '8');
  const std::int64_t beside = *file->add_exhibit(third);
  ASSERT_TRUE(file->put_registration(laid_upon(1, other)));
  collect();
  for (const ExhibitRecord& record : data.exhibits) {
    const auto of = *collect_exhibit(*file, data, record);
    EXPECT_EQ(of.registrations.size(), record.id == beside ? 0u : 1u) << record.id;
    const auto entries = std::count_if(of.journal.begin(), of.journal.end(),
                                       [](const JournalEntry& entry) { return entry.action == "registration set"; });
    EXPECT_EQ(entries, record.id == beside ? 0 : 1) << record.id;
  }
}

TEST_F(RegistrationsSection, without_any_there_is_no_such_section) {
  collect();
  EXPECT_THAT(page(), Not(HasSubstr("Laid upon other exhibits")));
}

TEST_F(RegistrationsSection, json_knows_the_other_side_by_its_digest) {
  ASSERT_TRUE(file->put_registration(laid_upon(other, 1)));
  collect();
  const auto report = exhibit_json(data, exhibit, test::rich_options());
  ASSERT_EQ(report["registrations"].size(), 1u);
  const auto& one = report["registrations"][0];
  EXPECT_EQ(one["left_sha256"], std::string(64, '7'));
  EXPECT_EQ(one["right_sha256"], data.exhibits.front().exhibit.sha256);
  EXPECT_EQ(registration_from_json(one), laid_upon(other, 1));
}

}  // namespace
}  // namespace spoor
