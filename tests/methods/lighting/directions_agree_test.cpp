#include "methods/lighting/directions_agree.h"

#include "methods/statistics/seeded_noise.h"

#include <gtest/gtest.h>

#include <cmath>

namespace spoor {
namespace {

TEST(DirectionsAgree, means_across_north) {
  const auto found = agreement_of_directions(std::vector<MeasuredDirection>{{350, 5}, {10, 5}});
  EXPECT_NEAR(std::remainder(found.degrees, 360), 0, 1e-9);
  EXPECT_NEAR(found.sigma_deg, 5 / std::sqrt(2.0), 1e-9);
  EXPECT_NEAR(found.chi_square, 8, 1e-9);
  EXPECT_NEAR(found.p, 0.00468, 1e-5);  // tail of chi-square, 1 degree of freedom, at 8
  EXPECT_NEAR(found.factor, std::sqrt(8 / 3.841), 1e-3);
  EXPECT_NEAR(found.from_others[1], 20 / std::hypot(5, 5), 1e-9);
}

TEST(DirectionsAgree, has_the_published_quantiles) {
  // chi-square exceeded in 5 of 100 cases, by degrees of freedom.
  const double quantiles[] = {3.841, 5.991, 7.815, 9.488, 11.070};
  for (std::size_t k = 1; k <= 5; ++k) {
    std::vector<MeasuredDirection> directions(k + 1, {100, 1});
    // One of k + 1 equal ones, turned by d, gives d^2 k / (k + 1).
    directions[0].degrees += std::sqrt(quantiles[k - 1] * static_cast<double>(k + 1) / static_cast<double>(k));
    const auto found = agreement_of_directions(directions);
    EXPECT_NEAR(found.chi_square, quantiles[k - 1], 1e-9);
    EXPECT_NEAR(found.p, 0.05, 2e-4);
    EXPECT_NEAR(found.factor, 1, 1e-3);
  }
}

TEST(DirectionsAgree, p_is_uniform_where_one_light_is_measured) {
  SeededNoise noise(11);
  int below_05 = 0, below_50 = 0;
  constexpr int kScenes = 4000;
  for (int i = 0; i < kScenes; ++i) {
    const double truth = noise.uniform(0, 360);
    std::vector<MeasuredDirection> directions;
    for (int k = 0; k < 2 + i % 4; ++k) {
      const double sigma = noise.uniform(2, 15);
      directions.push_back({truth + sigma * noise.normal(), sigma});
    }
    const double p = agreement_of_directions(directions).p;
    below_05 += p < 0.05;
    below_50 += p < 0.5;
  }
  EXPECT_NEAR(below_05, 0.05 * kScenes, 3.3 * std::sqrt(kScenes * 0.05 * 0.95));
  EXPECT_NEAR(below_50, 0.5 * kScenes, 3.3 * std::sqrt(kScenes * 0.25));
}

TEST(DirectionsAgree, one_object_or_none_cannot_disagree) {
  EXPECT_EQ(agreement_of_directions({}).p, 1);
  const auto found = agreement_of_directions(std::vector<MeasuredDirection>{{400, 3}});
  EXPECT_NEAR(found.degrees, 40, 1e-9);
  EXPECT_EQ(found.p, 1);
  EXPECT_EQ(found.factor, 0);
  EXPECT_EQ(found.from_others[0], 0);
}

}  // namespace
}  // namespace spoor
