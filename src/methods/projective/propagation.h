#pragma once
/// From the uncertainty of clicks to the uncertainty of what is computed from them: to first order, and by simulation.

#include <opencv2/core.hpp>

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

namespace spoor {

/// Anything computed from numbers with independent normal errors. Nothing where it has no answer (parallel lines, a
/// point above the horizon).
using Computation = std::function<std::optional<std::vector<double>>(const std::vector<double>& inputs)>;

struct Inputs {
  std::vector<double> values, sigmas;  ///< same length; a sigma of 0 is an exact number
  void add(double value, double sigma) {
    values.push_back(value);
    sigmas.push_back(sigma);
  }
};

struct Estimate {
  std::vector<double> value;
  cv::Mat covariance;  ///< CV_64F, square
  double sigma(int i) const;
};

/// d outputs / d inputs at `at`, by central differences of 0.01 sigma; columns of exact inputs are 0. Nothing where the
/// computation has no answer there or next to it.
std::optional<cv::Mat> jacobian(const Computation& computation, const std::vector<double>& at,
                                const std::vector<double>& sigmas);

/// Value at the inputs' means and J diag(sigma^2) J^T. Nothing where the computation has no answer
/// there or next to it.
std::optional<Estimate> first_order(const Computation& computation, const Inputs& inputs);

/// Mean and covariance over `draws` simulated inputs; `undefined` counts draws without an answer, which are left out.
/// The same for the same seed. Nothing where fewer than half the draws have an answer.
struct Simulated {
  Estimate estimate;
  int undefined = 0;
};
std::optional<Simulated> simulated(const Computation& computation, const Inputs& inputs, int draws, std::uint64_t seed);

}  // namespace spoor
