#include "media/metadata_parts.h"

#include <gtest/gtest.h>

namespace spoor {
namespace {

struct Case {
  const char* text;
  int year, month, day, hour, minute;
  double second;
  Clock clock;
  int offset;
};

TEST(MetadataText, reads_the_forms_of_time_in_use) {
  const Case cases[] = {
      {"2016:05:04 12:01:07", 2016, 5, 4, 12, 1, 7, Clock::kLocal, 0},
      {"2016-05-04T12:01:07Z", 2016, 5, 4, 12, 1, 7, Clock::kUtc, 0},
      {"2016-05-04T12:01:07.250+05:45", 2016, 5, 4, 12, 1, 7.25, Clock::kLocalWithOffset, 345},
      {"2016-05-04T12:01:07-0330", 2016, 5, 4, 12, 1, 7, Clock::kLocalWithOffset, -210},
      {"2016-05-04T12:01", 2016, 5, 4, 12, 1, 0, Clock::kLocal, 0},
      {"2016.05.04 12:01:07", 2016, 5, 4, 12, 1, 7, Clock::kLocal, 0},
      {"20160504T120107", 2016, 5, 4, 12, 1, 7, Clock::kLocal, 0},
      {"2016-05-04", 2016, 5, 4, 0, 0, 0, Clock::kLocal, 0},
      {"Wed May 04 12:01:07 2016", 2016, 5, 4, 12, 1, 7, Clock::kLocal, 0},
      {"WED MAY  4 12:01:07 2016\n", 2016, 5, 4, 12, 1, 7, Clock::kLocal, 0},
      {"Wed, 04 May 2016 12:01:07 +0200", 2016, 5, 4, 12, 1, 7, Clock::kLocalWithOffset, 120},
      {"4 May 2016 12:01:07 GMT", 2016, 5, 4, 12, 1, 7, Clock::kUtc, 0},
  };
  for (const Case& c : cases) {
    const TimeItem item = time_from_text("k", "original", c.text);
    ASSERT_TRUE(item.civil) << c.text;
    EXPECT_EQ(item.civil->year, c.year) << c.text;
    EXPECT_EQ(item.civil->month, c.month) << c.text;
    EXPECT_EQ(item.civil->day, c.day) << c.text;
    EXPECT_EQ(item.civil->hour, c.hour) << c.text;
    EXPECT_EQ(item.civil->minute, c.minute) << c.text;
    EXPECT_NEAR(item.civil->second, c.second, 1e-9) << c.text;
    EXPECT_EQ(item.clock, c.clock) << c.text;
    EXPECT_EQ(item.offset_minutes.value_or(0), c.offset) << c.text;
  }
}

TEST(MetadataText, takes_no_time_from_what_is_none) {
  for (const char* text : {"0000:00:00 00:00:00", "    :  :     :  :  ", "2023:02:30 10:00:00", "2016", "", "06/05/08",
                           "2016:05:04 25:00:00", "Wed May", "\xFF\xFE"}) {
    EXPECT_FALSE(time_from_text("k", "r", text).civil) << text;
  }
  EXPECT_EQ(time_from_text("k", "r", "2016").note, "a year alone");
}

TEST(MetadataText, reads_zones) {
  EXPECT_EQ(zone_minutes("+05:30"), 330);
  EXPECT_EQ(zone_minutes("-08"), -480);
  EXPECT_EQ(zone_minutes("Z"), 0);
  EXPECT_FALSE(zone_minutes("+99:00"));
  EXPECT_FALSE(zone_minutes("+05:75"));
  EXPECT_FALSE(zone_minutes("CET"));
  EXPECT_FALSE(zone_minutes(""));
}

TEST(MetadataText, reads_places) {
  const auto plain = place_from_iso6709("+27.5916-086.5640+8850/");
  ASSERT_TRUE(plain);
  EXPECT_DOUBLE_EQ(plain->latitude_deg, 27.5916);
  EXPECT_DOUBLE_EQ(plain->longitude_deg, -86.5640);
  EXPECT_DOUBLE_EQ(*plain->altitude_m, 8850);
  const auto minutes = place_from_iso6709("+2735.5-08633.0/");
  ASSERT_TRUE(minutes);
  EXPECT_NEAR(minutes->latitude_deg, 27 + 35.5 / 60, 1e-12);
  const auto seconds = place_from_iso6709("-352030.6+0103015/");
  ASSERT_TRUE(seconds);
  EXPECT_NEAR(seconds->latitude_deg, -(35 + 20.0 / 60 + 30.6 / 3600), 1e-12);
  EXPECT_NEAR(seconds->longitude_deg, 10 + 30.0 / 60 + 15.0 / 3600, 1e-12);
  for (const char* text : {"", "+", "+91.0+010.0/", "27.5+86.5", "+1+2+3+4+5", "+nan+inf/", "+--/"})
    EXPECT_FALSE(place_from_iso6709(text)) << text;
}

TEST(MetadataText, reads_rationals) {
  EXPECT_NEAR(*degrees_from_rationals("51/1 30/1 3600/100", "S"), -51.51, 1e-9);
  EXPECT_FALSE(degrees_from_rationals("51/1 30/0 0/1", "N"));
  EXPECT_FALSE(degrees_from_rationals("91/1 0/1 0/1", "N"));
  EXPECT_FALSE(degrees_from_rationals("51/1 0/1 0/1", ""));
  EXPECT_FALSE(degrees_from_rationals("51/1 0/1 0/1", "Q"));
  EXPECT_FALSE(three_rationals("a/b"));
}

}  // namespace
}  // namespace spoor
