#include "gui/mark_colours.h"

#include <array>
#include <cstdlib>
#include <string_view>
#include <utility>

namespace spoor::gui {
namespace {

// Told apart by lightness as well as by hue.
constexpr std::array<std::pair<std::string_view, ImU32>, 16> kRoles{{
    {"suspicious", IM_COL32(255, 196, 92, 255)},
    {"reference", IM_COL32(120, 190, 255, 255)},
    {"ignore", IM_COL32(150, 150, 150, 255)},
    {"graphic", IM_COL32(110, 110, 110, 255)},
    {"face", IM_COL32(110, 110, 110, 255)},
    {"plate", IM_COL32(110, 110, 110, 255)},
    {"vehicle", IM_COL32(236, 170, 210, 255)},
    {"footprint", IM_COL32(205, 130, 180, 255)},
    {"ground", IM_COL32(176, 150, 110, 255)},
    {"reference_ground", IM_COL32(205, 190, 150, 255)},
    {"track", IM_COL32(225, 140, 110, 255)},
    {"shadow", IM_COL32(150, 160, 220, 255)},
    {"pole", IM_COL32(160, 225, 200, 255)},
    {"scale", IM_COL32(240, 240, 140, 255)},
    {"horizon", IM_COL32(190, 240, 160, 255)},
    {"static", IM_COL32(180, 200, 180, 255)},
}};

}  // namespace

ImU32 role_colour(const std::string& role) {
  for (const auto& [name, colour] : kRoles) {
    if (name == role) return colour;
  }
  return IM_COL32(225, 225, 225, 255);
}

ImU32 mark_colour(const Region& region) {
  if (!is_colour(region.colour)) return role_colour(region.role);
  const auto value = static_cast<unsigned>(std::strtoul(region.colour.c_str() + 1, nullptr, 16));
  return IM_COL32((value >> 16) & 255, (value >> 8) & 255, value & 255, 255);
}

}  // namespace spoor::gui
