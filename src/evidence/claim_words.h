#pragma once
/// How people write a place and a time in one line.

#include "base/result.h"
#include "evidence/claim.h"

#include <optional>
#include <string>
#include <string_view>

namespace spoor {

struct ClaimWords {
  std::optional<ClaimedPlace> place;
  std::string time;  ///< what follows the place, empty where nothing does
};

/// Splits a claim into its place and the text of its time. A place is "50.48N 35.67E", "50.48,35.67" (north and east
/// positive) or degrees, minutes and seconds ("50d28'48\"N 35d40'12\"E", with the degree sign as well), followed by
/// "~500m" or "~2km" where it is uncertain.
Result<ClaimWords> claim_words(std::string_view text);

/// "2023-05-22T10:30[:15[.25]]" with "Z", an offset, a zone in brackets or both; a date alone is the whole day in that
/// zone; two times with "/" between them are an interval.
Result<ClaimedTime> claimed_time_from_text(std::string_view text);

}  // namespace spoor
