#pragma once
/// Curves on the screen: pan, zoom, cross-hair.

#include "gui/app.h"

#include <optional>
#include <string>

namespace spoor::gui {

/// Draws `curve` into the space there is. Wheel: x about the pointer; Shift+wheel: y; drag: pan; double click: all of
/// it. `marker`: a vertical line at this x. Gives the x that was clicked.
std::optional<double> plot(App& app, const std::string& name, const Curve& curve, std::optional<double> marker);

}  // namespace spoor::gui
