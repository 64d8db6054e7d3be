#pragma once
/// Calendar arithmetic for the many epochs of media files (proleptic Gregorian, no leap seconds).

#include <cstdint>
#include <optional>
#include <string>

namespace spoor {

struct CivilTime {
  int year = 0, month = 0, day = 0, hour = 0, minute = 0;
  double second = 0;
};

/// Seconds from 1904-01-01 (QuickTime, ISO-BMFF) and from 2001-01-01 (Matroska) to 1970-01-01.
constexpr std::int64_t kUnixFrom1904 = -2'082'844'800;
constexpr std::int64_t kUnixFrom2001 = 978'307'200;

/// Civil time of `seconds` since 1970-01-01; nothing outside the years 1 to 9999.
std::optional<CivilTime> civil_from_seconds(std::int64_t seconds);

/// Seconds since 1970-01-01 of `time` in its own clock; nothing where it names no moment (30 February, 25:00;
/// second 60 is allowed, since receivers of satellite time write leap seconds).
std::optional<double> seconds_from_civil(const CivilTime& time);

/// "2016-05-04T12:00:07".
std::string iso_text(const CivilTime& time);

}  // namespace spoor
