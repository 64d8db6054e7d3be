#include "workbench/action_list.h"

#include <algorithm>
#include <cstdlib>
#include <optional>

namespace spoor {
namespace {

ActionList::Act played(std::function<void(Playhead&, double)> change) {
  return [change = std::move(change)](Workbench& bench) {
    if (ExhibitDesk* const desk = shown_clip(bench)) change(desk->playhead, bench.now_s());
  };
}

void add_playing(ActionList& list) {
  list.begin("Playing", has_clip);
  list.add("play.toggle", "Play or pause", "Plays from this frame on, at the times the clip states, or stops.",
           {"Space"}, played([](Playhead& head, double now) { head.toggle_play(now); }));
  const auto step = [&](const char* id, const char* title, const char* help, std::initializer_list<const char*> keys,
                        std::function<void(Playhead&, double)> change) {
    list.add(id, title, help, keys, played(std::move(change))).repeats = true;
  };
  step("frame.previous", "Previous frame", "Steps one frame back, exactly.", {"Left", ","},
       [](Playhead& head, double now) { head.step(-1, now); });
  step("frame.next", "Next frame", "Steps one frame on, exactly.", {"Right", "."},
       [](Playhead& head, double now) { head.step(1, now); });
  step("frame.previous_key", "Previous key frame", "Goes back to the nearest frame that is coded by itself.",
       {"Page Up"}, [](Playhead& head, double now) { head.step_key(-1, now); });
  step("frame.next_key", "Next key frame", "Goes on to the nearest frame that is coded by itself.", {"Page Down"},
       [](Playhead& head, double now) { head.step_key(1, now); });
  step("time.back_1", "One second back", "Goes back by a second of the clip's own time.", {"Shift+Left"},
       [](Playhead& head, double now) { head.step_seconds(-1, now); });
  step("time.on_1", "One second on", "Goes on by a second of the clip's own time.", {"Shift+Right"},
       [](Playhead& head, double now) { head.step_seconds(1, now); });
  step("time.back_10", "Ten seconds back", "Goes back by ten seconds of the clip's own time.", {"Ctrl+Left"},
       [](Playhead& head, double now) { head.step_seconds(-10, now); });
  step("time.on_10", "Ten seconds on", "Goes on by ten seconds of the clip's own time.", {"Ctrl+Right"},
       [](Playhead& head, double now) { head.step_seconds(10, now); });
  list.add("frame.first", "First frame", "Goes to the first frame of the clip.", {"Home"},
           played([](Playhead& head, double now) { head.go_to(0, now); }));
  list.add("frame.last", "Last frame", "Goes to the last frame of the clip.", {"End"},
           played([](Playhead& head, double now) { head.go_to(head.clock().frames() - 1, now); }));
  list.add("shuttle.back", "Shuttle backwards", "Plays backwards; again doubles the speed.", {"J"},
           played([](Playhead& head, double now) { head.shuttle(-1, now); }));
  list.add("shuttle.stop", "Stop shuttling", "Pauses at this frame.", {"K"},
           played([](Playhead& head, double now) { head.shuttle(0, now); }));
  list.add("shuttle.on", "Shuttle forwards", "Plays forwards; again doubles the speed.", {"L"},
           played([](Playhead& head, double now) { head.shuttle(1, now); }));
  list.add("loop.in", "Set A (begin of the loop)",
           "Makes this frame the begin of the range that loops and that a run on "
           "a range looks at.",
           {"["}, played([](Playhead& head, double) { head.set_in(head.frame()); }));
  list.add("loop.out", "Set B (end of the loop)",
           "Makes this frame the end of the range that loops and that a run on a "
           "range looks at.",
           {"]"}, played([](Playhead& head, double) { head.set_out(head.frame()); }));
  list.add("loop.go_in", "Go to A", "Goes to the begin of the loop.", {"Shift+Home"},
           played([](Playhead& head, double now) {
             if (head.loop()) head.go_to(head.loop()->first, now);
           }));
  list.add("loop.go_out", "Go to B", "Goes to the end of the loop.", {"Shift+End"},
           played([](Playhead& head, double now) {
             if (head.loop()) head.go_to(head.loop()->last, now);
           }));
  list.add("loop.clear", "Clear the loop", "Forgets A and B: the whole clip is played.", {"\\"},
           played([](Playhead& head, double) { head.set_loop(std::nullopt); }));
}

const std::vector<Bookmark>& bookmarks_of(Workbench& bench, std::int64_t exhibit) {
  static const std::vector<Bookmark> none;
  const auto found = bench.notes().bookmarks.find(exhibit);
  return found == bench.notes().bookmarks.end() ? none : found->second;
}

const Bookmark* bookmark_at(const std::vector<Bookmark>& bookmarks, std::int64_t frame) {
  const auto found = std::find_if(bookmarks.begin(), bookmarks.end(),
                                  [&](const Bookmark& bookmark) { return bookmark.frame == frame; });
  return found == bookmarks.end() ? nullptr : &*found;
}

void go_to_bookmark(Workbench& bench, int direction) {
  ExhibitDesk* const desk = shown_desk(bench);
  if (desk == nullptr) return;
  const std::int64_t here = desk->playhead.frame();
  std::optional<std::int64_t> nearest;
  for (const Bookmark& bookmark : bookmarks_of(bench, desk->record.id)) {
    const bool beyond = direction > 0 ? bookmark.frame > here : bookmark.frame < here;
    if (beyond && (!nearest || std::abs(bookmark.frame - here) < std::abs(*nearest - here))) nearest = bookmark.frame;
  }
  if (nearest) desk->playhead.go_to(*nearest, bench.now_s());
}

void add_bookmarks(ActionList& list) {
  list.begin("Bookmarks", has_picture);
  list.add("bookmark.add", "Note at this frame (bookmark)",
           "Remembers this frame, so that it can be noted on and found again.", {"M"}, [](Workbench& bench) {
             const ExhibitDesk& desk = *shown_desk(bench);
             const std::int64_t frame = desk.playhead.frame();
             // A note that is there stays.
             if (bookmark_at(bookmarks_of(bench, desk.record.id), frame) != nullptr) return;
             bench.add_bookmark(desk.record.id, frame, "");
           });
  list.add("bookmark.remove", "Remove bookmark", "Forgets the bookmark of this frame; undo brings it back.",
           {"Ctrl+Shift+M"},
           [](Workbench& bench) {
             const ExhibitDesk& desk = *shown_desk(bench);
             BookmarksEdit edit{desk.record.id, bookmarks_of(bench, desk.record.id), {}};
             edit.after = edit.before;
             std::erase_if(edit.after,
                           [&](const Bookmark& bookmark) { return bookmark.frame == desk.playhead.frame(); });
             bench.execute({"remove bookmark", std::move(edit), 0});
           })
      .possible = [](Workbench& bench) {
    const ExhibitDesk* const desk = shown_desk(bench);
    return desk != nullptr && bookmark_at(bookmarks_of(bench, desk->record.id), desk->playhead.frame()) != nullptr;
  };
  list.add("bookmark.previous", "Previous bookmark", "Goes back to the nearest bookmark.", {"Ctrl+,"},
           [](Workbench& bench) { go_to_bookmark(bench, -1); })
      .repeats = true;
  list.add("bookmark.next", "Next bookmark", "Goes on to the nearest bookmark.", {"Ctrl+."},
           [](Workbench& bench) { go_to_bookmark(bench, 1); })
      .repeats = true;
}

}  // namespace

void add_playing_actions(ActionList& list) {
  add_playing(list);
  add_bookmarks(list);
}

}  // namespace spoor
