#include "methods/soil/sinkage.h"

#include <algorithm>
#include <cmath>

namespace spoor {

const std::vector<Terrain>& known_terrains() {
  static const std::vector<Terrain> terrains{{"dry sand", 1.1, 0.99, 1528},
                                             {"sandy loam", 0.7, 5.27, 1515},
                                             {"clayey soil", 0.5, 13.19, 692},
                                             {"heavy clay", 0.13, 12.7, 1556},
                                             {"snow", 1.44, 10.55, 66.08}};
  return terrains;
}

const Terrain* find_terrain(std::string_view name) {
  const auto& all = known_terrains();
  const auto found = std::find_if(all.begin(), all.end(), [&](const Terrain& one) { return one.name == name; });
  return found == all.end() ? nullptr : &*found;
}

double wheel_sinkage(const Terrain& t, double load_kn, double width_m, double diameter_m) {
  const double z =
      std::pow(3 * load_kn / ((3 - t.n) * (t.k_c + width_m * t.k_phi) * std::sqrt(diameter_m)), 2 / (2 * t.n + 1));
  return std::min(z, diameter_m / 3);
}

}  // namespace spoor
