#pragma once
/// Masses and dimensions of vehicles that soil is asked about.

#include <span>
#include <string_view>

namespace spoor {

/// Metres and kilograms. Ranges are of one type's variants and loads, not of measurement.
struct VehicleType {
  std::string_view id, title;
  double mass_low_kg = 0, mass_high_kg = 0;  ///< empty to gross
  double wheelbase = 0, track = 0;
  double tyre_diameter = 0, tyre_width = 0;
  double clearance = 0;  ///< below the lowest fixed part
  double length = 0, width = 0, height = 0;
};

/// M998, M1114, M1151, a pick-up, a car, an MRAP of two axles.
std::span<const VehicleType> vehicle_types();

/// Null where there is none of this id.
const VehicleType* vehicle_type_by_id(std::string_view id);

}  // namespace spoor
