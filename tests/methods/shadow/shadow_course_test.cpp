#include "methods/shadow/shadow_course.h"

#include "evidence/claim_words.h"
#include "methods/sun/sun_position.h"
#include "support/uncertain_scene.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdio>

namespace spoor {
namespace {

const ClaimedPlace kPlace{50.48, 35.67, {}};

SunDirection seen_sun(double utc_us) {
  SunDirection sun = sun_direction({kPlace.latitude_deg, kPlace.longitude_deg, 0}, static_cast<std::int64_t>(utc_us));
  sun.elevation_deg += refraction_deg(sun.elevation_deg, {});
  return sun;
}

struct Filmed {
  UncertainCamera camera;
  ShadowCourse course;
  double heading_deg = 0;
};

// A pole from a camera that stands still; tips evenly over `seconds` of real time, told to last `claimed` seconds.
Filmed filmed(SeededNoise& noise, std::int64_t start_us, double seconds, double claimed, int tips, double click) {
  while (true) {
    test::PinholeCamera camera;
    camera.heading_deg = noise.uniform(0, 360);
    camera.pitch_deg = noise.uniform(-25, -8);
    camera.position = {0, 0, noise.uniform(2, 6)};
    const double bearing = (camera.heading_deg + noise.uniform(-20, 20)) * std::numbers::pi / 180;
    const double range = noise.uniform(6, 15), height = noise.uniform(1, 3);
    const cv::Vec3d foot(range * std::sin(bearing), range * std::cos(bearing), 0);
    Filmed film;
    const auto f = camera.seen(foot);
    if (!f) continue;
    film.course.foot = test::clicked(*f, click, noise);
    film.course.sigma_px = click;
    bool all = true;
    for (int i = 0; i < tips; ++i) {
      const double share = i / double(tips - 1);
      const SunDirection sun = seen_sun(static_cast<double>(start_us) + share * seconds * 1e6);
      const cv::Vec3d to_sun = test::sun_vector(sun.azimuth_deg, sun.elevation_deg);
      const auto tip = camera.seen(foot + cv::Vec3d(0, 0, height) - height / to_sun[2] * to_sun);
      all = all && tip;
      if (tip) film.course.tips.push_back({test::clicked(*tip, click, noise), share * claimed, 0});
    }
    if (!all) continue;
    const View view = test::view_of(camera);
    film.camera.f_px = view.f_px * std::exp(0.05 * noise.normal());
    film.camera.f_share = 0.05;
    film.camera.centre = test::clicked(view.centre, 10, noise);
    film.camera.centre_sigma_px = 10;
    film.camera.up = leaning(view, 0.005 * noise.normal(), 0.005 * noise.normal());
    film.camera.up_sigma_deg = 0.005 * 180 / std::numbers::pi;
    film.heading_deg = camera.heading_deg;
    return film;
  }
}

TEST(ShadowCourse, measures_true_courses_within_what_it_states) {
  SeededNoise noise(91);
  constexpr int kRuns = 600;
  int fitted = 0, below_5 = 0, below_half = 0, rate = 0, heading = 0;
  for (int i = 0; i < kRuns; ++i) {
    const std::int64_t start = claimed_time_from_text("2023-05-22T05:00Z")->first_us +
                               static_cast<std::int64_t>(noise.uniform(0, 8 * 3600)) * 1'000'000;
    const double seconds = noise.uniform(1200, 7200);
    const Filmed film = filmed(noise, start, seconds, seconds, 2 + i % 4, 1);
    const auto fit = fit_of_course(film.camera, std::vector{film.course}, kPlace, start, std::nullopt);
    if (!fit) continue;
    ++fitted;
    EXPECT_EQ(fit->degrees_of_freedom, 2 * (2 + i % 4) - 2);
    below_5 += fit->p < 0.05, below_half += fit->p < 0.5;
    rate += std::abs(fit->rate - 1) < 1.959964 * fit->rate_sigma;
    heading += std::abs(std::remainder(fit->heading_deg - film.heading_deg, 360)) < 1.959964 * fit->heading_sigma_deg;
  }
  std::printf("fitted %d of %d: p < 0.05 %d, < 0.5 %d; rate held %d, heading held %d\n", fitted, kRuns, below_5,
              below_half, rate, heading);
  const double n = fitted;
  EXPECT_GE(fitted, kRuns * 95 / 100);
  EXPECT_NEAR(below_5 / n, 0.05, 0.025);
  EXPECT_NEAR(below_half / n, 0.5, 0.06);
  EXPECT_NEAR(rate / n, 0.95, 0.025);
  EXPECT_NEAR(heading / n, 0.95, 0.03);
}

// Two shadows of one object an hour apart, without its height or the heading: a false hour is found out.
TEST(ShadowCourse, contradicts_two_lengths_at_other_times) {
  SeededNoise noise(92);
  const std::int64_t noon = claimed_time_from_text("2023-05-22T09:00Z")->first_us;
  int contradicted = 0;
  for (int i = 0; i < 50; ++i) {
    const Filmed film = filmed(noise, noon, 3600, 3600, 2, 1);
    const auto fit =
        fit_of_course(film.camera, std::vector{film.course}, kPlace, noon - 4 * 3600'000'000LL, std::nullopt);
    contradicted += !fit || fit->p < 0.01;
  }
  std::printf("contradicted %d of 50\n", contradicted);
  EXPECT_GE(contradicted, 45);
}

TEST(ShadowCourse, tells_a_shadow_that_stands_still) {
  SeededNoise noise(93);
  const std::int64_t start = claimed_time_from_text("2023-05-22T07:00Z")->first_us;
  // Said to last half an hour, filmed within ten seconds.
  const Filmed film = filmed(noise, start, 10, 1800, 4, 1);
  const auto fit = fit_of_course(film.camera, std::vector{film.course}, kPlace, start, std::nullopt);
  ASSERT_TRUE(fit);
  EXPECT_LT(fit->p, 0.01);
  EXPECT_NEAR(fit->rate, 0, 3 * fit->rate_sigma);
  EXPECT_NEAR(fit->turned_deg, 0, 3 * fit->turned_sigma_deg);
  EXPECT_NEAR(fit->predicted_turn_deg, 8.5, 1.5);
  // Ten seconds said to be ten: no drift is to be seen, and nothing follows.
  const Filmed brief = filmed(noise, start, 10, 10, 4, 1);
  const auto open = fit_of_course(brief.camera, std::vector{brief.course}, kPlace, start, std::nullopt);
  ASSERT_TRUE(open);
  EXPECT_GT(open->p, 0.001);
  EXPECT_GT(open->rate_sigma, 3);
}

TEST(ShadowCourse, declines_what_cannot_be) {
  SeededNoise noise(94);
  const std::int64_t start = claimed_time_from_text("2023-05-22T07:00Z")->first_us;
  Filmed film = filmed(noise, start, 1800, 1800, 3, 1);
  EXPECT_FALSE(fit_of_course(film.camera, std::vector{film.course}, kPlace,
                             claimed_time_from_text("2023-05-22T00:00Z")->first_us, std::nullopt))
      << "night";
  film.course.tips.resize(1);
  EXPECT_FALSE(fit_of_course(film.camera, std::vector{film.course}, kPlace, start, std::nullopt));
  EXPECT_FALSE(fit_of_course(film.camera, {}, kPlace, start, std::nullopt));
}

}  // namespace
}  // namespace spoor
