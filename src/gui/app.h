#pragma once
/// What every panel is handed: the workbench to draw, and what the window itself keeps.

#include "gui/canvas_state.h"
#include "gui/fonts.h"
#include "gui/gl/field_renderer.h"
#include "gui/gl/picture_renderer.h"
#include "gui/gl/texture_cache.h"
#include "gui/panels/panel_state.h"
#include "workbench/actions.h"
#include "workbench/pass_shelf.h"
#include "workbench/window_settings.h"
#include "workbench/workbench.h"

#include <optional>
#include <string>
#include <vector>

namespace spoor::gui {

/// Pages of the bottom area and of the right one.
enum class BottomPage { kCurves, kTable, kFrames, kStructure, kMetadata, kContactSheet, kScopes, kMarks, kJournal };
enum class RightPage { kParameters, kResults, kFindings, kClaim, kMethod };

/// Which dialog lies over the window.
enum class Dialog { kNone, kOpen, kSaveAs, kExport, kPalette, kShortcuts, kGoTo, kAbout };

/// Passed by reference to every panel; panels keep nothing else between redraws. Main thread only.
struct App {
  Workbench& bench;
  WindowSettings& settings;
  Fonts& fonts;
  TextureCache& textures;
  PictureRenderer& pictures;
  FieldRenderer& fields;
  const std::vector<Action>& actions;
  double now_s = 0;

  PanelState panels{};
  std::optional<PicturePoint> pointer{};  ///< picture point under the mouse; set by the canvas
  ParamForms params{};
  std::string chosen_pass{};  ///< id
  std::string pass_query{};
  BottomPage bottom = BottomPage::kCurves;
  RightPage right = RightPage::kParameters;
  Dialog dialog = Dialog::kNone;
  bool reset_layout = false;
  bool quit = false;
  bool toggle_full_screen = false;
  bool rebuild_fonts = false;   ///< the scale of the settings changed
  std::string sound_trouble{};  ///< "silent: no sound device"; empty while all is well
  CanvasState canvas{};
  /// Seconds until the next redraw is due without an event; panels lower it (playing, blinking, a caret).
  double redraw_in_s = 1e9;
  void redraw_within(double seconds) { redraw_in_s = seconds < redraw_in_s ? seconds : redraw_in_s; }
};

}  // namespace spoor::gui
