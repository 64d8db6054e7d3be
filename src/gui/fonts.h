#pragma once
/// Fonts and icons of the window, found through fontconfig.

#include "base/result.h"

#include <imgui.h>

#include <string>
#include <string_view>

namespace spoor::gui {

struct Fonts {
  ImFont* text = nullptr;  ///< Latin, Greek, Cyrillic; Arabic presentation forms and Hebrew from a second face; icons
  ImFont* strong = nullptr;
  ImFont* fixed = nullptr;  ///< digests, hex, code
  ImFont* large = nullptr;  ///< titles
};

/// Builds the atlas for a scale of text; to be called again when the scale changes, between redraws.
///
/// Errors: kUnavailable naming the package where no text font is found at all.
Result<Fonts> load_fonts(double scale);

/// `utf8` as it has to be handed to ImGui, which neither orders right-to-left text nor joins Arabic letters: visual
/// order with presentation forms (ICU). Text of other scripts comes back as it is. For display only.
std::string for_display(std::string_view utf8);

}  // namespace spoor::gui
