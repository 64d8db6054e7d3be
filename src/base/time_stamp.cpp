#include "base/time_stamp.h"

#include <fmt/format.h>

#include <limits>

namespace spoor {
namespace {

__extension__ using Wide = __int128;

// Products of three 63-bit factors can pass 128 bits only for bases that no container can state (both
// members at most 32 bits); larger ones are compared as long double.
bool fits(Rational r) {
  constexpr std::int64_t kMax = std::numeric_limits<std::int32_t>::max();
  return r.num >= -kMax && r.num <= kMax && r.den > 0 && r.den <= kMax;
}

}  // namespace

double to_double(Rational value) { return static_cast<double>(value.num) / static_cast<double>(value.den); }

std::strong_ordering operator<=>(const TimeStamp& a, const TimeStamp& b) {
  if (a.base == b.base && a.base.num > 0) return a.ticks <=> b.ticks;
  if (fits(a.base) && fits(b.base)) {
    const Wide left = Wide{a.ticks} * a.base.num * b.base.den;
    const Wide right = Wide{b.ticks} * b.base.num * a.base.den;
    return left <=> right;
  }
  const long double left =
      static_cast<long double>(a.ticks) * static_cast<long double>(a.base.num) / static_cast<long double>(a.base.den);
  const long double right =
      static_cast<long double>(b.ticks) * static_cast<long double>(b.base.num) / static_cast<long double>(b.base.den);
  return left < right ? std::strong_ordering::less
                      : (left > right ? std::strong_ordering::greater : std::strong_ordering::equal);
}

double seconds_for_display(const TimeStamp& time) {
  return static_cast<double>(static_cast<long double>(time.ticks) * static_cast<long double>(time.base.num) /
                             static_cast<long double>(time.base.den));
}

std::int64_t rescaled_ticks(const TimeStamp& time, Rational base) {
  const Wide num = Wide{time.ticks} * time.base.num * base.den;
  const Wide den = Wide{time.base.den} * base.num;
  if (den == 0) return 0;
  const Wide magnitude = num < 0 ? -num : num;
  const Wide divisor = den < 0 ? -den : den;
  const Wide rounded = (2 * magnitude + divisor) / (2 * divisor);
  const bool negative = (num < 0) != (den < 0);
  return static_cast<std::int64_t>(negative ? -rounded : rounded);
}

std::string clock_text(const TimeStamp& time) {
  const std::int64_t ms = rescaled_ticks(time, {1, 1000});
  const std::int64_t magnitude = ms < 0 ? -ms : ms;
  return fmt::format("{}{}:{:02}:{:02}.{:03}", ms < 0 ? "-" : "", magnitude / 3'600'000, magnitude / 60'000 % 60,
                     magnitude / 1000 % 60, magnitude % 1000);
}

}  // namespace spoor
