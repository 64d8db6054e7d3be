#pragma once
/// Where the panels lie: tools above, passes left, the picture with its timeline in the middle, pages right and below.

#include "gui/app.h"

namespace spoor::gui {

/// Draws the whole window. Borders that are dragged change the shares in the settings.
void layout(App& app);

}  // namespace spoor::gui
