#include "evidence/zone.h"

#include "base/file.h"
#include "base/text.h"

#include <date/tz.h>
#include <fmt/format.h>

#include <chrono>
#include <stdexcept>

namespace spoor {
namespace {

using std::chrono::microseconds;
using std::chrono::minutes;
using std::chrono::seconds;

// The compiled data that Debian ships list transitions up to 2037; the rule for later years is not read by the
// library, which would then give the last listed offset as if it were known.
constexpr int kFirstYear = 1900, kLastYear = 2037;

constexpr const char* kDataFile = "/usr/share/zoneinfo/tzdata.zi";
constexpr const char* kVersionFile = "/usr/share/zoneinfo/+VERSION";
constexpr std::string_view kVersionPrefix = "# version ";

std::string local_text(microseconds civil, seconds offset) {
  const auto day = date::floor<date::days>(civil);
  const auto date = date::year_month_day(date::local_days(day));
  const auto of_day = std::chrono::duration_cast<seconds>(civil - day).count();
  const auto whole = std::chrono::duration_cast<minutes>(offset).count();
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}{}", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()), of_day / 3600,
                     of_day / 60 % 60, of_day % 60, offset_text(static_cast<int>(whole)));
}

std::string first_line(const char* path) {
  // The data file is larger than what is wanted of it, but small enough to be read whole.
  const auto content = read_small_file(path, 4 << 20);
  return content ? content->substr(0, content->find('\n')) : std::string();
}

}  // namespace

std::string offset_text(int offset_minutes) {
  const int size = offset_minutes < 0 ? -offset_minutes : offset_minutes;
  return fmt::format("{}{:02}:{:02}", offset_minutes < 0 ? '-' : '+', size / 60, size % 60);
}

std::string tzdata_version() {
  if (const auto line = first_line(kDataFile); line.starts_with(kVersionPrefix)) {
    return printable(line.substr(kVersionPrefix.size()), 32);
  }
  const auto line = first_line(kVersionFile);
  return line.empty() ? "unknown" : printable(line, 32);
}

Result<std::int64_t> utc_from_zone(CivilTime civil, std::string_view zone, std::optional<int> offset_minutes) {
  const std::string subject = printable(zone, 80);
  const microseconds wall(civil.us);
  const int year = static_cast<int>(date::year_month_day(date::local_days(date::floor<date::days>(wall))).year());
  if (year < kFirstYear || year > kLastYear) {
    return failure(Fault::kUnavailable,
                   fmt::format("the time-zone data are reliable from {} to {} only: give an offset such as +03:00",
                               kFirstYear, kLastYear),
                   subject);
  }
  const date::time_zone* found = nullptr;
  try {
    found = date::locate_zone(zone);
  } catch (const std::runtime_error&) {
    try {
      (void)date::locate_zone("UTC");
    } catch (const std::runtime_error&) {
      return failure(Fault::kUnavailable,
                     "this system has no time-zone data (package tzdata): give an offset such as +03:00", subject);
    }
    return failure(Fault::kBadArgument, "there is no time zone of this name; names are like Europe/Moscow", subject);
  }
  const auto local = date::local_time<microseconds>(wall);
  const auto info = found->get_info(date::floor<seconds>(local));
  const seconds first = info.first.offset, second = info.second.offset;
  if (info.result == date::local_info::nonexistent) {
    return failure(Fault::kBadArgument,
                   fmt::format("the clocks of this zone skipped that time: it is either {} or {}",
                               local_text(wall + (second - first), second), local_text(wall - (second - first), first)),
                   subject);
  }
  if (offset_minutes) {
    const seconds given = minutes(*offset_minutes);
    const bool ambiguous = info.result == date::local_info::ambiguous;
    if (given == first || (ambiguous && given == second)) return (wall - given).count();
    return failure(Fault::kBadArgument,
                   fmt::format("the zone was at {} then, not at {}",
                               offset_text(static_cast<int>(std::chrono::duration_cast<minutes>(first).count())),
                               offset_text(*offset_minutes)),
                   subject);
  }
  if (info.result == date::local_info::ambiguous) {
    return failure(Fault::kBadArgument,
                   fmt::format("the clocks of this zone showed that time twice: give {} or {}", local_text(wall, first),
                               local_text(wall, second)),
                   subject);
  }
  return (wall - first).count();
}

}  // namespace spoor
