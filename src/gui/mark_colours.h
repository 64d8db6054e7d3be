#pragma once
/// Colours of marks. The role's word stands beside them wherever it matters.

#include "evidence/region.h"

#include <imgui.h>

#include <string>

namespace spoor::gui {

/// The mark's own colour, else its role's.
ImU32 mark_colour(const Region& region);
ImU32 role_colour(const std::string& role);

}  // namespace spoor::gui
