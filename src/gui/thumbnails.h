#pragma once
/// Small pictures of frames in strips, lists and sheets.

#include "engine/session.h"
#include "gui/app.h"

#include <imgui.h>

#include <memory>

namespace spoor::gui {

enum class Filling { kWhole, kCut };  ///< all of it in the box, or its middle in all of the box

/// `picture` turned by `orientation` (EXIF 1..8), centred between `low` and `high`. False where there is none.
bool draw_thumbnail(App& app, ImDrawList& list, const std::shared_ptr<const ReducedPicture>& picture, int orientation,
                    const ImVec2& low, const ImVec2& high, Filling filling);

/// As the view of `desk` turns its pictures.
int shown_orientation(App& app, const ExhibitDesk& desk);
/// Width over height of a frame of `desk` as it is shown; 0 where its size is unknown.
float shown_ratio(App& app, const ExhibitDesk& desk);

/// In place of a picture that may be graphic.
void draw_hidden(ImDrawList& list, const ImVec2& low, const ImVec2& high);

}  // namespace spoor::gui
