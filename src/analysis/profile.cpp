#include "analysis/profile.h"

#include <algorithm>

namespace spoor {

const std::vector<Profile>& profiles() {
  static const std::vector<Profile> list{
      {"triage",
       "a first look: what the file is, what it says of itself, and what a reader sees first",
       {"File", "Metadata", "Inspection", "Time (video)"}},
      {"full", "every pass of this build", {}},
  };
  return list;
}

const Profile* find_profile(std::string_view name) {
  const auto found =
      std::find_if(profiles().begin(), profiles().end(), [&](const Profile& p) { return p.name == name; });
  return found == profiles().end() ? nullptr : &*found;
}

std::vector<const PassDescriptor*> members(const Profile& profile, const std::vector<PassDescriptor>& passes) {
  std::vector<const PassDescriptor*> list;
  for (const auto& pass : passes) {
    if (profile.groups.empty() ||
        std::find(profile.groups.begin(), profile.groups.end(), pass.group) != profile.groups.end()) {
      list.push_back(&pass);
    }
  }
  return list;
}

}  // namespace spoor
