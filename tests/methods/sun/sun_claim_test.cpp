#include "methods/sun/sun_claim.h"

#include "evidence/claim_words.h"
#include "methods/statistics/seeded_noise.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace spoor {
namespace {

constexpr std::int64_t kMinute = 60'000'000;

std::int64_t instant(const std::string& utc) { return claimed_time_from_text(utc)->first_us; }

SunDirection seen_sun(const ClaimedPlace& place, std::int64_t t) {
  SunDirection sun = sun_direction({place.latitude_deg, place.longitude_deg, 0}, t);
  sun.elevation_deg += refraction_deg(sun.elevation_deg, {});
  return sun;
}

TEST(SunClaim, fits_the_sun_that_it_claims_and_no_other) {
  const ClaimedPlace place{50.48, 35.67, {}};
  const auto time = *claimed_time_from_text("2023-05-22T10:00+03:00");
  const SunDirection sun = seen_sun(place, time.first_us);
  const MeasuredSun measured{sun.azimuth_deg, 1, sun.elevation_deg, 1, 0.2};
  EXPECT_NEAR(fit_of_claim(measured, place, time).p, 1, 1e-6);
  const auto later = *claimed_time_from_text("2023-05-22T11:00+03:00");
  EXPECT_LT(fit_of_claim(measured, place, later).p, 1e-10);
  EXPECT_EQ(fit_of_claim(measured, place, *claimed_time_from_text("2023-05-22T23:30+03:00")).p, 0) << "night";
  EXPECT_GT(fit_of_claim(measured, {50.48, 35.67, 500e3}, *claimed_time_from_text("2023-05-22T10:10+03:00")).p, 0.3);
  const auto whole = *claimed_time_from_text("2023-05-22T09:00+03:00/2023-05-22T12:00+03:00");
  const ClaimFit best = fit_of_claim(measured, place, whole);
  EXPECT_NEAR(static_cast<double>(best.best_us - time.first_us) / kMinute, 0, 0.5);
  const auto hours = fits_of_other_hours(measured, place, time, 2);
  ASSERT_EQ(hours.size(), 5U);
  for (std::size_t i = 0; i < 5; ++i) EXPECT_EQ(hours[i].p > 0.01, i == 2);
}

// Elevation alone: morning and afternoon both fit.
TEST(SunClaim, shows_both_times_of_one_elevation) {
  const ClaimedPlace place{50.48, 35.67, {}};
  const std::int64_t t = instant("2023-05-22T10:00+03:00");
  MeasuredSun measured;
  measured.elevation_deg = seen_sun(place, t).elevation_deg;
  measured.elevation_sigma_deg = 0.7;
  const std::int64_t midnight = instant("2023-05-22T00:00+03:00");
  const TimePosterior posterior = time_posterior(measured, place, midnight);
  ASSERT_EQ(posterior.credible.size(), 2U);
  EXPECT_LE(posterior.credible[0].first, 600);
  EXPECT_GE(posterior.credible[0].second, 600);
  EXPECT_NEAR(posterior.credible[1].first, 908, 15) << "as high again in the afternoon";
  measured.elevation_deg = 80;
  EXPECT_TRUE(time_posterior(measured, place, midnight).credible.empty()) << "never so high there";
}

// Random places, days and moments; measurements with the errors they state.
TEST(SunClaim, has_uniform_p_and_posteriors_that_hold_the_time) {
  SeededNoise noise(41);
  constexpr int kClaims = 2000;
  int below_5 = 0, below_half = 0, interval_below_5 = 0, held = 0, posteriors = 0;
  for (int i = 0; i < kClaims; ++i) {
    const ClaimedPlace place{noise.uniform(-60, 65), noise.uniform(-180, 180), {}};
    const std::int64_t t =
        instant("2020-01-01T00:00Z") + static_cast<std::int64_t>(noise.uniform(0, 4 * 525'960)) * kMinute;
    const SunDirection sun = seen_sun(place, t);
    if (sun.elevation_deg < 5 || sun.elevation_deg > 80) {
      --i;
      continue;
    }
    const double sa = noise.uniform(0.5, 4), se = noise.uniform(0.3, 1.5), r = noise.uniform(-0.8, 0.8);
    const double za = noise.normal(), ze = r * za + std::sqrt(1 - r * r) * noise.normal();
    const MeasuredSun measured{sun.azimuth_deg + sa * za, sa, sun.elevation_deg + se * ze, se, r};
    ClaimedTime time;
    time.first_us = time.last_us = t;
    const double p = fit_of_claim(measured, place, time).p;
    below_5 += p < 0.05, below_half += p < 0.5;
    if (i % 20 == 0) {
      time.first_us -= 10 * kMinute, time.last_us += 20 * kMinute;
      interval_below_5 += fit_of_claim(measured, place, time).p < 0.05;
    }
    if (i % 10 != 0) continue;
    ++posteriors;
    const TimePosterior posterior =
        time_posterior(measured, place, t - static_cast<std::int64_t>(noise.uniform(1, 1439)) * kMinute);
    const int minute = static_cast<int>((t - posterior.first_us) / kMinute);
    held += std::any_of(posterior.credible.begin(), posterior.credible.end(),
                        [&](const auto& s) { return s.first <= minute && minute <= s.second; });
  }
  std::printf("p < 0.05 in %d, p < 0.5 in %d of %d; of an interval %d of %d; time held in %d of %d\n", below_5,
              below_half, kClaims, interval_below_5, kClaims / 20, held, posteriors);
  EXPECT_NEAR(below_5 / double{kClaims}, 0.05, 0.015);
  EXPECT_NEAR(below_half / double{kClaims}, 0.5, 0.035);
  EXPECT_LE(interval_below_5, 10);
  EXPECT_NEAR(static_cast<double>(held) / posteriors, 0.95, 0.05);
}

}  // namespace
}  // namespace spoor
