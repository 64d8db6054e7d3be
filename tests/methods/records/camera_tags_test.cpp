#include "methods/records/camera_tags.h"

#include <gtest/gtest.h>

#include <cmath>

namespace spoor {
namespace {

Metadata with(const std::vector<std::pair<std::string, std::string>>& items) {
  Metadata metadata;
  for (const auto& [key, value] : items) metadata.items.push_back({"exif", key, value, "Ascii"});
  return metadata;
}

TEST(CameraTags, takes_the_equivalent_focal_length_on_the_diagonal) {
  const auto tags = camera_tags(with({{"Exif.Photo.FocalLengthIn35mmFilm", "28"}}), 4000, 3000);
  ASSERT_TRUE(tags.focal_px);
  EXPECT_NEAR(*tags.focal_px, 28 * 5000 / 43.27, 1e-9);
  EXPECT_FALSE(camera_tags(with({{"Exif.Photo.FocalLengthIn35mmFilm", "0"}}), 4000, 3000).focal_px) << "0: unknown";
}

// A sensor 22.3 mm wide of 5184 pixels, 50 mm: 50 / 22.3 * 5184.
TEST(CameraTags, prefers_the_sensors_own_resolution) {
  const std::vector<std::pair<std::string, std::string>> items{{"Exif.Photo.FocalLength", "50/1"},
                                                               {"Exif.Photo.FocalPlaneXResolution", "5184000/878"},
                                                               {"Exif.Photo.FocalPlaneResolutionUnit", "2"},
                                                               {"Exif.Photo.PixelXDimension", "5184"},
                                                               {"Exif.Photo.FocalLengthIn35mmFilm", "80"}};
  EXPECT_NEAR(*camera_tags(with(items), 5184, 3456).focal_px, 50 / 22.3 * 5184, 5);
  EXPECT_EQ(camera_tags(with(items), 2592, 1728).focal_source, "FocalLengthIn35mmFilm") << "a picture made smaller";
}

TEST(CameraTags, reads_a_gimbal) {
  const auto tags = camera_tags(with({{"Xmp.drone-dji.GimbalYawDegree", "-132.00"},
                                      {"Xmp.drone-dji.GimbalPitchDegree", "-89.90"},
                                      {"Xmp.drone-dji.GimbalRollDegree", "+0.00"},
                                      {"Xmp.drone-dji.FlightYawDegree", "-129.90"},
                                      {"Exif.GPSInfo.GPSImgDirection", "10/1"}}),
                                4000, 2250);
  EXPECT_NEAR(*tags.heading_deg, 228, 1e-9);
  EXPECT_NEAR(*tags.pitch_deg, -89.9, 1e-9);
  EXPECT_EQ(*tags.roll_deg, 0);
  EXPECT_EQ(tags.heading_source, "GimbalYawDegree (drone-dji)");
}

TEST(CameraTags, knows_magnetic_north) {
  const auto tags = camera_tags(
      with({{"Exif.GPSInfo.GPSImgDirection", "35912/100"}, {"Exif.GPSInfo.GPSImgDirectionRef", "M"}}), 100, 100);
  EXPECT_NEAR(*tags.heading_deg, 359.12, 1e-9);
  EXPECT_TRUE(tags.heading_magnetic);
  EXPECT_FALSE(tags.pitch_deg);
}

TEST(CameraTags, leaves_nonsense_out) {
  for (const char* text : {"", "nan", "1/0", "abc", "1e400", "12x", "/", "-5"}) {
    const auto tags = camera_tags(with({{"Exif.GPSInfo.GPSImgDirection", text},
                                        {"Xmp.drone-dji.GimbalPitchDegree", text == std::string("-5") ? "-500" : text},
                                        {"Exif.Photo.FocalLengthIn35mmFilm", text}}),
                                  100, 100);
    EXPECT_FALSE(tags.heading_deg) << text;
    EXPECT_FALSE(tags.pitch_deg) << text;
    EXPECT_FALSE(tags.focal_px) << text;
  }
}

TEST(CameraTags, follow_a_gimbals_track_where_there_is_one) {
  const auto track = [](const char* id, std::vector<double> values) {
    Series one{id, "deg", "media", "stream 2 (subrip)", {}, 0};
    for (std::size_t i = 0; i < values.size(); ++i) {
      one.points.push_back({TimeStamp{static_cast<std::int64_t>(i) * 2, {1, 1}}, values[i]});
    }
    return one;
  };
  CameraTags tags = camera_tags(with({{"Exif.GPSInfo.GPSImgDirection", "10/1"}}), 100, 100);
  EXPECT_FALSE(has_gimbal_track({track("gps.latitude", {1, 2})}));
  take_gimbal_track({track("gps.latitude", {1, 2})}, 0, tags);
  EXPECT_EQ(*tags.heading_deg, 10);
  const std::vector<Series> series{track("gimbal.pitch", {-30, -40, -500}), track("gimbal.yaw", {350, -20, 5})};
  EXPECT_TRUE(has_gimbal_track(series));
  take_gimbal_track(series, 1.6, tags);
  EXPECT_EQ(*tags.pitch_deg, -40);
  EXPECT_EQ(*tags.roll_deg, 0);
  EXPECT_EQ(*tags.heading_deg, 340);
  EXPECT_EQ(tags.heading_source, "gimbal track, stream 2 (subrip)");
  CameraTags late = tags;
  take_gimbal_track(series, 4, late);
  EXPECT_EQ(*late.pitch_deg, -40) << "a pitch of -500 degrees is none";
  EXPECT_EQ(*late.heading_deg, 5);
  take_gimbal_track(series, 90, late);
  EXPECT_EQ(*late.heading_deg, 5) << "too far from any value";
}

}  // namespace
}  // namespace spoor
