#include "methods/statistics/binomial.h"

#include <gtest/gtest.h>

#include <cmath>

namespace spoor {
namespace {

TEST(BinomialTail, equals_sums_of_exact_terms) {
  // n = 10, p = 1/2: tail counts of Pascal's triangle over 1024.
  const double counts[] = {1024, 1023, 1013, 968, 848, 638, 386, 176, 56, 11, 1};
  for (int k = 0; k <= 10; ++k) EXPECT_NEAR(log10_binomial_tail(10, k, 0.5), std::log10(counts[k] / 1024), 1e-9) << k;
}

TEST(BinomialTail, reaches_far_below_the_smallest_double) {
  // All of n: p^n exactly.
  EXPECT_NEAR(log10_binomial_tail(5000, 5000, 1.0 / 64), 5000 * std::log10(1.0 / 64), 1e-6);
}

TEST(BinomialTail, has_limits_at_its_ends) {
  EXPECT_EQ(log10_binomial_tail(10, 0, 0.3), 0);
  EXPECT_EQ(log10_binomial_tail(10, 3, 1), 0);
  EXPECT_TRUE(std::isinf(log10_binomial_tail(10, 11, 0.3)));
  EXPECT_TRUE(std::isinf(log10_binomial_tail(10, 3, 0)));
}

TEST(BinomialTail, falls_with_k_and_rises_with_p) {
  for (int k = 1; k < 40; ++k) {
    EXPECT_LE(log10_binomial_tail(40, k + 1, 0.2), log10_binomial_tail(40, k, 0.2));
    EXPECT_LE(log10_binomial_tail(40, k, 0.2), log10_binomial_tail(40, k, 0.25));
  }
}

}  // namespace
}  // namespace spoor
