#include "media/civil_time.h"

#include <fmt/format.h>

#include <chrono>
#include <cmath>

namespace spoor {

std::optional<CivilTime> civil_from_seconds(std::int64_t seconds) {
  // Years 1 and 9999; checked first, so that chrono's narrower calendar range is never left.
  if (seconds < -62'135'596'800 || seconds > 253'402'300'799) return std::nullopt;
  const std::chrono::sys_seconds moment{std::chrono::seconds{seconds}};
  const auto day = std::chrono::floor<std::chrono::days>(moment);
  const std::chrono::year_month_day date{day};
  const auto in_day = (moment - day).count();
  return CivilTime{int{date.year()},
                   static_cast<int>(unsigned{date.month()}),
                   static_cast<int>(unsigned{date.day()}),
                   static_cast<int>(in_day / 3600),
                   static_cast<int>(in_day / 60 % 60),
                   static_cast<double>(in_day % 60)};
}

std::optional<double> seconds_from_civil(const CivilTime& time) {
  if (time.year < 1 || time.year > 9999 || time.month < 1 || time.month > 12 || time.day < 1 || time.day > 31) {
    return std::nullopt;
  }
  if (time.hour < 0 || time.hour > 23 || time.minute < 0 || time.minute > 59) return std::nullopt;
  if (!std::isfinite(time.second) || time.second < 0 || time.second >= 61) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year{time.year},
                                         std::chrono::month{static_cast<unsigned>(time.month)},
                                         std::chrono::day{static_cast<unsigned>(time.day)}};
  if (!date.ok()) return std::nullopt;
  const auto days = std::chrono::sys_days{date}.time_since_epoch().count();
  return static_cast<double>(days) * 86400.0 + time.hour * 3600.0 + time.minute * 60.0 + time.second;
}

std::string iso_text(const CivilTime& time) {
  const std::string minute =
      fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:", time.year, time.month, time.day, time.hour, time.minute);
  if (time.second == std::floor(time.second)) return minute + fmt::format("{:02}", static_cast<int>(time.second));
  return minute + fmt::format("{:06.3f}", time.second);
}

}  // namespace spoor
