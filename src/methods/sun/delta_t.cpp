#include "methods/sun/delta_t.h"

#include <array>
#include <cmath>
#include <cstddef>

namespace spoor {
namespace {

constexpr std::array kFiveYearly{-2.72, 3.86, 10.46, 17.20, 21.16, 23.62, 24.02, 23.93, 24.33, 26.77, 29.15};  // 1900..
constexpr std::array kYearly{// 1950..2026, on 1 January
                             29.15, 29.57, 29.97, 30.36, 30.72, 31.07, 31.35, 31.68, 32.18, 32.68, 33.15, 33.59, 34.00,
                             34.47, 35.03, 35.73, 36.54, 37.43, 38.29, 39.20, 40.18, 41.17, 42.23, 43.37, 44.49, 45.48,
                             46.46, 47.52, 48.53, 49.59, 50.54, 51.38, 52.17, 52.96, 53.79, 54.34, 54.87, 55.32, 55.82,
                             56.30, 56.86, 57.57, 58.31, 59.12, 59.98, 60.79, 61.63, 62.30, 62.97, 63.47, 63.83, 64.09,
                             64.30, 64.47, 64.57, 64.69, 64.85, 65.15, 65.46, 65.78, 66.07, 66.32, 66.60, 66.91, 67.28,
                             67.64, 68.10, 68.59, 68.97, 69.22, 69.36, 69.36, 69.29, 69.20, 69.18, 69.14, 69.11};
constexpr double kFirst = 1900, kDense = 1950, kLast = kDense + static_cast<double>(kYearly.size() - 1);

template <std::size_t N>
double interpolated(const std::array<double, N>& values, double at) {
  const auto i = static_cast<std::size_t>(at);
  if (i + 1 >= N) return values.back();
  const double t = at - static_cast<double>(i);
  return (1 - t) * values[i] + t * values[i + 1];
}

// Changes of the day's length add up like a random walk, Delta T like the sum of one.
double growth(double years) { return 0.032 * std::pow(years, 1.5); }

}  // namespace

DeltaT delta_t(double year) {
  if (year < kFirst) return {kFiveYearly.front(), std::hypot(0.3, growth(kFirst - year))};
  if (year < kDense) return {interpolated(kFiveYearly, (year - kFirst) / 5), 0.3};
  if (year <= kLast) return {interpolated(kYearly, year - kDense), 0.1};
  return {kYearly.back(), std::hypot(0.1, growth(year - kLast))};
}

}  // namespace spoor
