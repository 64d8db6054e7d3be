#pragma once
/// What a vehicle that runs into a bank of soil must push up.

#include "base/result.h"
#include "methods/soil/sinkage.h"

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace spoor {

/// Soil as it resists being pushed. kPa, kN/m^3, degrees.
struct Soil {
  double unit_weight = 16;   ///< gamma, kN/m^3; 1..25
  double friction_deg = 30;  ///< phi; 0..45
  double cohesion = 0;       ///< c, kPa; 0..200
};

/// What strikes it.
struct Contact {
  double width_m = 2;     ///< b: of the part that pushes
  double depth_m = 0.4;   ///< Z: how much of that part's height can come below the surface of the bank
  double slope_deg = 35;  ///< of the bank against the direction of travel; 5..85
};

/// Passive earth resistance in kN at depth `z_m`: 0.5 gamma z^2 N b + 2 c z b sqrt(N), N = tan^2(45 + phi / 2).
/// Source: Rankine 1857, as in Terzaghi, Peck, Mesri, Soil Mechanics in Engineering Practice, 1996.
double passive_resistance_kn(const Soil& soil, double width_m, double z_m);

/// The depth of the contact grows with the travel d as z = d tan(slope), up to Z, and stays Z from there on. What the
/// pushed soil itself weighs on the bank, and wheels that brake, shorten the travel; both are left to the share of
/// energy.
struct Push {
  double travel_m = 0;   ///< d
  double depth_m = 0;    ///< z(d)
  double volume_m3 = 0;  ///< swept by the contact: b times the integral of z
};

/// kJ of `mass_kg` at `speed_kmh`.
double kinetic_energy_kj(double mass_kg, double speed_kmh);

/// Work in kJ that it takes to push over `travel_m`, and the same backwards.
double push_work_kj(const Soil& soil, const Contact& contact, double travel_m);
Push push_of_work(const Soil& soil, const Contact& contact, double work_kj);
/// Travel that sweeps `volume_m3`.
double travel_of_volume_m(const Contact& contact, double volume_m3);

/// A mound across a width b: a triangle of height h with both sides at the angle of repose rho, and half a cone at
/// either end. Volume b h^2 / tan(rho) + pi h^3 / (3 tan^2(rho)), and the same backwards.
double mound_volume_m3(double height_m, double width_m, double repose_deg);
double mound_height_m(double volume_m3, double width_m, double repose_deg);

struct Range {
  double low = 0, high = 0;
};

/// Plausible values of one named soil, each drawn evenly and by itself.
struct SoilRange {
  std::string_view id, title;
  Range unit_weight, friction_deg, cohesion, repose_deg;
};

/// Around Wong's values of cohesion and friction for the terrains of the same ids.
std::span<const SoilRange> soil_ranges();
const SoilRange* soil_range_by_id(std::string_view id);

/// What is not known of an impact, each drawn evenly within its range.
struct ImpactRanges {
  Range mass_kg{2400, 6500};
  Range width_m{2, 2.3}, depth_m{0.2, 0.6}, slope_deg{20, 50};
  Range energy_share{0.2, 0.6};  ///< eta: of the kinetic energy that goes into pushing soil
  Range heaped_share{0.5, 1.2};  ///< of the swept volume that stands as a mound: trodden down below 1, loosened above
};

struct ImpactSpread {
  Spread energy_kj, travel_m, volume_m3, height_m;
  std::vector<double> heights_m;  ///< of all draws, sorted
};

/// For one speed and one soil. The same for the same seed, whatever the speed: draws differ by nothing else.
/// Errors: kBadArgument where a range is reversed or holds what its field cannot, the speed is not 0..300 km/h, or
///         draws are not 20..100000.
Result<ImpactSpread> impact_spread(const ImpactRanges& ranges, const SoilRange& soil, double speed_kmh, int draws,
                                   std::uint64_t seed);

/// The speeds in km/h above which the mound of a draw stands higher than `height_m`: 5, 50 and 95 of 100 draws.
/// Errors: as above; kBadArgument unless 0 < height_m < 10.
Result<Spread> speed_of_mound_kmh(const ImpactRanges& ranges, const SoilRange& soil, double height_m, int draws,
                                  std::uint64_t seed);

}  // namespace spoor
