#include "report/words.h"

#include <gtest/gtest.h>

#include <set>

namespace spoor {
namespace {

TEST(Words, every_sign_has_a_word_and_a_meaning_of_its_own) {
  std::set<std::string> words, meanings;
  for (int i = 1; i <= static_cast<int>(Sign::kNotRun); ++i) {
    words.insert(sign_word(static_cast<Sign>(i)));
    meanings.insert(sign_meaning(static_cast<Sign>(i)));
  }
  EXPECT_EQ(words.size(), 9U);
  EXPECT_EQ(meanings.size(), 9U);
  EXPECT_EQ(sign_word(sign_of(Bearing::kConcern)), "concern");
  EXPECT_EQ(sign_word(sign_of(ResultState::kNotApplicable)), "not applicable");
}

TEST(Words, sizes_are_exact_and_readable) {
  EXPECT_EQ(size_text(0), "0 bytes");
  EXPECT_EQ(size_text(1), "1 byte");
  EXPECT_EQ(size_text(1023), "1,023 bytes");
  EXPECT_EQ(size_text(12345678), "12,345,678 bytes (11.8 MiB)");
  EXPECT_EQ(count_text(-1234, "x", "y"), "-1,234 y");
  EXPECT_EQ(count_text(-123, "x", "y"), "-123 y");
}

TEST(Words, digits_follow_the_uncertainty) {
  Measurement m{"m", "m", 4.13579, "dB", 0.2134, 0, std::nullopt};
  EXPECT_EQ(measured_text(m), "4.14 \xC2\xB1 0.21 dB");
  m.sigma = 12;
  m.value = 13120.7;
  EXPECT_EQ(measured_text(m), "13121 \xC2\xB1 12 dB");
  m.sigma.reset();
  m.value = 13120;
  m.unit = "1";
  EXPECT_EQ(measured_text(m), "13,120");
  m.value = 0.000123456;
  EXPECT_EQ(measured_text(m), "0.0001235");
  m.value = -1234567.25;
  EXPECT_EQ(measured_text(m), "-1,234,567");
  m.sigma = 0;
  m.value = 1234567;
  EXPECT_EQ(measured_text(m), "1,234,567 (exact)");
  m.value = std::numeric_limits<double>::quiet_NaN();
  EXPECT_EQ(measured_text(m), "not measured");
}

TEST(Words, missing_calibration_is_said) {
  EXPECT_EQ(false_alarm_text(std::nullopt).substr(0, 14), "not calibrated");
  EXPECT_EQ(false_alarm_text(FalseAlarm{0.0951, 0, 30, "30 originals"}),
            "at most 9.5 % of honest files (95 % upper bound; 0 of 30 files in calibration, 30 originals)");
}

TEST(Words, times_name_their_clock) {
  EXPECT_EQ(time_text("2026-03-01T09:00:00Z"), "2026-03-01 09:00:00 UTC");
  EXPECT_EQ(time_text("yesterday"), "yesterday");
  EXPECT_EQ(claimed_time_text({-1, -1, "", "", ""}), "1969-12-31 23:59:59.999999 UTC (an instant: taken as exact)");
}

TEST(Words, absent_uncertainty_is_said_to_be_taken_as_exact) {
  EXPECT_EQ(place_text({-33.5, 18.25, std::nullopt}),
            "33.500000\xC2\xB0 S, 18.250000\xC2\xB0 E (WGS 84), no uncertainty stated: taken as exact");
}

}  // namespace
}  // namespace spoor
