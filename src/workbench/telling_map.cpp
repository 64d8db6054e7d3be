#include "workbench/telling_map.h"

#include <algorithm>

namespace spoor {

std::string telling_map(const PassOutput& output) {
  if (output.maps.empty()) return {};
  const auto named = [](const Observation& one, const std::string& id) {
    return std::find(one.rests_on.begin(), one.rests_on.end(), id) != one.rests_on.end();
  };
  for (const Observation& one : output.observations) {
    const bool place = std::any_of(output.regions.begin(), output.regions.end(),
                                   [&](const Region& region) { return named(one, region.id); });
    if (!place) continue;
    for (const Map& map : output.maps) {
      if (named(one, map.id)) return map.id;
    }
  }
  return output.maps.front().id;
}

}  // namespace spoor
