#include "methods/projective/adjustment.h"

#include "methods/statistics/chi_square.h"
#include "methods/statistics/seeded_noise.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdio>

namespace spoor {
namespace {

// A line through points that are uncertain in both coordinates: y = a + b x.
Conditions point(double x, double y, double sx, double sy) {
  Conditions c;
  c.observed = {x, y};
  c.sigmas = {sx, sy};
  c.misclosure = [](std::span<const double> o, std::span<const double> u) -> std::optional<std::vector<double>> {
    return std::vector{o[1] - u[0] - u[1] * o[0]};
  };
  return c;
}

// Pearson's data with York's weights, the published test of such fits (York 1966): a = 5.47991, b = -0.480533.
TEST(Adjustment, matches_yorks_published_line) {
  const double x[] = {0, 0.9, 1.8, 2.6, 3.3, 4.4, 5.2, 6.1, 6.5, 7.4};
  const double y[] = {5.9, 5.4, 4.4, 4.6, 3.5, 3.7, 2.8, 2.8, 2.4, 1.5};
  const double wx[] = {1000, 1000, 500, 800, 200, 80, 60, 20, 1.8, 1};
  const double wy[] = {1, 1.8, 4, 8, 20, 20, 70, 70, 100, 500};
  std::vector<Conditions> points;
  for (int i = 0; i < 10; ++i) points.push_back(point(x[i], y[i], 1 / std::sqrt(wx[i]), 1 / std::sqrt(wy[i])));
  const Unknown unknowns[] = {{5}, {-0.5}};
  const auto line = adjusted(unknowns, points);
  ASSERT_TRUE(line && line->settled);
  EXPECT_NEAR(line->unknowns[0], 5.47991, 1e-5);
  EXPECT_NEAR(line->unknowns[1], -0.480533, 1e-6);
  EXPECT_NEAR(line->chi_square, 11.8663, 1e-3);
  EXPECT_EQ(line->degrees_of_freedom, 8);
  EXPECT_NEAR(line->sigma(0), 0.2950, 0.004);
  EXPECT_NEAR(line->sigma(1), 0.0580, 0.001);
}

TEST(Adjustment, states_intervals_and_p_that_hold) {
  SeededNoise noise(51);
  constexpr int kRuns = 2000;
  int held = 0, below_5 = 0, below_half = 0;
  for (int run = 0; run < kRuns; ++run) {
    const double a = noise.uniform(-3, 3), b = noise.uniform(-2, 2);
    std::vector<Conditions> points;
    for (int i = 0; i < 6; ++i) {
      const double x = noise.uniform(0, 10), sx = noise.uniform(0.02, 0.2), sy = noise.uniform(0.02, 0.2);
      points.push_back(point(x + sx * noise.normal(), a + b * x + sy * noise.normal(), sx, sy));
    }
    // The slope is known beforehand, too.
    const double known = b + 0.05 * noise.normal();
    const Unknown unknowns[] = {{0}, {known, 0.05}};
    const auto line = adjusted(unknowns, points);
    ASSERT_TRUE(line);
    held += std::abs(line->unknowns[1] - b) < 1.959964 * line->sigma(1);
    EXPECT_EQ(line->degrees_of_freedom, 5);
    const double p = chi_square_tail(line->chi_square, line->degrees_of_freedom);
    below_5 += p < 0.05, below_half += p < 0.5;
  }
  std::printf("held %d, p < 0.05 %d, p < 0.5 %d of %d\n", held, below_5, below_half, kRuns);
  EXPECT_NEAR(held / double{kRuns}, 0.95, 0.02);
  EXPECT_NEAR(below_5 / double{kRuns}, 0.05, 0.02);
  EXPECT_NEAR(below_half / double{kRuns}, 0.5, 0.04);
}

TEST(Adjustment, has_no_answer_where_an_unknown_is_left_open) {
  const Unknown unknowns[] = {{0}, {0}};
  const std::vector<Conditions> one{point(1, 2, 0.1, 0.1)};
  EXPECT_FALSE(adjusted(unknowns, one));
}

}  // namespace
}  // namespace spoor
