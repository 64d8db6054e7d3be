#pragma once
/// The parts of the picture canvas, each drawn over the one before.

#include "gui/app.h"

#include <imgui.h>

#include <memory>
#include <string>

namespace spoor::gui {

/// The canvas of one redraw: where it lies and what it shows.
struct CanvasFrame {
  App& app;
  ExhibitDesk& desk;
  ImDrawList& list;
  ImVec2 low, high;                    ///< screen
  CanvasView view;                     ///< of the left side
  std::int64_t index = 0;              ///< frame looked at
  std::shared_ptr<const Frame> frame;  ///< null while it is on its way
  bool hovered = false, clicked = false, double_clicked = false;
  ImVec2 mouse;

  ImVec2 screen(const PicturePoint& point) const;
  PicturePoint picture(const ImVec2& at) const;
};

/// Text on a dark plate that can be read on any picture; gives its size.
ImVec2 plate(ImDrawList& list, const ImVec2& at, const std::string& text, ImU32 ink);

/// The pointer for the tools.
PointerInput pointer_input(const CanvasFrame& canvas);

// In place of a picture, or over it.
void nothing_open(App& app, const ImVec2& low, const ImVec2& high);
/// What is in the way of a picture, and what to do about it.
void no_picture(App& app, ExhibitDesk& desk, const ImVec2& low, const ImVec2& high);
/// An error of the exhibit; what was shown before stays below it.
void error_banner(ExhibitDesk& desk, const ImVec2& low, const ImVec2& high);
void blur_cover(ExhibitDesk& desk, const ImVec2& low, const ImVec2& high);

// Over the picture.
void draw_pixel_values(const CanvasFrame& canvas);
void draw_marks(const CanvasFrame& canvas);
void draw_rulers(const CanvasFrame& canvas);
void draw_loupe(const CanvasFrame& canvas, const PictureLayer& layer, const DisplaySettings& display);
/// Rectangle of the minimap on the screen; empty where all of the picture is seen.
ImVec4 minimap_place(const CanvasFrame& canvas);
void draw_minimap(const CanvasFrame& canvas, const PictureLayer& layer, const DisplaySettings& display);
/// Legend of the map with its title, reading and opacity.
/// `range`: values at the ends of the colours.
void map_legend(const CanvasFrame& canvas, const Map& map, const cv::Vec2d& range, bool preview);

/// Place and samples: "x 12.3 y 45.6   Y 120 Cb 128 Cr 127". Only the place while the frame is on its way.
std::string readout_text(const CanvasFrame& canvas, const PicturePoint& point);

/// "   ELA 3.42" of the cell under a place; says where nothing was measured. Empty beside the map.
std::string map_value_text(const Map& map, const PicturePoint& point);

/// Pan, zoom, wipe handle, tools.
void canvas_input(CanvasFrame& canvas);

}  // namespace spoor::gui
