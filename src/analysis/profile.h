#pragma once
/// Named sets of passes.

#include "analysis/pass.h"

#include <string>
#include <string_view>
#include <vector>

namespace spoor {

struct Profile {
  std::string name;                 ///< "triage", "full"
  std::string purpose;              ///< one sentence
  std::vector<std::string> groups;  ///< groups whose passes belong to it; empty: all
};

const std::vector<Profile>& profiles();
const Profile* find_profile(std::string_view name);

/// The members among `passes`, sorted by id.
std::vector<const PassDescriptor*> members(const Profile& profile, const std::vector<PassDescriptor>& passes);

}  // namespace spoor
