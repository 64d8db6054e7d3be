#include "evidence/claim_clock.h"

#include <fmt/format.h>

#include <charconv>
#include <chrono>
#include <cmath>
#include <string_view>

namespace spoor {
namespace {

constexpr std::int64_t kMinute = 60'000'000, kDay = 1440 * kMinute;
constexpr int kLargestOffset = 15 * 60;

std::optional<int> digits(std::string_view text, std::size_t at, std::size_t count) {
  if (at + count > text.size()) return std::nullopt;
  int value = 0;
  const auto [end, error] = std::from_chars(text.data() + at, text.data() + at + count, value);
  if (error != std::errc() || end != text.data() + at + count || value < 0) return std::nullopt;
  return value;
}

// "+03:00" or "Z".
std::optional<int> written_offset(std::string_view zone) {
  if (zone == "Z") return 0;
  if (zone.size() != 6 || (zone[0] != '+' && zone[0] != '-') || zone[3] != ':') return std::nullopt;
  const auto hours = digits(zone, 1, 2), minutes = digits(zone, 4, 2);
  if (!hours || !minutes) return std::nullopt;
  return (zone[0] == '-' ? -1 : 1) * (*hours * 60 + *minutes);
}

// "2023-05-22T10:30" or a date alone, as microseconds of that clock.
std::optional<std::int64_t> written_civil(std::string_view text) {
  const auto year = digits(text, 0, 4), month = digits(text, 5, 2), day = digits(text, 8, 2);
  if (!year || !month || !day || text[4] != '-' || text[7] != '-') return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year(*year), std::chrono::month(static_cast<unsigned>(*month)),
                                         std::chrono::day(static_cast<unsigned>(*day))};
  if (!date.ok()) return std::nullopt;
  const auto hour = digits(text, 11, 2), minute = digits(text, 14, 2);
  const bool timed = hour && minute && text[13] == ':';
  return std::chrono::sys_days(date).time_since_epoch().count() * kDay + (timed ? (*hour * 60 + *minute) * kMinute : 0);
}

std::int64_t floor_to(std::int64_t value, std::int64_t unit) {
  const std::int64_t rest = value % unit;
  return value - (rest < 0 ? rest + unit : rest);
}

}  // namespace

std::optional<int> claimed_offset_minutes(const ClaimedTime& time) {
  if (const auto offset = written_offset(time.zone)) return offset;
  const auto civil = written_civil(time.text);
  if (!civil) return std::nullopt;
  const double minutes = static_cast<double>(*civil - floor_to(time.first_us, kMinute)) / kMinute;
  if (std::abs(minutes) > kLargestOffset) return std::nullopt;
  return static_cast<int>(std::lround(minutes));
}

std::string clock_text(std::int64_t utc_us, int offset_minutes) {
  const std::int64_t of_day = utc_us - midnight_before(utc_us, offset_minutes);
  const std::int64_t seconds = of_day / 1'000'000;
  return fmt::format("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
}

std::string dated_clock_text(std::int64_t utc_us, int offset_minutes) {
  const std::string text = utc_text(floor_to(utc_us, kMinute) + offset_minutes * kMinute);
  return text.substr(0, 10) + " " + text.substr(11, 5);
}

std::int64_t midnight_before(std::int64_t utc_us, int offset_minutes) {
  const std::int64_t offset = offset_minutes * kMinute;
  return floor_to(utc_us + offset, kDay) - offset;
}

}  // namespace spoor
