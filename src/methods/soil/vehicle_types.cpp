#include "methods/soil/vehicle_types.h"

#include <algorithm>
#include <array>

namespace spoor {
namespace {

constexpr std::array<VehicleType, 6> kTypes{{
    // Figures as commonly published, not checked against the makers' manuals; masses from empty to full.
    {"m998", "M998 HMMWV", 2360, 3500, 3.30, 1.82, 0.94, 0.32, 0.41, 4.57, 2.16, 1.83},
    {"m1114", "M1114 up-armoured HMMWV", 4400, 5500, 3.30, 1.82, 0.94, 0.32, 0.38, 4.99, 2.30, 1.90},
    {"m1151", "M1151 HMMWV", 4600, 6500, 3.30, 1.82, 0.94, 0.32, 0.38, 4.93, 2.31, 1.93},
    // Four-door pick-ups and cars of the middle class: the middle of common types.
    {"pickup", "pick-up", 1800, 3200, 3.09, 1.54, 0.77, 0.265, 0.22, 5.33, 1.86, 1.82},
    {"car", "car", 1200, 2000, 2.65, 1.54, 0.63, 0.205, 0.15, 4.45, 1.80, 1.47},
    // Two axles, 14 to 18 t.
    {"mrap", "MRAP of two axles", 14000, 18000, 3.90, 2.08, 1.18, 0.395, 0.37, 6.45, 2.60, 2.80},
}};

}  // namespace

std::span<const VehicleType> vehicle_types() { return kTypes; }

const VehicleType* vehicle_type_by_id(std::string_view id) {
  const auto at = std::find_if(kTypes.begin(), kTypes.end(), [&](const VehicleType& t) { return t.id == id; });
  return at == kTypes.end() ? nullptr : &*at;
}

}  // namespace spoor
