#include "methods/statistics/chi_square.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace spoor {
namespace {

// Table of critical values (Abramowitz and Stegun 1964, table 26.8).
TEST(ChiSquare, matches_published_critical_values) {
  EXPECT_NEAR(chi_square_tail(3.84146, 1), 0.05, 1e-6);
  EXPECT_NEAR(chi_square_tail(5.99146, 2), 0.05, 1e-6);
  EXPECT_NEAR(chi_square_tail(18.3070, 10), 0.05, 1e-6);
  EXPECT_NEAR(chi_square_tail(2.55821, 10), 0.99, 1e-6);
  EXPECT_NEAR(chi_square_tail(59.7031, 30), 0.001, 1e-6);
}

TEST(ChiSquare, agrees_with_its_closed_forms) {
  for (const double x : {0.01, 0.5, 2.0, 7.0, 60.0}) {
    EXPECT_NEAR(chi_square_tail(x, 1), std::erfc(std::sqrt(x / 2)), 1e-13) << x;
    EXPECT_NEAR(chi_square_tail(x, 2), std::exp(-x / 2), 1e-13) << x;
    EXPECT_NEAR(chi_square_tail(x, 4), std::exp(-x / 2) * (1 + x / 2), 1e-13) << x;
  }
}

TEST(ChiSquare, has_ends) {
  EXPECT_EQ(chi_square_tail(5, 0), 1);
  EXPECT_EQ(chi_square_tail(0, 3), 1);
  EXPECT_EQ(chi_square_tail(std::numeric_limits<double>::infinity(), 2), 0);
}

}  // namespace
}  // namespace spoor
