#include "methods/statistics/seeded_noise.h"

#include <gtest/gtest.h>

#include <cmath>

namespace spoor {
namespace {

// The published sequence of SplitMix64 for seed 1234567.
TEST(SeededNoise, is_the_published_generator) {
  SeededNoise noise(1234567);
  EXPECT_EQ(noise.bits(), 6457827717110365317ULL);
  EXPECT_EQ(noise.bits(), 3203168211198807973ULL);
  EXPECT_EQ(noise.bits(), 9817491932198370423ULL);
}

TEST(SeededNoise, has_the_moments_of_a_normal_variable) {
  SeededNoise noise(7);
  double sum = 0, squares = 0, fourth = 0;
  int beyond = 0;
  constexpr int kDraws = 200'000;
  for (int i = 0; i < kDraws; ++i) {
    const double x = noise.normal();
    sum += x, squares += x * x, fourth += x * x * x * x;
    beyond += std::abs(x) > 1.959964;
  }
  EXPECT_NEAR(sum / kDraws, 0, 0.01);
  EXPECT_NEAR(squares / kDraws, 1, 0.015);
  EXPECT_NEAR(fourth / kDraws, 3, 0.1);
  EXPECT_NEAR(static_cast<double>(beyond) / kDraws, 0.05, 0.003);
}

}  // namespace
}  // namespace spoor
