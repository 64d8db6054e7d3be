#include "methods/sun/delta_t.h"

#include <gtest/gtest.h>

namespace spoor {
namespace {

TEST(DeltaTime, gives_the_published_values) {
  EXPECT_NEAR(delta_t(1900).seconds, -2.72, 1e-9);
  EXPECT_NEAR(delta_t(1937.5).seconds, 24.13, 1e-9);
  EXPECT_NEAR(delta_t(1972).seconds, 42.23, 1e-9);
  EXPECT_NEAR(delta_t(2000.5).seconds, 63.96, 1e-9);
  EXPECT_NEAR(delta_t(2017).seconds, 68.59, 1e-9);
  // The example of SPA's report states 64.7 s for 2003 (67 s is what its test vector uses).
  EXPECT_NEAR(delta_t(2003.8).seconds, 64.55, 0.05);
}

TEST(DeltaTime, is_continuous_and_less_and_less_certain_in_the_future) {
  for (double year = 1890; year < 2060; year += 0.25) {
    EXPECT_NEAR(delta_t(year).seconds, delta_t(year + 1e-6).seconds, 1e-4) << year;
  }
  EXPECT_LT(delta_t(2020).sigma, 0.2);
  EXPECT_GT(delta_t(2050).sigma, delta_t(2030).sigma);
  EXPECT_NEAR(delta_t(2051).sigma, 4.0, 0.1);
}

}  // namespace
}  // namespace spoor
