#include "media/metadata_parts.h"

#include <gtest/gtest.h>

namespace spoor {
namespace {

Metadata with(std::initializer_list<std::pair<const char*, const char*>> items) {
  Metadata metadata;
  for (const auto& [key, value] : items) metadata.items.push_back({"exif", key, value, "Ascii"});
  return metadata;
}

TEST(MetadataExif, gives_each_time_its_clock) {
  Metadata metadata = with({{"Exif.Photo.DateTimeOriginal", "2016:05:04 12:01:07"},
                            {"Exif.Photo.SubSecTimeOriginal", "25"},
                            {"Exif.Photo.OffsetTimeOriginal", "+02:00"},
                            {"Exif.Image.DateTime", "2016:05:05 10:00:00"},
                            {"Exif.GPSInfo.GPSDateStamp", "2016:05:04"},
                            {"Exif.GPSInfo.GPSTimeStamp", "10/1 1/1 75/10"}});
  add_exif_times(metadata);
  ASSERT_EQ(metadata.times.size(), 3u);
  EXPECT_EQ(metadata.times[0].clock, Clock::kLocalWithOffset);
  EXPECT_EQ(metadata.times[0].offset_minutes, 120);
  EXPECT_NEAR(metadata.times[0].civil->second, 7.25, 1e-9);
  EXPECT_EQ(metadata.times[1].clock, Clock::kLocal);
  EXPECT_EQ(metadata.times[1].role, "modified");
  EXPECT_EQ(metadata.times[2].clock, Clock::kUtc);
  EXPECT_NEAR(*utc_seconds(metadata.times[2]) - *utc_seconds(metadata.times[0]), 0.25, 1e-6);
}

TEST(MetadataExif, reads_gps_times_with_parts_missing_or_absurd) {
  Metadata metadata = with({{"Exif.GPSInfo.GPSTimeStamp", "12/1 0/1 0/1"}});
  add_exif_times(metadata);
  EXPECT_FALSE(metadata.times.at(0).civil);
  EXPECT_EQ(metadata.times.at(0).note, "a time of day without a date");
  Metadata absurd =
      with({{"Exif.GPSInfo.GPSDateStamp", "2016:05:04"}, {"Exif.GPSInfo.GPSTimeStamp", "4000000000/1 0/1 0/1"}});
  add_exif_times(absurd);
  EXPECT_FALSE(absurd.times.at(0).civil);
  Metadata fractions =
      with({{"Exif.GPSInfo.GPSDateStamp", "2016:05:04"}, {"Exif.GPSInfo.GPSTimeStamp", "12/1 305/10 0/1"}});
  add_exif_times(fractions);
  EXPECT_EQ(fractions.times.at(0).civil->minute, 30);
  EXPECT_NEAR(fractions.times.at(0).civil->second, 30, 1e-9);
}

TEST(MetadataExif, collects_editing_history) {
  Metadata metadata = with({{"Xmp.xmpMM.History[1]/stEvt:when", "2016-05-04T12:01:07+02:00"},
                            {"Xmp.xmpMM.History[1]/stEvt:action", "saved"}});
  add_exif_times(metadata);
  ASSERT_EQ(metadata.times.size(), 1u);
  EXPECT_EQ(metadata.times[0].role, "file_history");
}

TEST(MetadataExif, reads_places_of_exif_and_xmp) {
  Metadata metadata = with({{"Exif.GPSInfo.GPSLatitude", "51/1 30/1 0/1"},
                            {"Exif.GPSInfo.GPSLatitudeRef", "N"},
                            {"Exif.GPSInfo.GPSLongitude", "0/1 7/1 30/1"},
                            {"Exif.GPSInfo.GPSLongitudeRef", "W"},
                            {"Exif.GPSInfo.GPSAltitude", "35/10"},
                            {"Exif.GPSInfo.GPSAltitudeRef", "1"},
                            {"Xmp.exif.GPSLatitude", "51,30.0N"},
                            {"Xmp.exif.GPSLongitude", "0,7,30W"}});
  add_exif_places(metadata);
  ASSERT_EQ(metadata.places.size(), 2u);
  EXPECT_DOUBLE_EQ(metadata.places[0].longitude_deg, -0.125);
  EXPECT_DOUBLE_EQ(*metadata.places[0].altitude_m, -3.5);
  EXPECT_DOUBLE_EQ(metadata.places[1].latitude_deg, 51.5);
  EXPECT_DOUBLE_EQ(metadata.places[1].longitude_deg, -0.125);
}

TEST(MetadataExif, gives_no_place_without_reference) {
  Metadata metadata =
      with({{"Exif.GPSInfo.GPSLatitude", "51/1 30/1 0/1"}, {"Exif.GPSInfo.GPSLongitude", "0/1 7/1 30/1"}});
  add_exif_places(metadata);
  EXPECT_TRUE(metadata.places.empty());
}

}  // namespace
}  // namespace spoor
