#include "report/json.h"

#include <gtest/gtest.h>

namespace spoor {
namespace {

TEST(ReportJson, maps_are_told_by_size_and_digest) {
  ExhibitData exhibit;
  PassEntry entry;
  entry.row.pass = "a.b";
  entry.result.pass = "a.b";
  entry.result.state = ResultState::kDone;
  Map kept, without;
  kept.id = "kept";
  without.id = "without";
  entry.result.output.maps = {without, kept};
  MapPreview preview;
  preview.map = "kept";
  preview.full = {30, 20};
  preview.sha256 = std::string(64, 'a');
  entry.previews = {preview};
  exhibit.entries = {entry};
  const auto report = exhibit_json({}, exhibit, {});
  const auto& maps = report.at("results")[0].at("output").at("maps");
  EXPECT_TRUE(maps[0].at("sha256").is_null());
  EXPECT_EQ(maps[1].at("columns"), 30);
  EXPECT_EQ(maps[1].at("sha256"), std::string(64, 'a'));
  EXPECT_FALSE(maps[1].contains("blob"));
}

TEST(ReportJson, digest_does_not_depend_on_itself_or_on_order) {
  nlohmann::json one = {{"b", 1}, {"a", 2}}, two = {{"a", 2}, {"digest", "x"}, {"b", 1}};
  EXPECT_EQ(report_digest(one), report_digest(two));
  two["a"] = 3;
  EXPECT_NE(report_digest(one), report_digest(two));
}

TEST(ReportJson, name_that_is_no_text_does_not_stop_the_report) {
  ExhibitData exhibit;
  exhibit.record.exhibit.name = "a\xFF\x01.jpg";
  const auto report = exhibit_json({}, exhibit, {});
  EXPECT_EQ(report.at("exhibit").at("name"), "a\xEF\xBF\xBD\xEF\xBF\xBD.jpg");
  EXPECT_EQ(report.at("digest"), report_digest(nlohmann::json::parse(report.dump())));
}

}  // namespace
}  // namespace spoor
