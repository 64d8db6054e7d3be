#pragma once
/// Where the installed fonts are, by fontconfig.

#include <string>

namespace spoor {

enum class FontWeight { kRegular, kDemibold, kBold };

/// File of an upright outline face of `family`. Where it is not installed: empty, or with `any_family` the face that
/// stands in for it.
std::string font_file(const char* family, FontWeight weight, bool any_family = false);

}  // namespace spoor
