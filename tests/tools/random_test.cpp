#include "random.h"

#include <gtest/gtest.h>

#include <cmath>

namespace spoor::samples {
namespace {

TEST(Random, is_the_published_splitmix64) {
  // First outputs for seed 0 and 1234567 of the authors' reference program.
  EXPECT_EQ(mixed(0), 0xE220A8397B1DCDAFULL);
  EXPECT_EQ(mixed(1234567), 6457827717110365317ULL);
}

TEST(Random, gaussian_has_the_moments_of_a_normal_law) {
  constexpr int kCount = 200000;
  double sum = 0, square = 0, fourth = 0;
  for (std::uint64_t i = 0; i < kCount; ++i) {
    const double g = static_cast<double>(gaussian(7, i));
    sum += g;
    square += g * g;
    fourth += g * g * g * g;
  }
  // Four standard errors: 4/sqrt(n), 4 sqrt(2/n), 4 sqrt(96/n).
  EXPECT_NEAR(sum / kCount, 0, 0.009);
  EXPECT_NEAR(square / kCount, 1, 0.013);
  EXPECT_NEAR(fourth / kCount, 3, 0.09);
}

TEST(Random, neighbouring_indices_and_seeds_are_unrelated) {
  constexpr int kCount = 50000;
  double next = 0, other = 0;
  for (std::uint64_t i = 0; i < kCount; ++i) {
    next += static_cast<double>(gaussian(3, i) * gaussian(3, i + 1));
    other += static_cast<double>(gaussian(3, i) * gaussian(4, i));
  }
  EXPECT_NEAR(next / kCount, 0, 0.018);
  EXPECT_NEAR(other / kCount, 0, 0.018);
}

TEST(Random, fractal_noise_fades_what_the_footprint_hides) {
  double coarse = 0, fine = 0;
  for (int i = 0; i < 4000; ++i) {
    const double x = i * 0.017;
    fine +=
        std::fabs(static_cast<double>(fractal_noise(5, x + 0.01, 3, 1, 6, 0.6) - fractal_noise(5, x, 3, 1, 6, 0.6)));
    coarse += std::fabs(
        static_cast<double>(fractal_noise(5, x + 0.01, 3, 1, 6, 0.6, 0.2) - fractal_noise(5, x, 3, 1, 6, 0.6, 0.2)));
  }
  EXPECT_LT(coarse, 0.6 * fine);
}

}  // namespace
}  // namespace spoor::samples
