#include "workbench/action_list.h"

#include <algorithm>

namespace spoor {
namespace {

bool is_comparing(Workbench& bench) {
  const ExhibitDesk* const desk = shown_desk(bench);
  return desk != nullptr && desk->comparison.mode != CompareMode::kOff;
}

/// Sides that can be stepped: a map over its own frame has none.
bool has_sides(Workbench& bench) {
  return is_comparing(bench) && shown_desk(bench)->comparison.mode != CompareMode::kOverlay;
}

/// Frames of the right side's exhibit.
std::int64_t right_frames(Workbench& bench, ExhibitDesk& left) {
  ExhibitDesk* const other = left.comparison.other_exhibit == 0 ? nullptr : bench.desk(left.comparison.other_exhibit);
  return (other == nullptr ? left : *other).playhead.clock().frames();
}

/// A picture against itself shows nothing: a still meets another exhibit, the frame of a clip the one before it.
void find_other_side(Workbench& bench, ExhibitDesk& desk) {
  Comparison& comparison = desk.comparison;
  if (comparison.other_exhibit != 0 && bench.desk(comparison.other_exhibit) != nullptr) return;
  comparison.other_exhibit = 0;
  if (!desk.is_clip()) {
    const ExhibitDesk* best = nullptr;
    for (const auto& one : bench.desks()) {
      if (one.get() == &desk || one->picture_size().empty()) continue;
      const bool fits = one->picture_size() == desk.picture_size();
      if (best == nullptr || (fits && best->picture_size() != desk.picture_size())) best = one.get();
    }
    if (best != nullptr) comparison.other_exhibit = best->record.id;
    return;
  }
  const std::int64_t left = desk.playhead.frame();
  if (right_frame(comparison, left, right_frames(bench, desk)) != left) return;
  comparison.offset_frames = left > 0 ? -1 : 1;
  comparison.other_frame = left + comparison.offset_frames;
}

void compare_by(Workbench& bench, CompareMode mode) {
  ExhibitDesk* const desk = shown_desk(bench);
  if (desk == nullptr) return;
  Comparison& comparison = desk->comparison;
  comparison.mode = comparison.mode == mode ? CompareMode::kOff : mode;
  comparison.left_hidden = comparison.right_hidden = false;
  if (comparison.mode != CompareMode::kOff && mode != CompareMode::kOverlay) find_other_side(bench, *desk);
}

void step_left(Workbench& bench, int by) {
  ExhibitDesk* const desk = shown_desk(bench);
  if (desk == nullptr) return;
  const std::int64_t before = desk->playhead.frame();
  desk->playhead.step(by, bench.now_s());
  // The right side stays where it is.
  desk->comparison.offset_frames -= desk->playhead.frame() - before;
}

void step_right(Workbench& bench, int by) {
  ExhibitDesk* const desk = shown_desk(bench);
  if (desk == nullptr) return;
  const std::int64_t left = desk->playhead.frame(), frames = right_frames(bench, *desk);
  const std::int64_t right = right_frame(desk->comparison, left, frames);
  const std::int64_t next = std::clamp<std::int64_t>(right + by, 0, std::max<std::int64_t>(0, frames - 1));
  if (desk->comparison.locked) {
    desk->comparison.offset_frames = next - left;
  } else {
    desk->comparison.other_frame = next;
  }
}

/// Nothing that is seen moves when the lock opens or closes.
void toggle_lock(Workbench& bench) {
  ExhibitDesk* const desk = shown_desk(bench);
  if (desk == nullptr) return;
  Comparison& comparison = desk->comparison;
  const std::int64_t left = desk->playhead.frame();
  const std::int64_t right = right_frame(comparison, left, right_frames(bench, *desk));
  comparison.locked = !comparison.locked;
  comparison.offset_frames = right - left;
  comparison.other_frame = right;
}

bool can_register(Workbench& bench) {
  const ExhibitDesk* const desk = shown_desk(bench);
  return desk != nullptr && right_exhibit(*desk) != 0;
}

bool is_registered(Workbench& bench) {
  const ExhibitDesk* const desk = shown_desk(bench);
  return desk != nullptr && registration_of(bench, *desk) != nullptr;
}

void add_registration(ActionList& list) {
  list.begin("Compare", can_register);
  list.add("compare.register", "Register both pictures",
           "Lays the right picture upon the left one by features of the place that both show.", {"Alt+R"},
           register_sides)
      .possible = [](Workbench& bench) { return can_register(bench) && shown_desk(bench)->scene.registering == 0; };
  list.add("compare.pairs", "Set point pairs",
           "Shows both pictures side by side; a click sets the same point in both, by which they are registered.",
           {"Alt+Shift+R"}, [](Workbench& bench) {
             ExhibitDesk& desk = *shown_desk(bench);
             PairPicker& pairs = desk.scene.pairs;
             pairs.cancel();
             pairs.active = !pairs.active;
             if (pairs.active) desk.comparison.mode = CompareMode::kSideBySide;
             // Delete is the pairs'.
             bench.annotator.cancel();
             bench.annotator.chosen.clear();
           });
  list.begin("Compare", is_registered);
  list.on_desk("compare.registered", "Show registered", "Shows the right picture laid upon the left one, or as it is.",
               {}, [](ExhibitDesk& desk) { desk.comparison.registered = !desk.comparison.registered; });
  list.on_desk("compare.match_brightness", "Match brightness",
               "Takes the brightness of the place as a whole out of the difference.", {},
               [](ExhibitDesk& desk) { desk.comparison.match_brightness = !desk.comparison.match_brightness; });
  list.add("compare.remove_registration", "Remove the registration",
           "Shows both pictures pixel on pixel again; undo brings it back.", {}, remove_registration);
}

}  // namespace

void add_compare_actions(ActionList& list) {
  list.begin("Compare", has_picture);
  const auto mode = [&](const char* id, const char* title, const char* help, std::initializer_list<const char*> keys,
                        CompareMode wanted) {
    list.add(id, title, help, keys, [wanted](Workbench& bench) { compare_by(bench, wanted); });
  };
  mode("compare.overlay", "Overlay the chosen map", "Draws the chosen map over its frame.", {"O"},
       CompareMode::kOverlay);
  mode("compare.side_by_side", "Side by side", "Shows both pictures next to each other.", {"S"},
       CompareMode::kSideBySide);
  mode("compare.wipe", "Wipe", "Shows one picture left and the other right of a line.", {"W"}, CompareMode::kWipe);
  mode("compare.blink", "Blink", "Shows both pictures in turn.", {"Shift+W"}, CompareMode::kBlink);
  mode("compare.difference", "Difference", "Shows where both pictures differ.", {"0"}, CompareMode::kDifference);
  list.begin("Compare", is_comparing);
  list.on_desk("compare.off", "End comparing", "Shows the picture by itself.", {"Alt+0"}, [](ExhibitDesk& desk) {
    desk.comparison.mode = CompareMode::kOff;
    desk.comparison.left_hidden = desk.comparison.right_hidden = false;
  });
  list.on_desk("compare.hide_left", "Hide left", "Hides the left picture of the comparison, or shows it again.", {"1"},
               [](ExhibitDesk& desk) {
                 desk.comparison.left_hidden = !desk.comparison.left_hidden;
                 desk.comparison.right_hidden = false;
               });
  list.on_desk("compare.hide_right", "Hide right", "Hides the right picture of the comparison, or shows it again.",
               {"2"}, [](ExhibitDesk& desk) {
                 desk.comparison.right_hidden = !desk.comparison.right_hidden;
                 desk.comparison.left_hidden = false;
               });
  list.begin("Compare", has_sides);
  const auto side = [&](const char* id, const char* title, const char* help, const char* key,
                        void (*step)(Workbench&, int), int by) {
    list.add(id, title, help, {key}, [step, by](Workbench& bench) { step(bench, by); }).repeats = true;
  };
  side("compare.left_next", "Left: next frame", "Steps the left side alone.", "F1", step_left, 1);
  side("compare.left_previous", "Left: previous frame", "Steps the left side alone.", "Shift+F1", step_left, -1);
  side("compare.right_next", "Right: next frame", "Steps the right side alone.", "F2", step_right, 1);
  side("compare.right_previous", "Right: previous frame", "Steps the right side alone.", "Shift+F2", step_right, -1);
  list.add("compare.lock", "Lock both sides", "Moves both sides together, at their offset, or each by itself.",
           {"Ctrl+L"}, toggle_lock);
  list.on_desk("compare.no_offset", "No offset", "Shows the same frame number on both sides.", {"Ctrl+Shift+L"},
               [](ExhibitDesk& desk) {
                 desk.comparison.offset_frames = 0;
                 desk.comparison.other_frame = desk.playhead.frame();
               });
  add_registration(list);
}

}  // namespace spoor
