#pragma once
/// Neutral grey for judging pictures; colour only in small signs, and never as the only sign.

#include <imgui.h>

namespace spoor::gui {

/// Sets ImGui's style for a scale of text and widgets.
void apply_theme(double scale);

namespace theme {

inline constexpr ImU32 kSurround = IM_COL32(42, 42, 42, 255);  ///< around pictures and plots
inline constexpr ImU32 kPanel = IM_COL32(50, 50, 50, 255);
inline constexpr ImU32 kRaised = IM_COL32(62, 62, 62, 255);  ///< buttons, headings of tables
inline constexpr ImU32 kLine = IM_COL32(30, 30, 30, 255);    ///< between panels
inline constexpr ImU32 kText = IM_COL32(222, 222, 222, 255);
inline constexpr ImU32 kMuted = IM_COL32(158, 158, 158, 255);   ///< labels, units, hints
inline constexpr ImU32 kAccent = IM_COL32(139, 172, 199, 255);  ///< what is chosen, the playhead
inline constexpr ImU32 kChosen = IM_COL32(76, 83, 90, 255);     ///< behind chosen rows
// Bearings and states; each stands beside a sign or a word.
inline constexpr ImU32 kConcern = IM_COL32(224, 165, 78, 255);
inline constexpr ImU32 kReassuring = IM_COL32(126, 181, 160, 255);
inline constexpr ImU32 kNeutral = IM_COL32(190, 190, 190, 255);
inline constexpr ImU32 kInconclusive = IM_COL32(150, 150, 150, 255);
inline constexpr ImU32 kError = IM_COL32(219, 128, 112, 255);

inline ImVec4 vec(ImU32 colour) { return ImGui::ColorConvertU32ToFloat4(colour); }

}  // namespace theme
}  // namespace spoor::gui
