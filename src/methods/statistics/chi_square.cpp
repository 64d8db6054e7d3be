#include "methods/statistics/chi_square.h"

#include <cmath>

namespace spoor {

double chi_square_tail(double squared, int degrees) {
  if (degrees <= 0 || !(squared > 0)) return 1;
  if (std::isinf(squared)) return 0;
  const double a = degrees / 2.0, x = squared / 2;
  const double front = std::exp(a * std::log(x) - x - std::lgamma(a));
  constexpr int kMostTerms = 10'000;
  constexpr double kSmall = 1e-15, kTiny = 1e-300;
  if (x < a + 1) {
    double term = 1 / a, sum = term;
    for (int n = 1; n < kMostTerms && term > kSmall * sum; ++n) sum += term *= x / (a + n);
    return 1 - front * sum;
  }
  // Lentz's evaluation of the continued fraction.
  double b = x + 1 - a, c = 1 / kTiny, d = 1 / b, h = d;
  for (int n = 1; n < kMostTerms; ++n) {
    const double step = -n * (n - a);
    b += 2;
    d = step * d + b;
    if (std::abs(d) < kTiny) d = kTiny;
    c = b + step / c;
    if (std::abs(c) < kTiny) c = kTiny;
    d = 1 / d;
    h *= d * c;
    if (std::abs(d * c - 1) < kSmall) break;
  }
  return front * h;
}

}  // namespace spoor
