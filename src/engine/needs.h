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

/// The first need that what is known without reading further does not meet: the kind of medium, marks and claim.
std::optional<Error> unmet_by_facts(const Needs& needs, const MediaInfo& info, const std::vector<Region>& regions,
                                    const Claim* claim);

/// The reason of a pass that compares with a further file, which is not there.
Error missing_input(const std::string& role);

/// The reason of a pass that reads the structure of a JPEG, for a file that is none.
Error not_jpeg();

/// The first need that is not met, as the reason for not starting the pass; nothing where all are. Needs of other
/// passes' results are not looked at. Reads those structures that the pass needs.
std::optional<Error> unmet_need(const Needs& needs, const PassRequest& request, MediaSource& source,
                                const std::map<std::string, InputSource>& inputs);

/// "a", "a or b", "a, b or c".
std::string one_of(const std::vector<std::string>& words);

}  // namespace spoor
