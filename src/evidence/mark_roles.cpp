#include "evidence/mark_roles.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace spoor {

bool goes_one_way(const Region& mark) {
  constexpr std::array<std::string_view, 4> kRoles{"shadow_object_pair", "attached_shadow", "shadow_direction",
                                                   "occluding_contour"};
  return (mark.shape == Shape::kLine || mark.shape == Shape::kPath) &&
         std::find(kRoles.begin(), kRoles.end(), mark.role) != kRoles.end();
}

}  // namespace spoor
