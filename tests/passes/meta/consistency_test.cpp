#include "analysis/pass.h"
#include "support/paths.h"
#include "support/run_pass.h"
#include "support/structure_source.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace spoor {
namespace {

TimeItem time_at(std::string key, std::string role, int day, int hour, Clock clock,
                 std::optional<int> offset = std::nullopt) {
  TimeItem item;
  item.key = std::move(key);
  item.role = std::move(role);
  item.text = "as written";
  item.clock = clock;
  item.civil = TimeItem::Civil{2016, 5, day, hour, 1, 7};
  item.offset_minutes = offset;
  return item;
}

Result<PassOutput> output_of(MediaSource& source) { return test::run_on_source(passes::meta_consistency(), source); }

TEST(MetaConsistency, names_dates_out_of_order) {
  test::StructureSource source;
  source.said->times = {time_at("Exif.Photo.DateTimeOriginal", "original", 5, 12, Clock::kLocal),
                        time_at("Exif.Image.DateTime", "modified", 4, 12, Clock::kLocal)};
  const auto output = output_of(source);
  ASSERT_TRUE(output);
  const Observation* found = test::find_observation(*output, "modified_before_original");
  ASSERT_NE(found, nullptr);
  EXPECT_EQ(found->bearing, Bearing::kInconclusive);
  EXPECT_NE(found->statement.find("24.0 h before"), std::string::npos) << found->statement;
  EXPECT_FALSE(found->innocent_causes.empty());
}

TEST(MetaConsistency, stays_quiet_on_an_ordinary_picture) {
  test::StructureSource source;
  source.said->times = {time_at("Exif.Photo.DateTimeOriginal", "original", 4, 14, Clock::kLocal),
                        time_at("Exif.Photo.DateTimeDigitized", "digitized", 4, 14, Clock::kLocal),
                        time_at("Exif.Image.DateTime", "modified", 4, 14, Clock::kLocal),
                        time_at("Exif.GPSInfo.GPSTimeStamp", "gps", 4, 12, Clock::kUtc, 0)};
  const auto output = output_of(source);
  ASSERT_TRUE(output);
  EXPECT_TRUE(std::all_of(output->observations.begin(), output->observations.end(),
                          [](const Observation& o) { return o.bearing == Bearing::kNeutral; }));
  const Observation* zone = test::find_observation(*output, "clock_against_satellites");
  ASSERT_NE(zone, nullptr);
  EXPECT_NE(zone->statement.find("UTC+02:00"), std::string::npos) << zone->statement;
}

TEST(MetaConsistency, holds_a_stated_zone_against_the_satellites) {
  test::StructureSource source;
  source.said->times = {time_at("Exif.Photo.DateTimeOriginal", "original", 4, 14, Clock::kLocalWithOffset, 60),
                        time_at("Exif.GPSInfo.GPSTimeStamp", "gps", 4, 12, Clock::kUtc, 0)};
  const auto output = output_of(source);
  ASSERT_TRUE(output);
  EXPECT_EQ(test::find_observation(*output, "clock_against_satellites")->bearing, Bearing::kInconclusive);
}

TEST(MetaConsistency, finds_no_zone_for_an_impossible_difference) {
  test::StructureSource source;
  TimeItem gps = time_at("Exif.GPSInfo.GPSTimeStamp", "gps", 4, 12, Clock::kUtc, 0);
  gps.civil->minute = 8;  // 7 minutes beside a whole quarter of an hour
  source.said->times = {time_at("Exif.Photo.DateTimeOriginal", "original", 4, 14, Clock::kLocal), gps};
  const auto output = output_of(source);
  ASSERT_TRUE(output);
  EXPECT_EQ(test::find_observation(*output, "clock_against_satellites")->bearing, Bearing::kInconclusive);
}

TEST(MetaConsistency, allows_a_zone_between_copies_of_a_date) {
  test::StructureSource source;
  source.said->times = {time_at("Exif.Image.DateTime", "modified", 4, 14, Clock::kLocal),
                        time_at("Xmp.xmp.ModifyDate", "modified", 4, 12, Clock::kUtc, 0)};
  EXPECT_EQ(test::find_observation(*output_of(source), "modified_copy_xmp")->bearing, Bearing::kNeutral);
  source.said->times[1].civil->minute = 5;
  EXPECT_EQ(test::find_observation(*output_of(source), "modified_copy_xmp")->bearing, Bearing::kInconclusive);
}

TEST(MetaConsistency, compares_devices_sizes_and_places) {
  test::StructureSource source;
  source.said->items = {{"exif", "Exif.Image.Make", "Canon", "Ascii"},
                        {"maker_note", "Exif.Nikon3.Lens", "1", "Short"},
                        {"exif", "Exif.Photo.PixelXDimension", "4000", "Long"},
                        {"exif", "Exif.Photo.PixelYDimension", "3000", "Long"}};
  source.said->make = "Canon";
  source.said->places = {{48.1, 11.5, std::nullopt, "Exif.GPSInfo.GPSLatitude"},
                         {48.2, 11.5, std::nullopt, "Xmp.exif.GPSLatitude"}};
  source.information.video.push_back({});
  source.information.video.back().width = 1600;
  source.information.video.back().height = 1200;
  const auto output = output_of(source);
  ASSERT_TRUE(output);
  for (const char* id : {"maker_note_of_another_make", "size", "places_apart"}) {
    ASSERT_NE(test::find_observation(*output, id), nullptr) << id;
    EXPECT_EQ(test::find_observation(*output, id)->bearing, Bearing::kInconclusive) << id;
  }
}

TEST(MetaConsistency, finds_the_clock_of_a_clips_header) {
  test::StructureSource source;
  TimeItem stated =
      time_at("moov/meta/ilst/#4.com.apple.quicktime.creationdate", "original", 4, 14, Clock::kLocalWithOffset, 120);
  source.said->times = {time_at("moov/mvhd.creation_time", "created", 4, 12, Clock::kUnknown), stated};
  const auto output = output_of(source);
  ASSERT_TRUE(output);
  EXPECT_NE(test::find_observation(*output, "header_clock")->statement.find("read as UTC"), std::string::npos);
  source.said->times[0].civil->hour = 14;
  EXPECT_NE(test::find_observation(*output_of(source), "header_clock")->statement.find("read as local"),
            std::string::npos);
  source.said->times[0].civil->day = 9;
  EXPECT_EQ(test::find_observation(*output_of(source), "header_clock")->bearing, Bearing::kInconclusive);
}

TEST(MetaConsistency, takes_stripped_files_for_ordinary) {
  test::StructureSource source;
  const auto output = output_of(source);
  ASSERT_TRUE(output);
  ASSERT_NE(test::find_observation(*output, "nothing_stated"), nullptr);
  EXPECT_EQ(test::find_observation(*output, "nothing_stated")->bearing, Bearing::kNeutral);
}

TEST(MetaConsistency, lists_editing_steps) {
  test::StructureSource source;
  source.said->items = {{"xmp", "Xmp.xmpMM.History[1]/stEvt:action", "saved", "XmpText"},
                        {"xmp", "Xmp.xmpMM.History[1]/stEvt:softwareAgent", "Adobe Photoshop", "XmpText"}};
  const auto output = output_of(source);
  ASSERT_TRUE(output);
  const auto table =
      std::find_if(output->tables.begin(), output->tables.end(), [](const Table& t) { return t.id == "history"; });
  ASSERT_NE(table, output->tables.end());
  EXPECT_EQ(table->rows.at(0).at(2), "Adobe Photoshop");
}

TEST(MetaConsistency, passes_on_that_metadata_cannot_be_read) {
  test::StructureSource source;
  source.said = failure(Fault::kUnreadable, "the file cannot be read");
  EXPECT_EQ(output_of(source).error().fault, Fault::kUnreadable);
}

TEST(MetaConsistency, raises_no_concern_on_photographs) {
  SPOOR_MEDIA_OR_SKIP(media);
  int read = 0;
  for (const auto& path : test::files_below(media / "camera")) {
    auto file = open_regular_file(path);
    ASSERT_TRUE(file);
    const std::int64_t size = *file_size(*file);
    auto source = open_media(file_source(std::move(*file), size));
    if (!source) continue;
    const auto output = output_of(**source);
    ASSERT_TRUE(output) << path;
    ++read;
    for (const Observation& o : output->observations) {
      EXPECT_NE(o.bearing, Bearing::kConcern) << path;
      EXPECT_TRUE(o.bearing == Bearing::kNeutral || !o.innocent_causes.empty()) << o.id;
      EXPECT_EQ(o.statement.back(), '.') << o.statement;
    }
  }
  EXPECT_GT(read, 30);
}

}  // namespace
}  // namespace spoor
