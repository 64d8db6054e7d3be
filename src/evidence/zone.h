#pragma once
/// From a civil time and a zone to UTC, by the system's time-zone data. Opens files: trusted side only.

#include "base/result.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace spoor {

/// A civil time in some clock: microseconds since 1970-01-01T00:00:00 of that clock.
struct CivilTime {
  std::int64_t us = 0;
};

/// Microseconds since 1970-01-01T00:00:00Z of `civil` in the named zone. `offset_minutes` (east of UTC), where given,
/// chooses between the two readings of an ambiguous time and must be one the zone had then.
///
/// Errors: kBadArgument for an unknown zone, a time that the zone's clocks skipped or showed twice (both choices are
/// named), an offset the zone did not have; kUnavailable where the system has no time-zone data, or they do not reach.
Result<std::int64_t> utc_from_zone(CivilTime civil, std::string_view zone, std::optional<int> offset_minutes);

/// Version of the time-zone data, "2026f"; "unknown" where the system does not tell.
std::string tzdata_version();

/// "+03:00", "-09:30", "+00:00".
std::string offset_text(int offset_minutes);

}  // namespace spoor
