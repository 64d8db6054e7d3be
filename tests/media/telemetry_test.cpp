#include "media/telemetry.h"

#include "media/clip_source.h"
#include "support/clip_maker.h"
#include "support/paths.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace spoor {
namespace {

const Series* find(const std::vector<Series>& all, const std::string& id, const std::string& source) {
  const auto found = std::find_if(all.begin(), all.end(), [&](const Series& one) {
    return one.id == id && one.source.find(source) != std::string::npos;
  });
  return found == all.end() ? nullptr : &*found;
}

TEST(telemetry, reads_values_from_captions_at_their_times) {
  for (const char* muxer : {"mp4", "matroska"}) {
    const auto clip = test::make_clip({.muxer = muxer,
                                       .frames = 75,
                                       .captions = {"[iso : 100] [latitude: 50.5] [longitude: -8.25]",
                                                    "[iso : 200] [latitude: 50.6] [longitude: -8.26]"}});
    const auto all = read_telemetry(*memory_source(clip), Job());
    ASSERT_TRUE(all.has_value());
    const Series* latitude = find(*all, "gps.latitude", "stream");
    ASSERT_NE(latitude, nullptr) << muxer;
    ASSERT_EQ(latitude->points.size(), 2U);
    EXPECT_EQ(latitude->unit, "deg");
    EXPECT_DOUBLE_EQ(latitude->points[1].value, 50.6);
    EXPECT_TRUE(latitude->points[1].time == (TimeStamp{1, {1, 1}}));
    EXPECT_DOUBLE_EQ(find(*all, "camera.iso", "stream")->points[0].value, 100);
  }
}

TEST(telemetry, reads_the_location_tag) {
  const auto clip = test::make_clip({.frames = 3, .tags = {{"location", "+50.0755+014.4378+200.5/"}}});
  const auto all = read_telemetry(*memory_source(clip), Job());
  ASSERT_TRUE(all.has_value());
  const Series* longitude = find(*all, "gps.longitude", "location");
  ASSERT_NE(longitude, nullptr);
  EXPECT_NEAR(longitude->points[0].value, 14.4378, 1e-4);  // the tag is written with four digits
}

TEST(telemetry, a_clip_without_any_gives_none) {
  const auto all = read_telemetry(*memory_source(test::make_clip({.frames = 3})), Job());
  ASSERT_TRUE(all.has_value());
  EXPECT_TRUE(all->empty());
}

TEST(telemetry, understands_the_forms_of_iso_6709) {
  EXPECT_EQ(iso6709_values("+50.5-008.25/"), (std::vector<double>{50.5, -8.25}));
  EXPECT_EQ(iso6709_values("+5030+01415+100/"), (std::vector<double>{50.5, 14.25, 100}));
  EXPECT_EQ(iso6709_values("-503015+0141530/"),
            (std::vector<double>{-50 - 30.0 / 60 - 15.0 / 3600, 14 + 15.0 / 60 + 30.0 / 3600}));
  for (const char* none : {"", "+", "50.5", "+91+000/", "+50", "+50.5+200/", "+1234567+1/", "++"}) {
    EXPECT_TRUE(iso6709_values(none).empty()) << none;
  }
}

TEST(telemetry, reads_a_real_gopro_track) {
  SPOOR_MEDIA_OR_SKIP(media);
  auto file = open_regular_file(media / "video" / "8e8fa988_max-heromode.mp4");
  ASSERT_TRUE(file.has_value());
  const std::int64_t size = *file_size(*file);
  const auto all = read_telemetry(*file_source(std::move(*file), size), Job());
  ASSERT_TRUE(all.has_value());
  const Series* latitude = find(*all, "gps.latitude", "gpmd");
  ASSERT_NE(latitude, nullptr);
  // The container's own location tag, an independent statement, has four decimals.
  EXPECT_NEAR(latitude->points[0].value, find(*all, "gps.latitude", "tag")->points[0].value, 1e-4);
  const Series* acceleration = find(*all, "gopro.accl.2", "gpmd");
  ASSERT_NE(acceleration, nullptr);
  EXPECT_EQ(acceleration->unit, "m/s\u00b2");
  EXPECT_EQ(acceleration->points.size(), 2082U);
  const Series* utc = find(*all, "gps.utc", "gpmd");
  ASSERT_NE(utc, nullptr);
  EXPECT_DOUBLE_EQ(utc->points[0].value, 1574120714.0);  // 2019-11-18 23:45:14 UTC
}

}  // namespace
}  // namespace spoor
