#include "report/documents.h"
#include "report/html.h"
#include "report/json.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace spoor {
namespace {

using ::testing::HasSubstr;

nlohmann::json summary(std::int64_t id, const std::string& name, bool concern, bool unreadable) {
  ExhibitData exhibit;
  exhibit.record.id = id;
  exhibit.record.exhibit.name = name;
  if (unreadable) exhibit.record.error = Error{Fault::kCorrupt, "ends early", name};
  PassEntry entry;
  entry.row.pass = "a.b";
  entry.result.state = ResultState::kDone;
  Observation observation;
  observation.statement = "Something.";
  observation.bearing = concern ? Bearing::kConcern : Bearing::kNeutral;
  entry.result.output.observations = {observation};
  if (!unreadable) exhibit.entries = {entry};
  return exhibit_summary_json(exhibit);
}

TEST(BatchDocument, counts_exhibits_by_what_was_found) {
  ConcernBound bound;
  bound.upper_bound = 0.1;
  const Document document =
      batch_document({}, {summary(1, "a", true, false), summary(2, "b", false, false), summary(3, "c", false, true)},
                     {"x.html", "", ""}, bound, {}, "digest", {});
  const std::string page = html(document);
  EXPECT_THAT(page, HasSubstr("3 exhibits: 1 with at least one concern, 1 without, 1 that could not be read"));
  EXPECT_THAT(page, HasSubstr("up to 0.2 concerns over all of them"));
  EXPECT_THAT(page, HasSubstr("href=\"x.html\""));
  EXPECT_THAT(page, HasSubstr("Ends early."));
}

TEST(BatchDocument, empty_case_is_still_an_overview) {
  EXPECT_THAT(html(batch_document({}, {}, {}, {}, {}, "digest", {})), HasSubstr("0 exhibits"));
}

}  // namespace
}  // namespace spoor
