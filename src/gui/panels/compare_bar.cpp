#include "gui/panels/compare_bar.h"

#include "gui/items.h"
#include "gui/widgets.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace spoor::gui {
namespace {

constexpr std::array kModes{CompareMode::kOff,  CompareMode::kOverlay, CompareMode::kSideBySide,
                            CompareMode::kWipe, CompareMode::kBlink,   CompareMode::kDifference};

/// The action that turns a mode on.
const char* action_of(CompareMode mode) {
  switch (mode) {
    case CompareMode::kOverlay:
      return "compare.overlay";
    case CompareMode::kSideBySide:
      return "compare.side_by_side";
    case CompareMode::kWipe:
      return "compare.wipe";
    case CompareMode::kBlink:
      return "compare.blink";
    case CompareMode::kDifference:
      return "compare.difference";
    case CompareMode::kOff:
      break;
  }
  return "compare.off";
}

ExhibitDesk& right_desk(App& app, ExhibitDesk& left) {
  if (left.comparison.other_exhibit == 0) return left;
  ExhibitDesk* other = app.bench.desk(left.comparison.other_exhibit);
  return other == nullptr ? left : *other;
}

bool two_pictures(CompareMode mode) { return mode != CompareMode::kOff && mode != CompareMode::kOverlay; }

void mode_choice(App& app, Comparison& comparison) {
  ImGui::SetNextItemWidth(em(8));
  const bool off = comparison.mode == CompareMode::kOff;
  if (begin_combo("##compare", off ? "Compare" : compare_mode_name(comparison.mode))) {
    for (const CompareMode mode : kModes) {
      if (ImGui::Selectable(compare_mode_name(mode), mode == comparison.mode) && mode != comparison.mode) {
        perform(app, action_of(mode));
      }
      name_item(std::string("compare.") + compare_mode_name(mode));
    }
    ImGui::EndCombo();
  }
  name_item("compare");
  hint(app, "Sets a map over its frame, or two frames or exhibits against each other");
  tell_state("compare", compare_mode_name(comparison.mode));
}

void other_choice(App& app, ExhibitDesk& desk) {
  Comparison& comparison = desk.comparison;
  const ExhibitDesk& right = right_desk(app, desk);
  const std::string now = &right == &desk ? "another frame" : right.record.exhibit.name;
  row_label(app, "Right picture", "What the picture you see is compared with", em(8));
  if (begin_combo("##other", elided(shown(now), em(13)).c_str())) {
    if (ImGui::Selectable("another frame of this exhibit", comparison.other_exhibit == 0)) comparison.other_exhibit = 0;
    name_item("compare.other.same");
    for (const auto& one : app.bench.desks()) {
      if (one.get() == &desk) continue;
      const std::int64_t id = one->record.id;
      const std::string title = shown(one->record.exhibit.name) + "##" + std::to_string(id);
      if (ImGui::Selectable(title.c_str(), comparison.other_exhibit == id)) comparison.other_exhibit = id;
      name_item("compare.other." + one->record.exhibit.name);
    }
    ImGui::EndCombo();
  }
  name_item("compare.other");
}

void offset_rows(App& app, ExhibitDesk& desk) {
  Comparison& comparison = desk.comparison;
  ExhibitDesk& right = right_desk(app, desk);
  const std::int64_t frames = right.frames();
  if (frames <= 1) return;
  const std::int64_t left = desk.playhead.frame(), shown_right = right_frame(comparison, left, frames);
  row_label(app, "Right frame", "Frame of the right picture; F2 and Shift+F2 step it", em(8));
  std::int64_t frame = shown_right;
  if (whole_number_field(app, "compare.frame", frame)) {
    frame = std::clamp<std::int64_t>(frame, 0, frames - 1);
    comparison.other_frame = frame;
    comparison.offset_frames = frame - left;
  }
  bool locked = comparison.locked;
  if (ImGui::Checkbox("Move together", &locked) && !perform(app, "compare.lock")) comparison.locked = locked;
  name_item("compare.locked");
  hint(app, "Locked, the right side keeps its offset; else it stays where it is");
  const auto seconds = [](const ExhibitDesk& of, std::int64_t at) {
    const auto& list = of.playhead.clock().seconds;
    return at >= 0 && static_cast<std::size_t>(at) < list.size() ? list[static_cast<std::size_t>(at)] : 0.0;
  };
  dim_text(offset_text(shown_right - left, seconds(desk, left), seconds(right, shown_right)));
}

/// How the two lie upon each other, and what may be done about it.
void registration_rows(App& app, ExhibitDesk& desk) {
  Comparison& comparison = desk.comparison;
  const Registration* const known = registration_of(app.bench, desk);
  ImGui::Separator();
  ImGui::AlignTextToFramePadding();
  ImGui::PushFont(app.fonts.strong);
  ImGui::TextUnformatted("Registration");
  ImGui::PopFont();
  const bool busy = desk.scene.registering != 0;
  if (main_button(app, "compare.register", known == nullptr || !known->features ? "Register" : "Register again",
                  "Lays the right picture upon the left one by features of the place that both show  " +
                      keys_of(app, "compare.register"),
                  !busy)) {
    register_sides(app.bench);
  }
  ImGui::SameLine(0, em(0.4));
  if (button(app, "compare.pairs", desk.scene.pairs.active ? "End point pairs" : "Point pairs ...",
             "Sets the same points in both pictures by hand  " + keys_of(app, "compare.pairs"))) {
    perform(app, "compare.pairs");
    ImGui::CloseCurrentPopup();
  }
  if (known != nullptr) {
    ImGui::SameLine(0, em(0.4));
    if (icon_button(app, "compare.remove_registration", icon::kTrash,
                    "Remove the registration (undo brings it back)")) {
      remove_registration(app.bench);
      return;
    }
  }
  if (busy) dim_text("comparing features ...");
  if (!desk.scene.registration_trouble.empty()) wrapped_text(desk.scene.registration_trouble);
  if (known == nullptr) {
    wrapped_dim_text("Two pictures of one place are laid upon each other before they are compared.");
    return;
  }
  ImGui::Checkbox("Show the right picture registered", &comparison.registered);
  name_item("compare.registered");
  const bool compared = known->features && known->features->brightness;
  if (comparison.mode == CompareMode::kDifference && compared) {
    ImGui::Checkbox("Match brightness in the difference", &comparison.match_brightness);
    name_item("compare.match_brightness");
    hint(app, "Takes the difference of brightness of the place as a whole out of what is shown");
  }
  for (const std::string& line : registration_lines(*known)) wrapped_dim_text(line);
}

/// What the mode itself can be set to, within reach.
void mode_slider(App& app, Comparison& comparison) {
  const auto slider = [&](const char* name, double& value, double low, double high, const char* format,
                          const char* help, ImGuiSliderFlags flags = 0) {
    ImGui::SameLine(0, em(0.3));
    ImGui::SetNextItemWidth(em(8.5));
    ImGui::SliderScalar((std::string("##") + name).c_str(), ImGuiDataType_Double, &value, &low, &high, format, flags);
    name_item(name);
    hint(app, help);
  };
  switch (comparison.mode) {
    case CompareMode::kOverlay:
      slider("compare.opacity", comparison.opacity, 0, 1, "opacity %.2f", "How much of the map is seen");
      break;
    case CompareMode::kBlink:
      slider("compare.blink.seconds", comparison.blink_seconds, 0.1, 3, "%.2f s each", "How long each is shown");
      break;
    case CompareMode::kDifference:
      slider("compare.gain", comparison.difference_gain, 1, 64, "gain %.1f",
             "Makes small differences visible; black stays where both are the same", ImGuiSliderFlags_Logarithmic);
      break;
    case CompareMode::kOff:
    case CompareMode::kSideBySide:
    case CompareMode::kWipe:
      break;
  }
}

/// The right side's frame, with its own steps.
void right_side(App& app, ExhibitDesk& desk) {
  const ExhibitDesk& right = right_desk(app, desk);
  std::string text = &right == &desk ? "" : elided(shown(right.record.exhibit.name), em(9));
  if (right.frames() > 1) {
    ImGui::SameLine(0, em(0.5));
    if (icon_button(app, "compare.right_back", icon::kStepBack, "Right side: a frame back  (Shift+F2)")) {
      perform(app, "compare.right_previous");
    }
    const std::int64_t frame = right_frame(desk.comparison, desk.playhead.frame(), right.frames());
    text += fmt::format("{}frame {}", text.empty() ? "" : "  ", frame);
  }
  if (text.empty()) text = "choose the right picture";
  ImGui::SameLine(0, right.frames() > 1 ? 0 : em(0.5));
  if (button(app, "compare.settings", text,
             "The right picture: which exhibit, which frame, locked to the left or not")) {
    ImGui::OpenPopup("##comparing");
  }
  if (right.frames() > 1) {
    ImGui::SameLine(0, 0);
    if (icon_button(app, "compare.right_on", icon::kStepOn, "Right side: a frame on  (F2)")) {
      perform(app, "compare.right_next");
    }
  }
  ImGui::SetNextWindowSize({em(27), 0});
  if (begin_popup("##comparing")) {
    other_choice(app, desk);
    offset_rows(app, desk);
    if (right_exhibit(desk) != 0) registration_rows(app, desk);
    ImGui::EndPopup();
  }
}

}  // namespace

void compare_bar(App& app, ExhibitDesk& desk) {
  Comparison& comparison = desk.comparison;
  mode_choice(app, comparison);
  if (comparison.mode == CompareMode::kOff) return;
  mode_slider(app, comparison);
  if (!two_pictures(comparison.mode)) return;
  right_side(app, desk);
  ImGui::SameLine(0, em(0.3));
  if (icon_button(app, "compare.off", icon::kClose, "End comparing  (Alt+0)")) perform(app, "compare.off");
}

}  // namespace spoor::gui
