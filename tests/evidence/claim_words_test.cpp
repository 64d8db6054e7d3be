#include "evidence/claim_words.h"

#include <gtest/gtest.h>

namespace spoor {
namespace {

ClaimedPlace place(std::string_view text) {
  const auto words = claim_words(text);
  EXPECT_TRUE(words && words->place) << text << ": " << (words ? "" : to_text(words.error()));
  return words && words->place ? *words->place : ClaimedPlace{999, 999, {}};
}

TEST(ClaimWords, reads_places_as_people_write_them) {
  const ClaimedPlace grayvoron{50.48, 35.67, {}};
  EXPECT_EQ(place("50.48N 35.67E"), grayvoron);
  EXPECT_EQ(place(" 50.48 N, 35.67 E "), grayvoron);
  EXPECT_EQ(place("50.48,35.67"), grayvoron);
  EXPECT_EQ(place("-33.8688, 151.2093"), (ClaimedPlace{-33.8688, 151.2093, {}}));
  EXPECT_EQ(place("33.8688S 70.5W~2km"), (ClaimedPlace{-33.8688, -70.5, 2000.0}));
  EXPECT_EQ(place("50.48N 35.67E ~ 500 m"), (ClaimedPlace{50.48, 35.67, 500.0}));
  const auto sexagesimal = place(
      "50\xC2\xB0"
      "28'48\"N 35\xC2\xB0"
      "40'12\"E");
  EXPECT_NEAR(sexagesimal.latitude_deg, 50.48, 1e-12);
  EXPECT_NEAR(sexagesimal.longitude_deg, 35.67, 1e-12);
  EXPECT_NEAR(place("-0d30', 10d").latitude_deg, -0.5, 1e-12);
}

TEST(ClaimWords, refuses_places_that_could_mean_something_else) {
  for (const char* wrong :
       {"50.48 35.67", "35.67E 50.48N", "50.48N 35.67", "91N 10E", "10N 181E", "-5N 10E", "50.48N", "50.48N 35.67E~500",
        "50.48N 35.67E~-5m", "50.48N 35.67E~5miles", "nowhere", "nan,nan", "50d70'N 10E", "50.48N 35.67Ex", "", "  "}) {
    EXPECT_FALSE(claim_words(wrong)) << wrong;
  }
}

TEST(ClaimWords, takes_what_follows_the_place_as_time) {
  const auto words = claim_words("50.48N 35.67E~500m  2023-05-22T10:30Z ");
  ASSERT_TRUE(words);
  EXPECT_EQ(words->time, "2023-05-22T10:30Z");
  const auto exact = claim_words("50.48N 35.67E 2023-05-22T10:30Z");
  ASSERT_TRUE(exact) << to_text(exact.error());
  EXPECT_EQ(exact->time, "2023-05-22T10:30Z");
  EXPECT_FALSE(exact->place->radius_m);
  const auto alone = claim_words("2023-05-22T10:30Z");
  ASSERT_TRUE(alone);
  EXPECT_FALSE(alone->place);
  EXPECT_EQ(alone->time, "2023-05-22T10:30Z");
}

struct Instant {
  const char* text;
  const char* first;
  const char* last;
  const char* zone;
};

class ClaimedTimes : public testing::TestWithParam<Instant> {};

TEST_P(ClaimedTimes, are_resolved_to_utc) {
  const auto time = claimed_time_from_text(GetParam().text);
  ASSERT_TRUE(time) << to_text(time.error());
  EXPECT_EQ(utc_text(time->first_us), GetParam().first);
  EXPECT_EQ(utc_text(time->last_us), GetParam().last);
  EXPECT_EQ(time->zone, GetParam().zone);
  EXPECT_EQ(time->text, GetParam().text);
  EXPECT_EQ(time->tzdata.empty(), std::string_view(GetParam().zone).find("Europe") == std::string_view::npos);
}

INSTANTIATE_TEST_SUITE_P(
    ClaimWords, ClaimedTimes,
    testing::Values(
        Instant{"2023-05-22T10:30+03:00", "2023-05-22T07:30:00Z", "2023-05-22T07:30:00Z", "+03:00"},
        Instant{"2023-05-22T10:30:15.25-0930", "2023-05-22T20:00:15.25Z", "2023-05-22T20:00:15.25Z", "-09:30"},
        Instant{"2023-05-22T10:30[Europe/Moscow]", "2023-05-22T07:30:00Z", "2023-05-22T07:30:00Z", "Europe/Moscow"},
        Instant{"2023-10-29T02:30+01:00[Europe/Berlin]", "2023-10-29T01:30:00Z", "2023-10-29T01:30:00Z",
                "Europe/Berlin"},
        Instant{"2023-05-22T10:30+03:00/2023-05-22T11:00+03:00", "2023-05-22T07:30:00Z", "2023-05-22T08:00:00Z",
                "+03:00"},
        Instant{"2023-05-22T10:30[Europe/Moscow]/2023-05-22T09:00Z", "2023-05-22T07:30:00Z", "2023-05-22T09:00:00Z",
                "Europe/Moscow/Z"},
        Instant{"2023-10-29[Europe/Berlin]", "2023-10-28T22:00:00Z", "2023-10-29T23:00:00Z", "Europe/Berlin"},
        Instant{"1969-12-31T23:59:59.5Z", "1969-12-31T23:59:59.5Z", "1969-12-31T23:59:59.5Z", "Z"}));

TEST(ClaimWords, refuses_times_that_do_not_say_which_clock) {
  const auto refused = claimed_time_from_text("2023-05-22T10:30");
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().sentence.find("says no zone"), std::string::npos);
}

TEST(ClaimWords, refuses_times_that_are_none) {
  for (const char* wrong :
       {"", "2023-02-29T10:30Z", "2023-13-01T10:30Z", "2023-05-22T24:00Z", "2023-05-22T10:60Z", "2023-05-22T10:30:60Z",
        "2023-05-22T10:30+99:00", "2023-05-22T10:30[Europe/Moscow", "2023-05-22T10:30Zx", "2023-05-22T10:30Z+01:00",
        "2023-05-22 10:30Z", "22.05.2023", "2023-05-22T10:30:15.Z", "0001-01-01T00:00Z", "2023-05-22T10:30:15.1234567Z",
        "2023-05-22T11:30Z/2023-05-22T10:30Z", "2023-05-22T11:30Z/", "2023-10-29T02:30[Europe/Berlin]"}) {
    EXPECT_FALSE(claimed_time_from_text(wrong)) << wrong;
  }
}

}  // namespace
}  // namespace spoor
