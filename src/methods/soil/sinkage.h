#pragma once
/// How deep a wheel sinks into ground that it rolls over.

#include "base/result.h"

#include <cstdint>
#include <span>
#include <string_view>

namespace spoor {

/// Bekker's pressure-sinkage constants p = (k_c / b + k_phi) z^n, with p in kPa, b and z in m.
struct Terrain {
  std::string_view id, title;
  double n = 1;      ///< exponent
  double k_c = 0;    ///< cohesive modulus, kN/m^(n+1)
  double k_phi = 0;  ///< frictional modulus, kN/m^(n+2)
};

/// Dry sand, sandy loam (15 % moisture), clayey soil (38 %), heavy clay (25 %), snow: published plate tests.
/// Source: Wong, Theory of Ground Vehicles, table of terrain values.
std::span<const Terrain> published_terrains();

/// Null where there is none of this id.
const Terrain* terrain_by_id(std::string_view id);

struct Wheel {
  double load_kn = 0;     ///< W: weight on this wheel
  double width_m = 0;     ///< b: of the contact
  double diameter_m = 0;  ///< D
};

/// Depth in m that a rigid wheel towed over `terrain` sinks:
///   z = [3 W / ((3 - n)(k_c + b k_phi) sqrt(D))]^(2 / (2 n + 1)).
/// A tyre that flattens sinks less; one that slips sinks more.
///
/// Errors: kBadArgument unless load, width and diameter are positive and finite, 0 <= n < 3 and k_c + b k_phi > 0;
///         kNotApplicable where z exceeds a third of the diameter, beyond which the formula does not hold.
/// Source: Bekker, Theory of Land Locomotion, 1956; Wong, Theory of Ground Vehicles.
Result<double> sinkage_m(const Wheel& wheel, const Terrain& terrain);

/// Depth after `passes` wheels of the same load in one rut, the first of which left `first_m`: each further wheel adds
/// `growth` (0.1 to 0.3 is usual) of what the one before it added to the rut, the first of them of the rut itself.
/// Range: passes 1..1000, growth 0..1.
Result<double> sinkage_after_passes_m(double first_m, int passes, double growth);

/// Of repeated draws: 5, 50 and 95 of 100 lie below.
struct Spread {
  double low = 0, median = 0, high = 0;
};

/// Sinkage for masses from `mass_low_kg` to `mass_high_kg` on four wheels alike, with k_c and k_phi each uncertain by a
/// factor of e^`modulus_sigma` (one deviation of a lognormal). The same for the same seed.
/// Errors: as sinkage_m; kBadArgument unless 0 < mass_low_kg <= mass_high_kg, modulus_sigma 0..2, draws 20..100000.
Result<Spread> sinkage_spread_m(double mass_low_kg, double mass_high_kg, double width_m, double diameter_m,
                                const Terrain& terrain, double modulus_sigma, int draws, std::uint64_t seed);

/// The 5, 50 and 95 % points of `values`, which are sorted on the way; they must not be empty.
Spread spread_of(std::span<double> values);

}  // namespace spoor
