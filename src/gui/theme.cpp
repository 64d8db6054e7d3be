#include "gui/theme.h"

namespace spoor::gui {
namespace {

ImVec4 grey(int level, float alpha = 1) {
  const float value = static_cast<float>(level) / 255.0F;
  return {value, value, value, alpha};
}

void set_colours(ImVec4* colours) {
  colours[ImGuiCol_Text] = theme::vec(theme::kText);
  colours[ImGuiCol_TextDisabled] = theme::vec(theme::kMuted);
  colours[ImGuiCol_WindowBg] = theme::vec(theme::kPanel);
  colours[ImGuiCol_ChildBg] = grey(0, 0);
  colours[ImGuiCol_PopupBg] = grey(56);
  colours[ImGuiCol_Border] = grey(32);
  colours[ImGuiCol_BorderShadow] = grey(0, 0);
  colours[ImGuiCol_FrameBg] = grey(38);
  colours[ImGuiCol_FrameBgHovered] = grey(46);
  colours[ImGuiCol_FrameBgActive] = grey(52);
  colours[ImGuiCol_TitleBg] = colours[ImGuiCol_TitleBgActive] = colours[ImGuiCol_TitleBgCollapsed] = grey(44);
  colours[ImGuiCol_MenuBarBg] = grey(44);
  colours[ImGuiCol_ScrollbarBg] = grey(0, 0);
  colours[ImGuiCol_ScrollbarGrab] = grey(86);
  colours[ImGuiCol_ScrollbarGrabHovered] = grey(104);
  colours[ImGuiCol_ScrollbarGrabActive] = grey(120);
  colours[ImGuiCol_CheckMark] = theme::vec(theme::kAccent);
  colours[ImGuiCol_SliderGrab] = grey(140);
  colours[ImGuiCol_SliderGrabActive] = theme::vec(theme::kAccent);
  colours[ImGuiCol_Button] = theme::vec(theme::kRaised);
  colours[ImGuiCol_ButtonHovered] = grey(76);
  colours[ImGuiCol_ButtonActive] = grey(90);
  colours[ImGuiCol_Header] = theme::vec(theme::kChosen);
  colours[ImGuiCol_HeaderHovered] = grey(70);
  colours[ImGuiCol_HeaderActive] = grey(84);
  colours[ImGuiCol_Separator] = grey(38);
  colours[ImGuiCol_SeparatorHovered] = grey(110);
  colours[ImGuiCol_SeparatorActive] = theme::vec(theme::kAccent);
  colours[ImGuiCol_ResizeGrip] = grey(80, 0.4F);
  colours[ImGuiCol_ResizeGripHovered] = colours[ImGuiCol_ResizeGripActive] = grey(130, 0.7F);
  colours[ImGuiCol_Tab] = colours[ImGuiCol_TabUnfocused] = grey(44);
  colours[ImGuiCol_TabHovered] = grey(72);
  colours[ImGuiCol_TabActive] = colours[ImGuiCol_TabUnfocusedActive] = grey(64);
  colours[ImGuiCol_PlotLines] = colours[ImGuiCol_PlotHistogram] = grey(180);
  colours[ImGuiCol_PlotLinesHovered] = colours[ImGuiCol_PlotHistogramHovered] = theme::vec(theme::kAccent);
  colours[ImGuiCol_TableHeaderBg] = grey(58);
  colours[ImGuiCol_TableBorderStrong] = grey(36);
  colours[ImGuiCol_TableBorderLight] = grey(42);
  colours[ImGuiCol_TableRowBg] = grey(0, 0);
  colours[ImGuiCol_TableRowBgAlt] = grey(255, 0.02F);
  colours[ImGuiCol_TextSelectedBg] = ImVec4(0.42F, 0.49F, 0.55F, 0.6F);
  colours[ImGuiCol_DragDropTarget] = colours[ImGuiCol_NavHighlight] = theme::vec(theme::kAccent);
  colours[ImGuiCol_ModalWindowDimBg] = grey(0, 0.35F);
}

}  // namespace

void apply_theme(double scale) {
  ImGuiStyle style;
  set_colours(style.Colors);
  style.WindowPadding = {8, 8};
  style.FramePadding = {7, 3};
  style.CellPadding = {6, 2};
  style.ItemSpacing = {7, 5};
  style.ItemInnerSpacing = {5, 4};
  style.IndentSpacing = 16;
  style.ScrollbarSize = 11;
  style.GrabMinSize = 9;
  style.WindowBorderSize = 0;
  style.ChildBorderSize = 0;
  style.PopupBorderSize = 1;
  style.FrameBorderSize = 0;
  style.TabBorderSize = 0;
  style.WindowRounding = 0;
  style.ChildRounding = 0;
  style.FrameRounding = 3;
  style.PopupRounding = 4;
  style.ScrollbarRounding = 6;
  style.GrabRounding = 3;
  style.TabRounding = 3;
  style.DisabledAlpha = 0.45F;
  style.WindowMenuButtonPosition = ImGuiDir_None;
  style.ScaleAllSizes(static_cast<float>(scale));
  style.WindowBorderSize = 0;
  style.PopupBorderSize = 1;
  ImGui::GetStyle() = style;
}

}  // namespace spoor::gui
