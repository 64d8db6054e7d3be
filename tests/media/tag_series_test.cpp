#include "media/tag_series.h"

#include "base/file.h"
#include "media/media_source.h"
#include "support/paths.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace spoor {
namespace {

const Series* find(const std::vector<Series>& all, const std::string& id) {
  const auto found = std::find_if(all.begin(), all.end(), [&](const Series& s) { return s.id == id; });
  return found == all.end() ? nullptr : &*found;
}

Metadata said(std::vector<std::pair<std::string, std::string>> items) {
  Metadata metadata;
  for (auto& [key, value] : items) metadata.items.push_back({"xmp", key, value, "XmpText"});
  return metadata;
}

TEST(TagSeries, reads_a_drones_attitude_and_place) {
  Metadata metadata = said({{"Xmp.drone-dji.GimbalYawDegree", "-132.00"},
                            {"Xmp.drone-dji.GimbalPitchDegree", "-89.90"},
                            {"Xmp.drone-dji.RelativeAltitude", "+40.10"},
                            {"Exif.GPSInfo.GPSImgDirection", "27150/100"}});
  GeoPoint& place = metadata.places.emplace_back();
  place.latitude_deg = 46.8;
  place.longitude_deg = -92.1;
  place.altitude_m = 198.5;
  place.source = "Exif.GPSInfo.GPSLatitude";
  const auto all = tag_series(metadata);
  ASSERT_EQ(all.size(), 7U);
  EXPECT_DOUBLE_EQ(find(all, "gimbal.yaw")->points[0].value, -132);
  EXPECT_EQ(find(all, "gimbal.yaw")->source, "Xmp.drone-dji.GimbalYawDegree");
  EXPECT_DOUBLE_EQ(find(all, "gimbal.pitch")->points[0].value, -89.9);
  EXPECT_DOUBLE_EQ(find(all, "gps.height_above_start")->points[0].value, 40.1);
  EXPECT_DOUBLE_EQ(find(all, "gps.image_direction")->points[0].value, 271.5);
  EXPECT_DOUBLE_EQ(find(all, "gps.longitude")->points[0].value, -92.1);
  EXPECT_DOUBLE_EQ(find(all, "gps.altitude")->points[0].value, 198.5);
}

TEST(TagSeries, keeps_magnetic_directions_apart_and_leaves_out_what_is_no_number) {
  const auto all = tag_series(said({{"Exif.GPSInfo.GPSImgDirection", "90"},
                                    {"Exif.GPSInfo.GPSImgDirectionRef", "M"},
                                    {"Xmp.drone-dji.GimbalYawDegree", "north"},
                                    {"Xmp.drone-dji.GimbalRollDegree", "1e9"},
                                    {"Xmp.drone-dji.FlightYawDegree", "nan"},
                                    {"Xmp.drone-dji.FlightRollDegree", "5 degrees"},
                                    {"Xmp.drone-dji.FlightPitchDegree", "1/0"}}));
  ASSERT_EQ(all.size(), 1U);
  EXPECT_EQ(all[0].id, "gps.image_direction_magnetic");
  EXPECT_TRUE(tag_series({}).empty());
}

TEST(TagSeries, is_the_telemetry_of_a_drones_picture) {
  SPOOR_MEDIA_OR_SKIP(media);
  auto file = open_regular_file(media / "shadow" / "brighton_beach" / "DJI_0019.JPG");
  ASSERT_TRUE(file.has_value());
  const std::int64_t size = *file_size(*file);
  auto source = open_media(file_source(std::move(*file), size));
  ASSERT_TRUE(source.has_value());
  const auto& all = (*source)->telemetry();
  ASSERT_TRUE(all.has_value());
  ASSERT_NE(find(*all, "gimbal.yaw"), nullptr);
  EXPECT_DOUBLE_EQ(find(*all, "gimbal.yaw")->points[0].value, 42.8);
  EXPECT_DOUBLE_EQ(find(*all, "gimbal.pitch")->points[0].value, -89.9);
  EXPECT_NE(find(*all, "gps.latitude"), nullptr);
}

}  // namespace
}  // namespace spoor
