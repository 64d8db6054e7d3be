#pragma once
/// The clock a claim was given in, for showing instants as its author would read them. No zone data are needed.

#include "evidence/claim.h"

#include <cstdint>
#include <optional>
#include <string>

namespace spoor {

/// Minutes east of UTC of the claimed clock at `time.first_us`: from the offset written, or, for a named zone, from the
/// distance between the civil time as written and its instant. Nothing where neither can be read.
std::optional<int> claimed_offset_minutes(const ClaimedTime& time);

/// "14:05:33" (of the day), "2023-05-22 14:05" (dated), in the clock `offset_minutes` east of UTC.
std::string clock_text(std::int64_t utc_us, int offset_minutes);
std::string dated_clock_text(std::int64_t utc_us, int offset_minutes);

/// The midnight of that clock at or before `utc_us`.
std::int64_t midnight_before(std::int64_t utc_us, int offset_minutes);

}  // namespace spoor
