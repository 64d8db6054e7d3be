#pragma once
/// What can be done by key, palette or menu that needs the window: dialogs, layout, scale, the view as a picture.

#include "gui/app.h"

#include <vector>

namespace spoor::gui {

/// `app` must outlive the actions.
std::vector<Action> window_actions(App& app);

/// Does what the keys say, unless a dialog lies over the window.
void perform_keys(App& app, const std::vector<struct KeyPress>& keys);

}  // namespace spoor::gui
