#include "methods/statistics/binomial.h"

#include <cmath>
#include <limits>

namespace spoor {
namespace {

double log_choose(double n, double k) { return std::lgamma(n + 1) - std::lgamma(k + 1) - std::lgamma(n - k + 1); }

}  // namespace

double log10_binomial_tail(double n, double k, double p) {
  if (k <= 0 || p >= 1) return 0;
  if (k > n || p <= 0) return -std::numeric_limits<double>::infinity();
  const double log_first = log_choose(n, k) + k * std::log(p) + (n - k) * std::log1p(-p);
  // Terms relative to the first one: each is the last times (n - i) / (i + 1) * p / (1 - p).
  const double odds = p / (1 - p);
  double term = 1, sum = 1;
  for (double i = k; i + 1 <= n; ++i) {
    term *= (n - i) / (i + 1) * odds;
    sum += term;
    if (i > n * p && term < 1e-12 * sum) break;
  }
  const double log_tail = log_first + std::log(sum);
  return log_tail >= 0 ? 0 : log_tail / std::log(10.0);
}

}  // namespace spoor
