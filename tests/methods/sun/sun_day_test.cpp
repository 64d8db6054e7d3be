#include "methods/sun/sun_day.h"

#include "evidence/claim_words.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>

namespace spoor {
namespace {

constexpr std::int64_t kDay = 86'400'000'000;

std::int64_t instant(const std::string& utc) {
  const auto time = claimed_time_from_text(utc);
  EXPECT_TRUE(time) << utc;
  return time ? time->first_us : 0;
}

struct Known {
  double latitude, longitude;
  const char* day;
  SunEventKind kind;
  const char* utc;
};

// python3-ephem 4.1.4: next_rising and next_setting with pressure 0 and the centre at -0:50, -6 and -12.
constexpr Known kKnown[] = {
    {50.48, 35.67, "2023-05-22T00:00Z", SunEventKind::kRise, "2023-05-22T01:41:05Z"},
    {50.48, 35.67, "2023-05-22T00:00Z", SunEventKind::kSet, "2023-05-22T17:27:42Z"},
    {50.48, 35.67, "2023-05-22T00:00Z", SunEventKind::kCivilDawn, "2023-05-22T00:59:40Z"},
    {50.48, 35.67, "2023-05-22T00:00Z", SunEventKind::kCivilDusk, "2023-05-22T18:09:20Z"},
    {50.48, 35.67, "2023-05-22T00:00Z", SunEventKind::kNauticalDawn, "2023-05-22T00:02:46Z"},
    {50.48, 35.67, "2023-05-22T00:00Z", SunEventKind::kNauticalDusk, "2023-05-22T19:06:46Z"},
    {-33.8688, 151.2093, "2022-12-21T00:00Z", SunEventKind::kRise, "2022-12-21T18:41:06Z"},
    {-33.8688, 151.2093, "2022-12-21T00:00Z", SunEventKind::kSet, "2022-12-21T09:05:22Z"},
    {-33.8688, 151.2093, "2022-12-21T00:00Z", SunEventKind::kNauticalDusk, "2022-12-21T10:10:26Z"},
    {64.1466, -21.9426, "2024-06-20T12:00Z", SunEventKind::kSet, "2024-06-21T00:03:54Z"},
    {64.1466, -21.9426, "2024-06-20T12:00Z", SunEventKind::kRise, "2024-06-21T02:55:18Z"},
    {0, 0, "2024-03-20T00:00Z", SunEventKind::kRise, "2024-03-20T06:04:04Z"},
    {0, 0, "2024-03-20T00:00Z", SunEventKind::kSet, "2024-03-20T18:10:33Z"},
};

TEST(SunDay, rises_and_sets_when_an_independent_ephemeris_says) {
  for (const Known& known : kKnown) {
    const auto events = sun_events({known.latitude, known.longitude, 0}, instant(known.day), kDay);
    const auto found =
        std::find_if(events.begin(), events.end(), [&](const SunEvent& e) { return e.kind == known.kind; });
    ASSERT_NE(found, events.end()) << known.utc;
    EXPECT_NEAR(static_cast<double>(found->utc_us - instant(known.utc)) / 1e6, 0, 4) << known.utc;
  }
}

TEST(SunDay, neither_rises_nor_sets_on_polar_days_and_nights) {
  std::set<SunEventKind> kinds;
  for (const SunEvent& e : sun_events({69.6492, 18.9553, 0}, instant("2021-06-21T00:00Z"), kDay)) {
    kinds.insert(e.kind);
    EXPECT_GT(e.direction.elevation_deg, 0);
  }
  EXPECT_EQ(kinds, (std::set{SunEventKind::kHighest, SunEventKind::kLowest}));
  kinds.clear();
  for (const SunEvent& e : sun_events({69.6492, 18.9553, 0}, instant("2021-12-21T00:00Z"), kDay)) kinds.insert(e.kind);
  EXPECT_FALSE(kinds.contains(SunEventKind::kRise));
  EXPECT_TRUE(kinds.contains(SunEventKind::kCivilDawn)) << "noon there is civil twilight";
}

TEST(SunDay, finds_the_sun_that_only_just_shows_itself) {
  // Between polar night and the first day of sun: somewhere in January a rise and a set a few minutes apart appear.
  std::int64_t shortest = kDay;
  for (std::int64_t day = 0; day < 20; ++day) {
    const auto events = sun_events({69.6492, 18.9553, 0}, instant("2022-01-10T00:00Z") + day * kDay, kDay);
    const auto rise = std::find_if(events.begin(), events.end(), [](auto& e) { return e.kind == SunEventKind::kRise; });
    const auto set = std::find_if(events.begin(), events.end(), [](auto& e) { return e.kind == SunEventKind::kSet; });
    EXPECT_EQ(rise == events.end(), set == events.end());
    if (rise == events.end()) continue;
    EXPECT_LT(rise->utc_us, set->utc_us);
    shortest = std::min(shortest, set->utc_us - rise->utc_us);
  }
  EXPECT_LT(shortest, std::int64_t{3600} * 1'000'000);
}

TEST(SunDay, is_highest_in_the_south_or_in_the_north) {
  const auto highest = [](double latitude) {
    for (const SunEvent& e : sun_events({latitude, 10, 0}, instant("2022-03-20T00:00Z"), kDay)) {
      if (e.kind == SunEventKind::kHighest) return e.direction;
    }
    return SunDirection{};
  };
  EXPECT_NEAR(highest(50).azimuth_deg, 180, 0.1);
  EXPECT_NEAR(highest(50).elevation_deg, 40, 0.5);
  const double north = highest(-35).azimuth_deg;
  EXPECT_LT(std::min(north, 360 - north), 0.1);
}

}  // namespace
}  // namespace spoor
