#include "findings/case_records.h"

#include "analysis/json_reader.h"

#include <gtest/gtest.h>

namespace spoor {
namespace {

TEST(CaseRecords, media_facts_keep_time_as_ticks) {
  MediaInfo info;
  info.kind = MediaKind::kClip;
  VideoStreamInfo video;
  video.start = TimeStamp{-3003, {1, 90000}};
  info.video = {video};
  const auto json = media_json(info);
  EXPECT_EQ(json.at("kind"), "clip");
  EXPECT_EQ(json.at("video")[0].at("start").at("ticks"), -3003);
  EXPECT_EQ(json.at("video")[0].at("start").at("base")[1], 90000);
  EXPECT_TRUE(json.at("video")[0].at("duration").is_null()) << "not declared stays so";
}

TEST(CaseRecords, text_that_is_no_utf8_does_not_stop_the_writer) {
  EXPECT_EQ(json_text(nlohmann::json("a\xFF")), "\"a\xEF\xBF\xBD\"");
}

TEST(CaseRecords, damaged_records_throw_what_the_case_file_catches) {
  EXPECT_THROW(finding_from_json(nlohmann::json::object()), JsonFault);
  EXPECT_THROW(lines_from_json(nlohmann::json("x")), JsonFault);
  EXPECT_THROW(lines_from_json(nlohmann::json::parse("[[\"a\"]]")), JsonFault);
  EXPECT_THROW(parsed_json("{"), nlohmann::json::exception);
  EXPECT_THROW(marks_from_record(nlohmann::json::parse(R"({"regions": [{}], "groups": []})")), JsonFault);
}

}  // namespace
}  // namespace spoor
