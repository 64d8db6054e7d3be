#pragma once
/// Fonts and icons of the window, found through fontconfig.

#include "base/result.h"

#include <imgui.h>

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

}  // namespace spoor::gui
