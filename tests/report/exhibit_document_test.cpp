#include "findings/case_records.h"
#include "report/documents.h"
#include "report/html.h"
#include "report/rich_case.h"
#include "support/paths.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <regex>
#include <set>

namespace spoor {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

struct Collected {
  test::TemporaryDir dir;
  CaseData data;
  ExhibitData exhibit;

  Collected() {
    auto file = test::rich_case(dir.path() / "case.spoor");
    data = *collect_case(*file, test::rich_options());
    exhibit = *collect_exhibit(*file, data, data.exhibits.front());
  }

  std::string page() const {
    return html(exhibit_document(data, exhibit, test::rich_options(), std::string(64, 'd'), {}));
  }
};

TEST(ExhibitDocument, every_link_within_the_page_leads_somewhere_and_ids_are_unique) {
  const std::string page = Collected().page();
  std::set<std::string> ids;
  const std::regex id(" id=\"([^\"]+)\""), link("href=\"#([^\"]+)\"");
  for (std::sregex_iterator it(page.begin(), page.end(), id), end; it != end; ++it) {
    EXPECT_TRUE(ids.insert((*it)[1].str()).second) << (*it)[1].str();
  }
  int links = 0;
  for (std::sregex_iterator it(page.begin(), page.end(), link), end; it != end; ++it, ++links) {
    EXPECT_TRUE(ids.contains((*it)[1].str())) << (*it)[1].str();
  }
  EXPECT_GT(links, 20);
}

TEST(ExhibitDocument, changed_exhibit_is_said_loudly) {
  Collected collected;
  collected.exhibit.record.sha256_after = std::string(64, '0');
  EXPECT_THAT(collected.page(), HasSubstr("CHANGED during the examination"));
}

TEST(ExhibitDocument, frames_are_counted_by_a_decoder_or_the_reason_stands_there) {
  Collected collected;
  EXPECT_THAT(collected.page(), HasSubstr("9000, counted by decoding all of the stream with libavcodec 59.37.100; in 2 "
                                          "of them the decoder made up samples"));
  EXPECT_THAT(collected.page(), HasSubstr("bad &lt;vector&gt;"));
  collected.exhibit.record.frames_decoded.reset();
  auto& decoding = collected.exhibit.record.media["decoding"];
  decoding = decoding_json({12, false, 0, {}});
  EXPECT_THAT(collected.page(), HasSubstr("had the first 12 frames decoded alone"));
  EXPECT_THAT(collected.page(), HasSubstr("no damage met in the first 12 frames"));
  decoding = "nonsense";
  EXPECT_THAT(collected.page(), HasSubstr("not counted: no method of this examination decoded the clip to its end"));
}

TEST(ExhibitDocument, broken_journal_is_said_loudly) {
  Collected collected;
  collected.data.journal_fault = "entry 3 does not fit";
  EXPECT_THAT(collected.page(), HasSubstr("DOES NOT FIT (entry 3 does not fit)"));
}

TEST(ExhibitDocument, words_name_no_guilt) {
  const std::string page = Collected().page();
  for (const char* word : {"fake", "forged", "forgery", "guilty", "genuine"}) EXPECT_THAT(page, Not(HasSubstr(word)));
}

TEST(ExhibitDocument, case_without_anything_is_still_a_report) {
  CaseData data;
  ExhibitData exhibit;
  exhibit.record.media = nlohmann::json::parse(R"({"video": [{"start": {"ticks": 1, "base": [1, 0]}}]})");
  const std::string page = html(exhibit_document(data, exhibit, {}, "", {}));
  EXPECT_THAT(page, HasSubstr("No method was run on this exhibit."));
  EXPECT_THAT(page, HasSubstr("No claim of place, time or content"));
}

}  // namespace
}  // namespace spoor
