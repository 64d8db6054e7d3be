#include "methods/soil/sinkage.h"

#include "methods/statistics/seeded_noise.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace spoor {
namespace {

constexpr double kGravity = 9.81;  // m/s^2
constexpr double kDeepest = 1.0 / 3;

// Wong, Theory of Ground Vehicles: values of the Land Locomotion Laboratory and of Thailand's clayey soil.
constexpr std::array<Terrain, 5> kTerrains{{
    {"dry_sand", "dry sand", 1.1, 0.99, 1528.43},
    {"sandy_loam", "sandy loam, 15 % moisture", 0.7, 5.27, 1515.04},
    {"clayey_soil", "clayey soil, 38 % moisture", 0.5, 13.19, 692.15},
    {"heavy_clay", "heavy clay, 25 % moisture", 0.13, 12.70, 1555.95},
    {"snow", "snow", 1.44, 10.55, 66.08},
}};

bool positive(double value) { return std::isfinite(value) && value > 0; }

// Not limited to a third of the diameter: of draws, the deepest are cut there.
double rigid_wheel_m(const Wheel& w, const Terrain& t) {
  const double base = 3 * w.load_kn / ((3 - t.n) * (t.k_c + w.width_m * t.k_phi) * std::sqrt(w.diameter_m));
  return std::pow(base, 2 / (2 * t.n + 1));
}

}  // namespace

std::span<const Terrain> published_terrains() { return kTerrains; }

const Terrain* terrain_by_id(std::string_view id) {
  const auto at = std::find_if(kTerrains.begin(), kTerrains.end(), [&](const Terrain& t) { return t.id == id; });
  return at == kTerrains.end() ? nullptr : &*at;
}

Result<double> sinkage_m(const Wheel& wheel, const Terrain& terrain) {
  if (!positive(wheel.load_kn) || !positive(wheel.width_m) || !positive(wheel.diameter_m))
    return failure(Fault::kBadArgument, "a wheel has a positive load, width and diameter");
  if (!(terrain.n >= 0 && terrain.n < 3) || !positive(terrain.k_c + wheel.width_m * terrain.k_phi))
    return failure(Fault::kBadArgument, "a terrain has an exponent from 0 to below 3 and a positive stiffness");
  const double z = rigid_wheel_m(wheel, terrain);
  if (!(z <= kDeepest * wheel.diameter_m))
    return failure(Fault::kNotApplicable, "the wheel sinks by more than a third of its diameter");
  return z;
}

Result<double> sinkage_after_passes_m(double first_m, int passes, double growth) {
  if (!(std::isfinite(first_m) && first_m >= 0) || passes < 1 || passes > 1000 || !(growth >= 0 && growth <= 1))
    return failure(Fault::kBadArgument, "a rut has 1 to 1000 passes, and each adds a share of 0 to 1");
  double depth = first_m, added = first_m;
  for (int i = 1; i < passes; ++i) depth += added *= growth;
  return depth;
}

Spread spread_of(std::span<double> values) {
  std::sort(values.begin(), values.end());
  const auto at = [&](double share) {
    const double place = share * static_cast<double>(values.size() - 1);
    const auto i = static_cast<std::size_t>(place);
    const double next = values[std::min(i + 1, values.size() - 1)];
    return values[i] + (place - static_cast<double>(i)) * (next - values[i]);
  };
  return {at(0.05), at(0.5), at(0.95)};
}

Result<Spread> sinkage_spread_m(double mass_low_kg, double mass_high_kg, double width_m, double diameter_m,
                                const Terrain& terrain, double modulus_sigma, int draws, std::uint64_t seed) {
  if (!positive(mass_low_kg) || !(mass_high_kg >= mass_low_kg) || !std::isfinite(mass_high_kg) ||
      !(modulus_sigma >= 0 && modulus_sigma <= 2) || draws < 20 || draws > 100000)
    return failure(Fault::kBadArgument, "a range of masses runs from a positive one up, with 20 to 100000 draws");
  const auto load = [](double mass_kg) { return mass_kg * kGravity / 4000; };
  if (const auto ok = sinkage_m({load(mass_low_kg), width_m, diameter_m}, terrain); !ok)
    return tl::unexpected(ok.error());
  SeededNoise noise(seed);
  std::vector<double> depths;
  for (int i = 0; i < draws; ++i) {
    const double mass = noise.uniform(mass_low_kg, mass_high_kg);
    Terrain drawn = terrain;
    drawn.k_c *= std::exp(modulus_sigma * noise.normal());
    drawn.k_phi *= std::exp(modulus_sigma * noise.normal());
    depths.push_back(std::min(rigid_wheel_m({load(mass), width_m, diameter_m}, drawn), kDeepest * diameter_m));
  }
  return spread_of(depths);
}

}  // namespace spoor
