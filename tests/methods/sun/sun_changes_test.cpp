#include "methods/sun/sun_changes.h"

#include "evidence/claim_words.h"
#include "methods/statistics/seeded_noise.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdio>
#include <numeric>

namespace spoor {
namespace {

const ClaimedPlace kPlace{50.48, 35.67, {}};
const std::string kClaim = "2023-05-22T10:00+03:00";

SunDirection seen_sun(const ClaimedPlace& place, std::int64_t t) {
  SunDirection sun = sun_direction({place.latitude_deg, place.longitude_deg, 0}, t);
  sun.elevation_deg += refraction_deg(sun.elevation_deg, {});
  return sun;
}

MeasuredSun measured_at(const std::string& time, double sigma) {
  const SunDirection sun = seen_sun(kPlace, claimed_time_from_text(time)->first_us);
  return {sun.azimuth_deg, sigma, sun.elevation_deg, sigma, 0};
}

TEST(SunChanges, finds_the_time_at_which_the_answer_changes) {
  const auto time = *claimed_time_from_text(kClaim);
  const MeasuredSun fits = measured_at(kClaim, 1);
  const Shifts shifts = changing_shifts(fits, kPlace, time, 0.05, 720);
  ASSERT_TRUE(shifts.earlier_minutes && shifts.later_minutes);
  for (const int minutes : {-*shifts.earlier_minutes, *shifts.later_minutes}) {
    ClaimedTime moved = time;
    moved.first_us = moved.last_us = time.first_us + minutes * 60'000'000LL;
    EXPECT_LT(fit_of_claim(fits, kPlace, moved).p, 0.05);
    moved.first_us = moved.last_us = time.first_us + (minutes + (minutes < 0 ? 1 : -1)) * 60'000'000LL;
    EXPECT_GE(fit_of_claim(fits, kPlace, moved).p, 0.05);
  }
  // Measured an hour later than claimed: nothing earlier helps, an hour later does.
  const Shifts late = changing_shifts(measured_at("2023-05-22T11:00+03:00", 1), kPlace, time, 0.05, 720);
  EXPECT_FALSE(late.earlier_minutes);
  EXPECT_NEAR(*late.later_minutes, 52, 8);
}

TEST(SunChanges, finds_the_factor_and_the_day) {
  const auto time = *claimed_time_from_text(kClaim);
  const MeasuredSun late = measured_at("2023-05-22T11:00+03:00", 1);
  const auto factor = changing_factor(late, kPlace, time, 0.05);
  ASSERT_TRUE(factor);
  EXPECT_NEAR(*factor, std::sqrt(fit_of_claim(late, kPlace, time).squared_distance / 5.991), 0.02);
  EXPECT_FALSE(changing_factor(late, kPlace, *claimed_time_from_text("2023-05-22T01:00+03:00"), 0.05)) << "night";
  // As high at that clock time as on another day of the year.
  MeasuredSun winter;
  winter.elevation_deg = seen_sun(kPlace, claimed_time_from_text("2023-03-01T10:00+03:00")->first_us).elevation_deg;
  winter.elevation_sigma_deg = 0.5;
  const auto day = changing_day(winter, kPlace, time, 0.05);
  ASSERT_TRUE(day);
  EXPECT_NEAR(*day, -82, 6);
}

TEST(SunChanges, finds_the_heading_that_a_claim_asks_for) {
  const auto time = *claimed_time_from_text(kClaim);
  MeasuredSun relative = measured_at(kClaim, 1);
  *relative.azimuth_deg -= 300;
  const auto heading = fitting_heading(relative, kPlace, time, 0.05);
  ASSERT_TRUE(heading);
  EXPECT_NEAR(heading->heading_deg, 300, 0.01);
  EXPECT_NEAR(heading->half_width_deg, 1.96, 0.01);
  const auto density = heading_posterior(relative, kPlace, time);
  EXPECT_NEAR(std::accumulate(density.begin(), density.end(), 0.0), 1, 1e-9);
  EXPECT_GT(density[300], density[302]);
  EXPECT_NEAR(density[299], density[301], 1e-6);
  *relative.elevation_deg += 20;
  EXPECT_FALSE(fitting_heading(relative, kPlace, time, 0.05)) << "no heading makes the sun so high";
  // Known beforehand two degrees off, as well as measured: half way.
  relative = measured_at(kClaim, 4);
  *relative.azimuth_deg -= 300;
  const auto both = heading_posterior(relative, kPlace, time, std::pair{308.0, 4.0});
  EXPECT_EQ(std::max_element(both.begin(), both.end()) - both.begin(), 304);
}

// Measurements with the errors they state: the heading asked for by a true claim is the camera's in 95 of 100.
TEST(SunChanges, states_headings_that_hold) {
  SeededNoise noise(81);
  constexpr int kRuns = 2000;
  int held = 0, asked = 0;
  const auto time = *claimed_time_from_text(kClaim);
  const SunDirection sun = seen_sun(kPlace, time.first_us);
  for (int i = 0; i < kRuns; ++i) {
    const double heading = noise.uniform(0, 360), r = noise.uniform(-0.8, 0.8), sa = noise.uniform(0.5, 4), se = 1;
    const double za = noise.normal(), ze = r * za + std::sqrt(1 - r * r) * noise.normal();
    const MeasuredSun relative{sun.azimuth_deg - heading + sa * za, sa, sun.elevation_deg + se * ze, se, r};
    const auto fit = fitting_heading(relative, kPlace, time, 1e-4);
    if (!fit) continue;
    ++asked;
    held += std::abs(std::remainder(fit->heading_deg - heading, 360)) < fit->half_width_deg;
  }
  std::printf("heading held in %d of %d\n", held, asked);
  EXPECT_NEAR(held / double(asked), 0.95, 0.02);
}

TEST(SunChanges, draws_the_band_and_measures_the_way_to_it) {
  const auto time = *claimed_time_from_text(kClaim);
  MeasuredSun measured = measured_at(kClaim, 1);
  const PlaceField field = places_that_fit_some(measured, time, 1, 5);
  const auto outlines = band_outlines(field, 2.4477, 6);
  ASSERT_FALSE(outlines.empty());
  EXPECT_EQ(outlines[0].front(), outlines[0].back()) << "closed";
  for (const cv::Point2d& p : outlines[0]) {
    EXPECT_NEAR(p.x, 35.67, 12);
    EXPECT_NEAR(p.y, 50.48, 12);
  }
  EXPECT_LT(*distance_to_band_km(field, 2.4477, kPlace), 80);
  EXPECT_NEAR(*distance_to_band_km(field, 2.4477, {50.48, -100, {}}), 8600, 1000);
  measured.elevation_deg = 100;
  EXPECT_FALSE(distance_to_band_km(places_that_fit_some(measured, time, 2, 1), 2.4477, kPlace));
  // An interval leaves more.
  const auto longer = *claimed_time_from_text("2023-05-22T09:00+03:00/2023-05-22T11:00+03:00");
  EXPECT_GT(places_that_fit_some(measured_at(kClaim, 1), longer, 1, 13).share_within, 1.5 * field.share_within);
}

}  // namespace
}  // namespace spoor
