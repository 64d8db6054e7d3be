#include "media/timed_text.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

namespace spoor {
namespace {

double value_of(const std::vector<TextValue>& values, const std::string& id) {
  const auto found = std::find_if(values.begin(), values.end(), [&](const TextValue& v) { return v.id == id; });
  return found == values.end() ? -999 : found->value;
}

TEST(timed_text, reads_a_drones_caption) {
  const auto values = caption_values(
      "<font size=\"28\">FrameCnt: 12, DiffTime: 33ms\n2022-05-01 10:20:30.123\n[iso: 110] [shutter: 1/800.0] [fnum: "
      "2.8] [ev: -0.3] "
      "[latitude: 50.123456] [longtitude: -8.5] [rel_alt: 1.300 abs_alt: 164.100] [zoom: 7] </font>");
  EXPECT_DOUBLE_EQ(value_of(values, "camera.iso"), 110);
  EXPECT_DOUBLE_EQ(value_of(values, "camera.exposure_time"), 1.0 / 800);
  EXPECT_DOUBLE_EQ(value_of(values, "camera.exposure_bias"), -0.3);
  EXPECT_DOUBLE_EQ(value_of(values, "gps.latitude"), 50.123456);
  EXPECT_DOUBLE_EQ(value_of(values, "gps.longitude"), -8.5);
  EXPECT_DOUBLE_EQ(value_of(values, "gps.height_above_start"), 1.3);
  EXPECT_DOUBLE_EQ(value_of(values, "gps.altitude"), 164.1);
  EXPECT_DOUBLE_EQ(value_of(values, "text.zoom"), 7);
  EXPECT_NEAR(value_of(values, "clock.local"), 1651400430.123, 1e-5);
  EXPECT_EQ(values.size(), 10U);
}

TEST(timed_text, reads_the_older_form) {
  const auto values = caption_values("F/2.8, SS 500, ISO 100, EV 0, GPS (8.5412, 47.3769, 20), D 10.0m");
  EXPECT_DOUBLE_EQ(value_of(values, "gps.longitude"), 8.5412);
  EXPECT_DOUBLE_EQ(value_of(values, "gps.latitude"), 47.3769);
  EXPECT_DOUBLE_EQ(value_of(values, "gps.altitude"), 20);
  EXPECT_DOUBLE_EQ(
      value_of(caption_values("GPS (8.5412, 47.3769, 20), D 10.0m, H 31.5m, H.S 0.0m/s"), "gps.height_above_start"),
      31.5);
}

TEST(timed_text, reads_the_form_with_a_barometer) {
  const auto values = caption_values(
      "HOME(149.0251,-20.2532) 2017.08.05 14:11:51\nGPS(149.0252,-20.2533,16) BAROMETER:1.9\nISO:100 Shutter:60");
  EXPECT_DOUBLE_EQ(value_of(values, "gps.latitude"), -20.2533);
  EXPECT_DOUBLE_EQ(value_of(values, "gps.height_above_start"), 1.9);
  EXPECT_DOUBLE_EQ(value_of(values, "clock.local"), 1501942311);
}

TEST(timed_text, takes_no_date_that_is_none) {
  EXPECT_EQ(value_of(caption_values("2022-13-01 10:20:30 [iso: 100]"), "clock.local"), -999);
  EXPECT_EQ(value_of(caption_values("2022-12-01 25:20:30 [iso: 100]"), "clock.local"), -999);
  EXPECT_TRUE(caption_values("on 2022-12-01 10:20:30 we met").empty());
}

TEST(timed_text, ordinary_subtitles_hold_no_values) {
  EXPECT_TRUE(caption_values("Where were you at 10:30? [music] (GPS lost)").empty());
  EXPECT_TRUE(caption_values("[shutter: 1/0] [iso:] [: 5]").empty());
}

RC_GTEST_PROP(timed_text, survives_any_text, (const std::string& text)) {
  RC_ASSERT(caption_values("[" + text + "] GPS(" + text).size() <= 64U);
}

}  // namespace
}  // namespace spoor
