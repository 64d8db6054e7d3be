#pragma once
/// Words and numbers of reports, so that one thing is called and written the same everywhere.

#include "evidence/claim.h"
#include "report/document.h"

#include <string>

namespace spoor {

Sign sign_of(Bearing bearing);
Sign sign_of(ResultState state);  ///< of every state but kDone

std::string sign_word(Sign sign);  ///< "concern", "not applicable", ...
/// The error's sentence as a sentence: capital letter, full stop. The pass it names is named beside it.
std::string reason_text(const Error& error);

/// "not_applicable" to "not applicable".
std::string spaced(std::string name);

std::string sign_meaning(Sign sign);  ///< one sentence for the key

/// "12,345,678 bytes (11.8 MiB)".
std::string size_text(std::int64_t bytes);
std::string count_text(std::int64_t count, const std::string& one, const std::string& many);

/// Value, uncertainty and unit with digits that fit the uncertainty: "4.13 ± 0.21 dB".
std::string measured_text(const Measurement& measurement);

/// "at most 2.4 % (95 % upper bound: 1 of 200 files of CORPUS)", or "not calibrated".
std::string false_alarm_text(const std::optional<FalseAlarm>& figure);

/// "2026-11-24 19:03:22 UTC" of RFC 3339; anything else as it is.
std::string time_text(const std::string& rfc3339);

/// "48.5000° N, 35.6700° E, standard uncertainty 500 m" or "... taken as exact".
std::string place_text(const ClaimedPlace& place);
std::string claimed_time_text(const ClaimedTime& time);

}  // namespace spoor
