#pragma once
/// Names of what is on the screen, so that a test can click by name. Costs nothing unless a list was asked for.

#include <imgui.h>

#include <filesystem>
#include <string>
#include <string_view>

namespace spoor::gui {

/// Where the list goes; empty (the default): none is kept.
void list_items_in(std::filesystem::path file);

/// Where the window's content begins on the screen, and screen pixels per ImGui pixel.
void place_items(const ImVec2& origin, const ImVec2& scale);

/// Names the rectangle of the last ImGui item: "passes.run", "timeline", "tab.clip.mp4".
void name_item(std::string_view name);
void name_rectangle(std::string_view name, const ImVec2& low, const ImVec2& high);

/// A state that tests wait for: "frame=12", "results=3". Written beside the rectangles.
void tell_state(std::string_view name, std::string_view value);

/// Writes "name<TAB>x y width height" lines (screen pixels) and "state<TAB>name=value" lines through a temporary file,
/// when anything changed. Once per redraw: rectangles are those of this redraw, states stay until told anew.
void write_items();

}  // namespace spoor::gui
