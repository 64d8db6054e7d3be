#pragma once
/// What roles of marks say of their drawing.

#include "evidence/region.h"

namespace spoor {

/// Of what a pass drew for no use as a mark: never a mark's own.
inline constexpr const char* kSuggestedRole = "suggested";

/// Whether it matters which end of the mark is which, as for a shadow's direction.
bool goes_one_way(const Region& mark);

}  // namespace spoor
