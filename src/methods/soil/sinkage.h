#pragma once
/// How deep a wheel sinks into soil.

#include <string_view>
#include <vector>

namespace spoor {

/// Pressure-sinkage values of a terrain: p = (k_c / b + k_phi) z^n, lengths in m, p in kPa.
struct Terrain {
  std::string_view name;
  double n = 1, k_c = 0, k_phi = 0;  ///< k_c in kN/m^(n+1), k_phi in kN/m^(n+2)
};

/// Wong, "Theory of Ground Vehicles": dry sand, sandy loam (15 % moisture), clayey soil (38 %), heavy clay (25 %),
/// snow.
const std::vector<Terrain>& known_terrains();
/// Null where there is none.
const Terrain* find_terrain(std::string_view name);

/// Depth in m that a rigid wheel of `width_m` and `diameter_m` under `load_kn` leaves:
/// z = [3 W / ((3 - n) (k_c + b k_phi) sqrt(D))]^(2 / (2 n + 1)).
/// Holds for depths that are small against the diameter; at most a third of it is given. All arguments above 0, n < 3.
/// Source: Bekker, "Introduction to Terrain-Vehicle Systems", 1969.
double wheel_sinkage(const Terrain& terrain, double load_kn, double width_m, double diameter_m);

}  // namespace spoor
