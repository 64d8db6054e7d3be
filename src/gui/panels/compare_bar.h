#pragma once
/// The part of the tool bar that sets one picture against another.

#include "gui/app.h"

namespace spoor::gui {

void compare_bar(App& app, ExhibitDesk& desk);

}  // namespace spoor::gui
