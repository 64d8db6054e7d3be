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
  EXPECT_EQ(values.size(), 9U);
}

TEST(timed_text, reads_the_older_form) {
  const auto values = caption_values("F/2.8, SS 500, ISO 100, EV 0, GPS (8.5412, 47.3769, 20), D 10.0m");
  EXPECT_DOUBLE_EQ(value_of(values, "gps.longitude"), 8.5412);
  EXPECT_DOUBLE_EQ(value_of(values, "gps.latitude"), 47.3769);
  EXPECT_DOUBLE_EQ(value_of(values, "gps.altitude"), 20);
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
