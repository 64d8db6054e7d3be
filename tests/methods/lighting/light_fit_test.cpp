#include "methods/lighting/light_fit.h"

#include "methods/statistics/seeded_noise.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

namespace spoor {
namespace {

constexpr double kDegree = std::numbers::pi / 180;

std::vector<ContourIntensity> arc(double first_deg, double span_deg, const auto& intensity) {
  std::vector<ContourIntensity> samples;
  for (int i = 0; i < 72; ++i) {
    const double t = (first_deg + span_deg * i / 72) * kDegree;
    const PicturePoint n{std::cos(t), std::sin(t)};
    samples.push_back({n, intensity(n)});
  }
  return samples;
}

double degrees_of(const LightFit& fit) { return std::atan2(fit.towards.y, fit.towards.x) / kDegree; }

TEST(LightFit, finds_the_single_light_that_was_put_in) {
  const double planted = -130 * kDegree;
  const auto lit = [&](const PicturePoint& n) {
    return 0.1 + 0.7 * std::max(0.0, n.x * std::cos(planted) + n.y * std::sin(planted));
  };
  for (const double span : {360.0, 200.0, 100.0}) {
    const auto fit = light_fit(arc(-200, span, lit), LightModel::kSingleLight);
    ASSERT_TRUE(fit);
    EXPECT_NEAR(degrees_of(*fit), -130, 0.01) << span;
    EXPECT_NEAR(fit->strength, 0.7, 1e-4);
    EXPECT_NEAR(fit->ambience, 0.1, 1e-4);
    EXPECT_NEAR(fit->residual_rms, 0, 1e-5);
  }
}

TEST(LightFit, harmonics_are_linear_least_squares) {
  const auto lit = [](const PicturePoint& n) { return 0.5 + 0.3 * n.x - 0.4 * n.y; };
  const auto fit = light_fit(arc(10, 110, lit), LightModel::kHarmonics);
  ASSERT_TRUE(fit);
  EXPECT_NEAR(fit->strength, 0.5, 1e-9);
  EXPECT_NEAR(degrees_of(*fit), std::atan2(-0.4, 0.3) / kDegree, 1e-6);
  EXPECT_NEAR(fit->ambience, 0.5, 1e-9);
  EXPECT_NEAR(fitted_intensity(*fit, LightModel::kHarmonics, {0, 1}), 0.1, 1e-9);
}

TEST(LightFit, the_projection_of_a_lit_circle_on_harmonics_is_the_known_one) {
  // The mean of (N . L)+ times N over the circle is L / 4, of (N . L)+ itself 1 / pi: the harmonics hold L / 2, 1 / pi.
  const auto lit = [](const PicturePoint& n) { return std::max(0.0, n.x); };
  const auto fit = light_fit(arc(0, 360, lit), LightModel::kHarmonics);
  ASSERT_TRUE(fit);
  EXPECT_NEAR(fit->strength, 0.5, 1e-3);
  EXPECT_NEAR(fit->ambience, 1 / std::numbers::pi, 1e-3);
  EXPECT_NEAR(degrees_of(*fit), 0, 1e-6);
}

TEST(LightFit, condition_tells_a_short_arc) {
  const auto lit = [](const PicturePoint& n) { return 1 + n.x; };
  EXPECT_NEAR(light_fit(arc(0, 360, lit), LightModel::kHarmonics)->condition, std::sqrt(2.0), 1e-9);
  EXPECT_GT(light_fit(arc(0, 60, lit), LightModel::kHarmonics)->condition, 20);
}

TEST(LightFit, is_nothing_without_spread_or_samples) {
  const std::vector<ContourIntensity> same(20, ContourIntensity{{1, 0}, 0.5});
  EXPECT_FALSE(light_fit(same, LightModel::kSingleLight));
  EXPECT_FALSE(light_fit(std::vector<ContourIntensity>(5), LightModel::kHarmonics));
}

}  // namespace
}  // namespace spoor
