#include "workbench/action_list.h"

#include <algorithm>

namespace spoor {
namespace {

bool has_chosen_mark(Workbench& bench) { return chosen_mark(bench) != nullptr; }

void change(Workbench& bench, const std::optional<MarksChange>& made) {
  ExhibitDesk* const desk = shown_desk(bench);
  if (desk == nullptr || !made) return;
  bench.annotator.chosen = made->chosen;
  bench.change_marks(desk->record.id, *made, bench.new_gesture());
}

/// For what is done to the chosen mark at the frame that is looked at.
ActionList::Act on_mark(
    std::function<std::optional<MarksChange>(const Marks&, const Region&, std::int64_t, Workbench&)> make) {
  return [make = std::move(make)](Workbench& bench) {
    const Region* const mark = chosen_mark(bench);
    if (mark == nullptr) return;
    const ExhibitDesk& desk = *shown_desk(bench);
    change(bench, make(bench.marks(desk.record.id), *mark, desk.playhead.frame(), bench));
  };
}

void go_to_mark(Workbench& bench, int by) {
  ExhibitDesk* const desk = shown_desk(bench);
  if (desk == nullptr) return;
  const auto& regions = bench.marks(desk->record.id).regions;
  if (regions.empty()) return;
  const auto count = static_cast<std::ptrdiff_t>(regions.size());
  const Region* const now = chosen_mark(bench);
  const std::ptrdiff_t at = now != nullptr ? (now - regions.data() + by + count) % count : by > 0 ? 0 : count - 1;
  const Region& mark = regions[static_cast<std::size_t>(at)];
  bench.annotator.chosen = mark.id;
  if (!mark.frames.contains(desk->playhead.frame())) desk->playhead.go_to(mark.frames.first, bench.now_s());
}

void add_tools(ActionList& list) {
  list.begin("Tools", has_picture);
  const auto tool = [&](Tool wanted, const char* title, const char* help, std::initializer_list<const char*> keys) {
    list.add(std::string("tool.") + tool_name(wanted), title, help, keys, [wanted](Workbench& bench) {
      bench.annotator.cancel();
      bench.annotator.tool = wanted;
    });
  };
  tool(Tool::kSelect, "Select", "Chooses and moves marks by corner, edge or inside; Ctrl adds and removes corners.",
       {"V"});
  tool(Tool::kRectangle, "Rectangle", "Marks a rectangle by dragging; Shift makes it a square.", {"R"});
  tool(Tool::kPolygon, "Polygon",
       "Marks a polygon by its corners; Enter, a double click or its first corner closes it.", {"P"});
  tool(Tool::kFreehand, "Freehand", "Marks what the pointer goes along; a stroke that comes home becomes a region.",
       {"D"});
  tool(Tool::kLine, "Line", "Marks a line, for a horizon, an edge or a direction; Shift keeps it straight.", {"N"});
  tool(Tool::kPath, "Path", "Marks points along an edge, one click each; Enter or a double click ends it.",
       {"Shift+P"});
  tool(Tool::kPole, "Pole", "Marks an upright object by its foot, its top and the tip of its shadow, one click each.",
       {"Shift+O"});
  tool(Tool::kArrow, "Arrow", "Points at something, for readers of the report.", {"A"});
  tool(Tool::kPoint, "Point", "Marks a single place.", {"I"});
  tool(Tool::kText, "Text", "Writes a word at a place.", {"Shift+T"});
  tool(Tool::kMeasure, "Measure", "Reads a length and an angle in pixels.", {"Shift+N"});
}

void add_marks(ActionList& list) {
  list.begin("Marks", has_picture);
  list.on_desk("marks.hide", "Hide all marks", "Hides what is drawn over the picture, or shows it again.", {"T"},
               [](ExhibitDesk& desk) { desk.display.marks_hidden = !desk.display.marks_hidden; });
  list.add("mark.finish", "Finish drawing", "Ends the polygon, path or pole that is being drawn.", {"Enter"},
           [](Workbench& bench) {
             if (ExhibitDesk* const desk = shown_desk(bench))
               change(bench, bench.annotator.finish(bench.marks(desk->record.id)));
           })
      .possible = [](Workbench& bench) { return bench.annotator.busy(); };
  list.add("mark.drop_corner", "Take the last corner back", "Of the polygon, path or pole that is being drawn.",
           {"Backspace"}, [](Workbench& bench) { bench.annotator.drop_last_corner(); })
      .possible = [](Workbench& bench) { return bench.annotator.busy(); };
  list.add("mark.cancel", "Drop what is being drawn", "And, where nothing is, choose nothing and go back to selecting.",
           {"Escape"},
           [](Workbench& bench) {
             Annotator& annotator = bench.annotator;
             if (annotator.busy()) return annotator.cancel();
             if (!annotator.chosen.empty()) return annotator.chosen.clear();
             annotator.tool = Tool::kSelect;
           })
      .possible = {};
  list.add("mark.next", "Next mark", "Chooses the next mark and goes to where it is shown.", {"Alt+Page Down"},
           [](Workbench& bench) { go_to_mark(bench, 1); })
      .repeats = true;
  list.add("mark.previous", "Previous mark", "Chooses the mark before and goes to where it is shown.", {"Alt+Page Up"},
           [](Workbench& bench) { go_to_mark(bench, -1); })
      .repeats = true;
  list.begin("Marks", has_chosen_mark);
  list.add("mark.delete", "Delete mark", "Deletes the chosen mark; undo brings it back.", {"Delete"},
           on_mark([](const Marks& marks, const Region& mark, std::int64_t, Workbench&) {
             return without_mark(marks, mark.id);
           }));
  list.add("mark.duplicate", "Duplicate mark", "Puts a copy beside the chosen mark.", {"Ctrl+D"},
           on_mark([](const Marks& marks, const Region& mark, std::int64_t, Workbench&) {
             constexpr double kBeside = 10;
             return duplicated(marks, mark.id, kBeside);
           }));
  list.add("mark.turn_round", "Turn line round", "Swaps the ends of the chosen line or path, where a role asks which.",
           {"Shift+D"}, on_mark([](const Marks& marks, const Region& mark, std::int64_t, Workbench&) {
             return turned_round(marks, mark.id);
           }));
  struct Direction {
    const char *id, *title, *key, *far_key;
    double right, down;
  };
  for (const Direction& way : {Direction{"left", "left", "Alt+Left", "Alt+Shift+Left", -1, 0},
                               Direction{"right", "right", "Alt+Right", "Alt+Shift+Right", 1, 0},
                               Direction{"up", "up", "Alt+Up", "Alt+Shift+Up", 0, -1},
                               Direction{"down", "down", "Alt+Down", "Alt+Shift+Down", 0, 1}}) {
    for (const double pixels : {1.0, 10.0}) {
      list.add(std::string("mark.nudge_") + way.id + (pixels > 1 ? "_10" : ""),
               std::string("Nudge mark ") + way.title + (pixels > 1 ? " by ten" : ""),
               pixels > 1 ? "Moves the chosen mark by ten pixels." : "Moves the chosen mark by one pixel.",
               {pixels > 1 ? way.far_key : way.key},
               on_mark([way, pixels](const Marks& marks, const Region& mark, std::int64_t frame, Workbench& bench) {
                 return nudged(marks, mark.id, frame, pixels * way.right, pixels * way.down,
                               bench.annotator.defaults.keyed);
               }))
          .repeats = true;
    }
  }
  list.add("mark.key_here", "Key frame of the mark here", "Fixes the mark where it lies at this frame.", {"Alt+K"},
           on_mark([](const Marks& marks, const Region& mark, std::int64_t frame, Workbench&) {
             return replaced(marks, with_points_at(mark, frame, points_at(mark, frame), true), "set key frame");
           }));
  list.add("mark.remove_key", "Remove key frame of the mark", "Takes the key frame of the mark at this frame away.",
           {"Alt+Delete"}, on_mark([](const Marks& marks, const Region& mark, std::int64_t frame, Workbench&) {
             return without_key(marks, mark.id, frame);
           }));
  list.add("mark.begins_here", "Mark begins here", "Shows the chosen mark from this frame on.", {"Alt+["},
           on_mark([](const Marks& marks, const Region& mark, std::int64_t frame, Workbench&) {
             Region after = mark;
             after.frames = {frame, std::max(frame, mark.frames.last)};
             return replaced(marks, after, "set first frame");
           }));
  list.add("mark.ends_here", "Mark ends here", "Shows the chosen mark up to this frame.", {"Alt+]"},
           on_mark([](const Marks& marks, const Region& mark, std::int64_t frame, Workbench&) {
             Region after = mark;
             after.frames = {std::min(frame, mark.frames.first), frame};
             return replaced(marks, after, "set last frame");
           }));
}

void add_tracking(ActionList& list) {
  list.begin("Marks", has_chosen_mark);
  const auto way = [&](const char* id, const char* title, const char* help, const char* key, TrackWay wanted) {
    list.add(id, title, help, {key}, [wanted](Workbench& bench) { track_mark(bench, wanted); }).possible =
        [wanted](Workbench& bench) { return why_not_track(bench, wanted).empty(); };
  };
  way("mark.track_forwards", "Track forwards",
      "Follows what the chosen mark lies on to the end of the clip, or until it is lost.", "Alt+F",
      TrackWay::kForwards);
  way("mark.track_backwards", "Track backwards", "Follows it to the beginning of the clip, or until it is lost.",
      "Alt+Shift+F", TrackWay::kBackwards);
  way("mark.track_to_key", "Track to the next key frame",
      "Follows it to the next key frame that was set by hand, through which it then passes.", "Alt+Shift+K",
      TrackWay::kToNextKey);
}

}  // namespace

void add_mark_actions(ActionList& list) {
  add_tools(list);
  add_marks(list);
  add_tracking(list);
}

}  // namespace spoor
