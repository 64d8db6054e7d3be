#pragma once
/// Exact media time: a whole number of ticks of a rational time base.

#include <compare>
#include <cstdint>
#include <string>

namespace spoor {

/// num/den with den > 0; not necessarily reduced.
struct Rational {
  std::int64_t num = 0;
  std::int64_t den = 1;

  bool operator==(const Rational&) const = default;  ///< same spelling, not same value
};

double to_double(Rational value);

/// `ticks` units of `base` seconds. Comparison is exact across bases (128-bit products).
struct TimeStamp {
  std::int64_t ticks = 0;
  Rational base{1, 1};

  friend std::strong_ordering operator<=>(const TimeStamp& a, const TimeStamp& b);
  friend bool operator==(const TimeStamp& a, const TimeStamp& b) { return (a <=> b) == 0; }
};

/// For display only; measurements stay with ticks.
double seconds_for_display(const TimeStamp& time);

/// "H:MM:SS.mmm", rounded to the nearest millisecond, with a leading minus where negative.
std::string clock_text(const TimeStamp& time);

/// `time` in ticks of another base, rounded to nearest, halves away from zero.
std::int64_t rescaled_ticks(const TimeStamp& time, Rational base);

}  // namespace spoor
