#pragma once
/// What a file is and says of itself, as JSON for `spoor inspect --json`.

#include "engine/session.h"

#include <nlohmann/json.hpp>

namespace spoor::cli {

/// Everything but the JSON of an exhibit is what the worker read; structures that do not apply are null, those that
/// could not be read are {"error": ...}. `tree` adds all nodes of the container.
nlohmann::json inspection_json(const Exhibit& exhibit, const MediaInfo& info, Session& session, bool tree);

nlohmann::json exhibit_json(const Exhibit& exhibit);

}  // namespace spoor::cli
