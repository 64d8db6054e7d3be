#include "gui/items.h"
#include "gui/mark_colours.h"
#include "gui/panels/compare_bar.h"
#include "gui/panels/panels.h"
#include "gui/panels/save_picture.h"
#include "gui/widgets.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace spoor::gui {
namespace {

struct ToolButton {
  Tool tool;
  const char* icon;
  const char* title;
};
constexpr std::array kTools{ToolButton{Tool::kSelect, icon::kSelect, "Select and move marks"},
                            ToolButton{Tool::kRectangle, icon::kSquare, "Rectangle"},
                            ToolButton{Tool::kPolygon, icon::kPolygon, "Polygon"},
                            ToolButton{Tool::kFreehand, icon::kPencil, "Freehand"},
                            ToolButton{Tool::kLine, icon::kLine, "Line"},
                            ToolButton{Tool::kPath, icon::kChart, "Path: points along an edge"},
                            ToolButton{Tool::kPole, icon::kPole, "Pole: foot, top, tip of its shadow"},
                            ToolButton{Tool::kArrow, icon::kArrow, "Arrow"},
                            ToolButton{Tool::kPoint, icon::kPoint, "Point"},
                            ToolButton{Tool::kText, icon::kText, "Text"},
                            ToolButton{Tool::kMeasure, icon::kMeasure, "Measure"}};

void gap() {
  ImGui::SameLine(0, em(0.5));
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float high = ImGui::GetFrameHeight();
  ImGui::GetWindowDrawList()->AddLine({at.x, at.y + high * 0.2F}, {at.x, at.y + high * 0.8F},
                                      IM_COL32(255, 255, 255, 34));
  ImGui::Dummy({1, high});
  ImGui::SameLine(0, em(0.5));
}

std::string with_keys(App& app, const std::string& tip, std::string_view action) {
  const std::string keys = keys_of(app, action);
  return keys.empty() ? tip : tip + "  (" + keys + ")";
}

void tools(App& app) {
  Annotator& annotator = app.bench.annotator;
  for (const ToolButton& one : kTools) {
    if (one.tool != Tool::kSelect) ImGui::SameLine(0, 0);
    const std::string name = std::string("tool.") + tool_name(one.tool);
    if (icon_button(app, name, one.icon, with_keys(app, one.title, name), annotator.tool == one.tool)) {
      annotator.cancel();
      annotator.tool = one.tool;
    }
  }
  tell_state("tool", tool_name(annotator.tool));
  ImGui::SameLine(0, em(0.4));
  ImGui::SetNextItemWidth(em(7.5));
  const bool open = begin_combo("##role", spaced(annotator.defaults.role).c_str(), ImGuiComboFlags_HeightLarge);
  name_item("tool.role");
  hint(app, "Role of new marks: passes take marks by their role");
  if (!open) return;
  for (const std::string& role : known_roles()) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    if (ImGui::Selectable(("    " + spaced(role)).c_str(), role == annotator.defaults.role))
      annotator.defaults.role = role;
    name_item("tool.role." + role);
    ImGui::GetWindowDrawList()->AddRectFilled({at.x + em(0.1), at.y + em(0.25)}, {at.x + em(0.7), at.y + em(0.85)},
                                              role_colour(role), 2);
  }
  ImGui::EndCombo();
}

void span_choice(App& app, const ExhibitDesk& desk) {
  if (!desk.is_clip()) return;
  constexpr std::array kSpans{std::pair(MarkDefaults::Span::kThisFrame, "this frame"),
                              std::pair(MarkDefaults::Span::kWholeClip, "whole clip"),
                              std::pair(MarkDefaults::Span::kLoop, "in to out")};
  MarkDefaults& defaults = app.bench.annotator.defaults;
  const auto now =
      std::find_if(kSpans.begin(), kSpans.end(), [&](const auto& one) { return one.first == defaults.span; });
  ImGui::SameLine(0, em(0.3));
  ImGui::SetNextItemWidth(em(6.5));
  if (begin_combo("##span", now->second)) {
    for (const auto& [span, title] : kSpans) {
      if (ImGui::Selectable(title, span == defaults.span)) defaults.span = span;
      name_item(std::string("tool.span.") + title);
    }
    ImGui::EndCombo();
  }
  name_item("tool.span");
  hint(app, "Frames on which a new mark is shown");
}

void zooming(App& app, ExhibitDesk& desk) {
  const cv::Point2d middle(desk.view.canvas.width / 2.0, desk.view.canvas.height / 2.0);
  if (icon_button(app, "zoom.fit", icon::kFit, with_keys(app, "Fit", "view.fit"), desk.view.fit)) {
    desk.view.fit = true;
    desk.view = fitted(desk.view);
  }
  ImGui::SameLine(0, 0);
  if (icon_button(app, "zoom.out", icon::kZoomOut, with_keys(app, "Smaller", "view.zoom_out"))) {
    desk.view = zoomed(desk.view, 1 / 1.5, middle);
  }
  ImGui::SameLine(0, 0);
  if (icon_button(app, "zoom.in", icon::kZoomIn, with_keys(app, "Larger", "view.zoom_in"))) {
    desk.view = zoomed(desk.view, 1.5, middle);
  }
  ImGui::SameLine(0, em(0.2));
  const std::string text = zoom_text(desk.view);
  if (button(app, "zoom.one", text, with_keys(app, "1:1: one screen pixel a sample", "view.one_to_one"))) {
    desk.view = one_to_one(desk.view, middle);
  }
  tell_state("zoom", text);
}

void levels(App& app, DisplaySettings& display) {
  if (icon_button(app, "levels", icon::kLevels, "Levels, gamma, exposure: for the eye alone, nothing that is measured",
                  !untouched(display))) {
    ImGui::OpenPopup("##levels");
  }
  ImGui::SetNextWindowSize({em(22), 0});
  if (!begin_popup("##levels")) return;
  const auto slider = [&](const char* label, const char* name, double& value, double low, double high,
                          const char* format) {
    row_label(app, label, nullptr, em(7.5));
    ImGui::SliderScalar((std::string("##") + name).c_str(), ImGuiDataType_Double, &value, &low, &high, format);
    name_item(name);
  };
  slider("Exposure", "levels.exposure", display.exposure_stops, -5, 5, "%.2f stops");
  slider("Black", "levels.black", display.black, 0, 0.99, "%.3f");
  slider("White", "levels.white", display.white, 0.01, 1, "%.3f");
  display.white = std::max(display.white, display.black + 0.004);
  slider("Gamma", "levels.gamma", display.gamma, 0.2, 5, "%.2f");
  slider("Local contrast", "levels.local", display.local_contrast, 0, 1, "%.2f");
  if (button(app, "levels.reset", "Show as decoded", {}, !untouched(display))) perform(app, "levels.reset");
  ImGui::EndPopup();
}

void channel(App& app, DisplaySettings& display) {
  ImGui::SetNextItemWidth(em(5.5));
  if (begin_combo("##channel", channel_name(display.channel))) {
    for (const ChannelView one : kChannels) {
      if (ImGui::Selectable(channel_name(one), one == display.channel)) display.channel = one;
      name_item(std::string("channel.") + channel_name(one));
    }
    ImGui::EndCombo();
  }
  name_item("channel");
  hint(app, with_keys(app, "Channel that is shown", "channel.next"));
}

void average(App& app, ExhibitDesk& desk) {
  if (!desk.is_clip()) return;
  SceneWork& scene = desk.scene;
  const bool shown_now = average_for(desk, desk.playhead.frame()) != nullptr;
  ImGui::SameLine(0, 0);
  if (icon_button(app, "view.average", icon::kCopy, with_keys(app, "Average of frames around this one", "view.average"),
                  shown_now)) {
    ImGui::OpenPopup("##average");
  }
  ImGui::SetNextWindowSize({em(23), 0});
  if (!ImGui::BeginPopup("##average")) return;
  row_label(app, "Frames", "How many around the one you see; an odd number", em(5));
  int count = scene.average_count;
  if (ImGui::SliderInt("##count", &count, 3, Session::kMostAveraged)) scene.average_count = count | 1;
  name_item("average.count");
  if (main_button(app, "average.show", shown_now ? "Back to the frame" : "Average", {}, scene.averaging == 0)) {
    toggle_average(app.bench);
    ImGui::CloseCurrentPopup();
  }
  if (!scene.average_trouble.empty()) wrapped_text(scene.average_trouble);
  wrapped_dim_text(
      "Each frame is laid upon the one you see. Where the scene is still, noise goes and what stands still "
      "is seen better; what moves is smeared. For the eye alone: nothing is measured on it.");
  ImGui::EndPopup();
}

void seeing(App& app, ExhibitDesk& desk) {
  DisplaySettings& display = desk.display;
  channel(app, display);
  ImGui::SameLine(0, em(0.2));
  levels(app, display);
  average(app, desk);
  ImGui::SameLine(0, 0);
  if (icon_button(app, "view.loupe", icon::kLoupe, with_keys(app, "Loupe", "view.loupe"), display.loupe)) {
    display.loupe = !display.loupe;
  }
  ImGui::SameLine(0, 0);
  if (icon_button(app, "view.more", icon::kEye, "What else is shown")) ImGui::OpenPopup("##seeing");
  if (begin_popup("##seeing")) {
    const auto toggle = [&](const char* label, const char* action, bool& value) {
      const std::string keys = keys_of(app, action);
      if (ImGui::MenuItem(label, keys.empty() ? nullptr : keys.c_str(), value)) value = !value;
      name_item(action);
    };
    bool smooth = display.enlargement == Enlargement::kSmooth;
    toggle("Smooth enlargement", "view.smooth", smooth);
    display.enlargement = smooth ? Enlargement::kSmooth : Enlargement::kNearest;
    toggle("Pixel grid", "view.grid", display.pixel_grid);
    toggle("Pixel values", "view.values", display.pixel_values);
    toggle("Rulers", "view.rulers", display.rulers);
    toggle("Minimap", "view.minimap", display.minimap);
    toggle("Hide all marks", "marks.hide", display.marks_hidden);
    toggle("Declared orientation", "view.orientation", display.apply_orientation);
    toggle("Blur graphic content", "view.blur", display.blurred);
    ImGui::Separator();
    if (ImGui::MenuItem("Turn clockwise", keys_of(app, "view.turn_right").c_str())) {
      if (!perform(app, "view.turn_right")) desk.view.quarter_turns = (desk.view.quarter_turns + 1) % 4;
    }
    ImGui::EndPopup();
  }
  ImGui::SameLine(0, 0);
  if (icon_button(app, "export.view", icon::kCamera, with_keys(app, "Save the view as a picture", "view.export"))) {
    save_view(app);
  }
}

}  // namespace

void tool_bar(App& app) {
  ExhibitDesk* desk = app.bench.active();
  if (desk == nullptr) {
    tell_state("tool", tool_name(app.bench.annotator.tool));
    return;
  }
  tools(app);
  span_choice(app, *desk);
  gap();
  zooming(app, *desk);
  gap();
  seeing(app, *desk);
  gap();
  compare_bar(app, *desk);
}

}  // namespace spoor::gui
