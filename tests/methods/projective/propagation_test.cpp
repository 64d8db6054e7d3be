#include "methods/projective/propagation.h"

#include <gtest/gtest.h>

#include <cmath>

namespace spoor {
namespace {

Inputs two(double a, double sa, double b, double sb) {
  Inputs inputs;
  inputs.add(a, sa);
  inputs.add(b, sb);
  return inputs;
}

TEST(Propagation, is_exact_for_sums) {
  const Computation sum = [](const std::vector<double>& in) -> std::optional<std::vector<double>> {
    return std::vector{in[0] + 2 * in[1], in[0] - in[1]};
  };
  const auto estimate = first_order(sum, two(3, 0.4, 5, 0.3));
  ASSERT_TRUE(estimate);
  EXPECT_NEAR(estimate->value[0], 13, 1e-12);
  EXPECT_NEAR(estimate->sigma(0), std::hypot(0.4, 0.6), 1e-9);
  EXPECT_NEAR(estimate->covariance.at<double>(0, 1), 0.16 - 2 * 0.09, 1e-9);
}

TEST(Propagation, agrees_with_simulation_where_errors_are_small) {
  const Computation ratio = [](const std::vector<double>& in) -> std::optional<std::vector<double>> {
    return std::vector{in[0] / in[1], std::atan2(in[0], in[1])};
  };
  const Inputs inputs = two(3, 0.02, 5, 0.03);
  const auto linear = first_order(ratio, inputs);
  const auto drawn = simulated(ratio, inputs, 20'000, 4);
  ASSERT_TRUE(linear && drawn);
  for (int i = 0; i < 2; ++i) EXPECT_NEAR(drawn->estimate.sigma(i) / linear->sigma(i), 1, 0.02);
  EXPECT_EQ(simulated(ratio, inputs, 500, 4)->estimate.value, simulated(ratio, inputs, 500, 4)->estimate.value);
}

TEST(Propagation, has_no_answer_where_the_computation_has_none) {
  const Computation root = [](const std::vector<double>& in) -> std::optional<std::vector<double>> {
    if (in[0] < 0) return std::nullopt;
    return std::vector{std::sqrt(in[0])};
  };
  EXPECT_FALSE(first_order(root, two(-1, 0.1, 0, 0)));
  EXPECT_FALSE(simulated(root, two(-1, 0.1, 0, 0), 100, 1));
  const auto some = simulated(root, two(0.5, 0.5, 0, 0), 1000, 1);
  ASSERT_TRUE(some);
  EXPECT_NEAR(some->undefined, 159, 40);
}

}  // namespace
}  // namespace spoor
