#pragma once
/// From the request that a report records back to the request itself.

#include "analysis/provenance.h"

#include <nlohmann/json.hpp>

namespace spoor::cli {

/// `lines` as of request_lines(), in a report's [[name, value], ...]. What does not enter a key (labels, notes, the
/// claim's wording) is not there and not needed.
///
/// Errors: kCorrupt; kUnavailable where this build has no such pass or another version of it.
Result<PassRequest> recorded_request(const nlohmann::json& lines);

}  // namespace spoor::cli
