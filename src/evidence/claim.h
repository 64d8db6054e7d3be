#pragma once
/// What is said of an exhibit: where, when, by whom. Resolved to UTC on the trusted side; a worker gets instants.

#include "base/result.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace spoor {

/// Geographic position (WGS 84). Radius: standard uncertainty; absent means "taken as exact".
struct ClaimedPlace {
  double latitude_deg = 0;   ///< north positive
  double longitude_deg = 0;  ///< east positive
  std::optional<double> radius_m;
  bool operator==(const ClaimedPlace&) const = default;
};

/// An instant (first == last) or an interval, in microseconds since 1970-01-01T00:00:00Z.
struct ClaimedTime {
  std::int64_t first_us = 0;
  std::int64_t last_us = 0;
  std::string text;    ///< as it was given
  std::string zone;    ///< "+03:00" or "Europe/Moscow"
  std::string tzdata;  ///< version of the time-zone data that resolved a named zone, empty for an offset
  bool operator==(const ClaimedTime&) const = default;
};

struct Claim {
  std::optional<ClaimedPlace> place;
  std::optional<ClaimedTime> time;
  std::string statement, source;
  bool operator==(const Claim&) const = default;
};

/// "PLACE[~RADIUS] TIME[/TIME]", e.g. "50.48N 35.67E~500m 2023-05-22T10:30+03:00/2023-05-22T11:00+03:00" or with a
/// named zone "2023-05-22T10:30[Europe/Moscow]". Place or time may be absent.
///
/// Errors: kBadArgument: no zone given, ambiguous or skipped local time, interval backwards, out of range.
Result<Claim> claim_from_text(std::string_view text);

/// Schema "spoor.claim/1".
Result<Claim> claim_from_json(std::string_view json);
std::string claim_to_json(const Claim& claim);

/// "2023-05-22T07:30:00Z", with fractions only where there are any.
std::string utc_text(std::int64_t microseconds);

}  // namespace spoor
