// How well a claim of another hour is noticed, by minutes, marks, clicking noise and what is known of the heading: the
// figures that the method's page states.
#include "evidence/claim_words.h"
#include "methods/sun/sun_claim.h"
#include "support/uncertain_scene.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <cstdio>
#include <optional>

namespace spoor {
namespace {

constexpr std::int64_t kMinute = 60'000'000;
constexpr std::array kMinutesOff{0, 15, 30, 60, 120};
constexpr int kScenes = 400;
using Found = std::array<int, kMinutesOff.size()>;

struct Case {
  std::size_t poles;
  double click_px;
  std::optional<double> heading_sigma_deg;
};

// A place, a day and a moment at which the sun stands high enough to cast shadows that are seen.
struct Moment {
  ClaimedPlace place;
  std::int64_t utc_us = 0;
  SunDirection sun;
};

Moment moment(SeededNoise& noise) {
  const std::int64_t first = claimed_time_from_text("2021-01-01T00:00Z")->first_us;
  while (true) {
    Moment at;
    at.place = {noise.uniform(-60, 65), noise.uniform(-180, 180), {}};
    at.utc_us = first + static_cast<std::int64_t>(noise.uniform(0, 525'960)) * kMinute;
    at.sun = sun_direction({at.place.latitude_deg, at.place.longitude_deg, 0}, at.utc_us);
    at.sun.elevation_deg += refraction_deg(at.sun.elevation_deg, {});
    if (at.sun.elevation_deg > 15 && at.sun.elevation_deg < 65) return at;
  }
}

Found contradicted(const Case& one) {
  Found found{};
  for (int i = 0; i < kScenes; ++i) {
    SeededNoise noise(static_cast<std::uint64_t>(70'000 + i));
    const Moment at = moment(noise);
    test::Uncertainty u;
    u.click = one.click_px;
    test::ClickedScene scene =
        test::clicked_scene(noise, one.poles, u, std::pair{at.sun.azimuth_deg, at.sun.elevation_deg});
    std::vector<SunMark> marks = scene.poles;
    marks.push_back(test::horizon_mark(scene, 3, noise));
    const auto sun = sun_from_marks(scene.camera, marks);
    if (!sun || !sun->elevation_deg) continue;
    MeasuredSun measured{{}, 1, sun->elevation_deg, sun->elevation_sigma_deg, 0};
    if (one.heading_sigma_deg) {
      const double s = *one.heading_sigma_deg;
      measured.azimuth_deg = *sun->azimuth_deg + scene.truth.camera.heading_deg + s * noise.normal();
      measured.azimuth_sigma_deg = std::hypot(sun->azimuth_sigma_deg, s);
      measured.correlation = sun->correlation * sun->azimuth_sigma_deg / measured.azimuth_sigma_deg;
    }
    const double side = noise.uniform(0, 1) < 0.5 ? -1 : 1;
    for (std::size_t k = 0; k < kMinutesOff.size(); ++k) {
      ClaimedTime time;
      time.first_us = time.last_us = at.utc_us + static_cast<std::int64_t>(side) * kMinutesOff[k] * kMinute;
      found[k] += fit_of_claim(measured, at.place, time).p < 0.05;
    }
  }
  std::printf("%zu pole%s, clicks of %.0f px, heading %s:", one.poles, one.poles == 1 ? "" : "s", one.click_px,
              one.heading_sigma_deg ? "known" : "unknown");
  for (std::size_t k = 0; k < found.size(); ++k) {
    std::printf("  %d min %d %%", kMinutesOff[k], (found[k] * 100 + kScenes / 2) / kScenes);
  }
  std::printf("\n");
  return found;
}

TEST(SunClaimPower, grows_with_minutes_and_is_what_chance_gives_without) {
  constexpr int kNoise = kScenes / 12;
  const Found one = contradicted({1, 2, 3.0}), three = contradicted({3, 2, 3.0}), five = contradicted({5, 2, 3.0});
  const Found careful = contradicted({3, 1, 3.0}), rough = contradicted({3, 4, 3.0});
  const Found unknown = contradicted({3, 2, std::nullopt});
  for (const Found& found : {one, three, five, careful, rough, unknown}) {
    EXPECT_LE(found[0], kScenes / 10) << "a true claim is contradicted in 5 of 100";
    for (std::size_t k = 1; k < found.size(); ++k) EXPECT_GE(found[k], found[k - 1] - kNoise);
  }
  EXPECT_GE(three[3], kScenes * 85 / 100) << "an hour, with a heading within 3 degrees";
  EXPECT_GE(five[2], one[2] - kNoise);
  EXPECT_GE(careful[2], rough[2] - kNoise);
  EXPECT_LT(unknown[3], three[3]) << "without a heading the sun's height alone must tell, which about noon it does not";
}

}  // namespace
}  // namespace spoor
