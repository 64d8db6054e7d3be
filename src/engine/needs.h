#pragma once
/// Whether an exhibit has what a pass cannot do without.

#include "analysis/pass.h"
#include "analysis/provenance.h"

#include <map>
#include <optional>
#include <string>

namespace spoor {

/// Further exhibits of a session by role.
struct InputSource {
  std::string sha256;
  MediaSource* source = nullptr;
};

/// The first need that is not met, as the reason for not starting the pass; nothing where all are. Needs of other
/// passes' results are not looked at. Reads those structures that the pass needs.
std::optional<Error> unmet_need(const Needs& needs, const PassRequest& request, MediaSource& source,
                                const std::map<std::string, InputSource>& inputs);

/// "a", "a or b", "a, b or c".
std::string one_of(const std::vector<std::string>& words);

}  // namespace spoor
