#include "gui/items.h"
#include "gui/mark_colours.h"
#include "gui/panels/panels.h"
#include "gui/table_widget.h"
#include "gui/widgets.h"
#include "workbench/mark_changes.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <functional>
#include <limits>

namespace spoor::gui {
namespace {

constexpr std::int64_t kToTheEnd = std::numeric_limits<std::int64_t>::max();

void change(App& app, const ExhibitDesk& desk, const std::string& id, const char* name,
            const std::function<void(Region&)>& with, std::uint64_t gesture = 0) {
  const Marks& marks = app.bench.marks(desk.record.id);
  const Region* before = find_mark(marks, id);
  if (before == nullptr) return;
  Region after = *before;
  with(after);
  if (const auto made = replaced(marks, after, name)) app.bench.change_marks(desk.record.id, *made, gesture);
}

// Its frame first, then its place, where it is not seen already.
void jump(App& app, ExhibitDesk& desk, const Region& mark) {
  app.bench.annotator.chosen = mark.id;
  desk.chosen_region = mark.id;
  if (desk.is_clip() && !mark.frames.contains(desk.playhead.frame())) {
    desk.playhead.go_to(mark.keys.empty() ? mark.frames.first : mark.keys.front().frame, app.now_s);
  }
  const auto points = points_at(mark, desk.playhead.frame());
  if (points.empty()) return;
  PicturePoint low = points.front(), high = low;
  for (const PicturePoint& point : points) {
    low = {std::min(low.x, point.x), std::min(low.y, point.y)};
    high = {std::max(high.x, point.x), std::max(high.y, point.y)};
  }
  const cv::Rect seen = visible_pixels(desk.view);
  const bool inside = low.x >= seen.x && low.y >= seen.y && high.x <= seen.br().x && high.y <= seen.br().y;
  if (!inside) desk.view = framed(desk.view, low, high);
}

void role_row(App& app, const ExhibitDesk& desk, const Region& mark) {
  row_label(app, "Role", "What the mark stands for; passes take marks by their role", em(5));
  if (begin_combo("##role", spaced(mark.role.empty() ? "none" : mark.role).c_str(), ImGuiComboFlags_HeightLarge)) {
    for (const std::string& role : known_roles()) {
      if (ImGui::Selectable(spaced(role).c_str(), role == mark.role)) {
        change(app, desk, mark.id, "change role", [&](Region& one) { one.role = role; });
      }
      name_item("mark.role." + role);
      term_hint(app, spaced(role));
    }
    ImGui::EndCombo();
  }
  name_item("mark.role");
}

void text_row(App& app, const ExhibitDesk& desk, const Region& mark, const char* label, const char* name,
              std::string Region::*member) {
  row_label(app, label, nullptr, em(5));
  std::string text = mark.*member;
  if (text_field(app, std::string("mark.") + name, text)) {
    change(
        app, desk, mark.id, "write on mark", [&](Region& one) { one.*member = text; }, typing_gesture(app));
  }
}

void frames_row(App& app, const ExhibitDesk& desk, const Region& mark) {
  const std::int64_t frames = desk.frames();
  if (frames <= 1) return;
  row_label(app, "Frames", "First and last frame on which the mark is shown", em(5));
  std::int64_t first = mark.frames.first, last = std::min(mark.frames.last, frames - 1);
  const float width = em(5);
  ImGui::SetNextItemWidth(width);
  bool changed = whole_number_field(app, "mark.first", first);
  bool finished = ImGui::IsItemDeactivatedAfterEdit();
  ImGui::SameLine(0, em(0.4));
  ImGui::SetNextItemWidth(width);
  changed |= whole_number_field(app, "mark.last", last);
  finished |= ImGui::IsItemDeactivatedAfterEdit();
  ImGui::SameLine(0, em(0.6));
  const bool all = button(app, "mark.all", "all", "The whole clip");
  if (all) {
    change(app, desk, mark.id, "change frames", [](Region& one) { one.frames = {0, kToTheEnd}; });
  } else if (changed || finished) {
    first = std::clamp<std::int64_t>(first, 0, frames - 1);
    last = std::clamp(last, first, frames - 1);
    change(app, desk, mark.id, "change frames", [&](Region& one) { one.frames = {first, last}; });
  }
}

void colour_row(App& app, const ExhibitDesk& desk, const Region& mark) {
  row_label(app, "Colour", "The role's own where none is chosen", em(5));
  constexpr std::array kColours{"", "#e6b84a", "#8ab4d6", "#c98bb9", "#86b58a", "#d98a6a", "#e4e4e4"};
  const float side = em(1.2);
  for (std::size_t i = 0; i < kColours.size(); ++i) {
    if (i > 0) ImGui::SameLine(0, em(0.25));
    Region sample = mark;
    sample.colour = kColours[i];
    const ImVec2 at = ImGui::GetCursorScreenPos();
    ImGui::PushID(static_cast<int>(i));
    if (ImGui::InvisibleButton("##colour", {side, side})) {
      change(app, desk, mark.id, "change colour", [&](Region& one) { one.colour = kColours[i]; });
    }
    ImGui::PopID();
    name_item(std::string("mark.colour.") + (i == 0 ? "role" : kColours[i]));
    hint(app, i == 0 ? "The role's colour" : kColours[i]);
    ImDrawList& list = *ImGui::GetWindowDrawList();
    list.AddRectFilled(at, {at.x + side, at.y + side}, mark_colour(sample), 3);
    if (mark.colour == kColours[i]) list.AddRect(at, {at.x + side, at.y + side}, IM_COL32(255, 255, 255, 255), 3, 0, 2);
  }
}

void sigma_row(App& app, const ExhibitDesk& desk, const Region& mark) {
  row_label(app, "Sigma", "Standard deviation of each coordinate of your click, in picture pixels; 0: taken as exact",
            em(5));
  double sigma = mark.sigma_px;
  ImGui::SetNextItemWidth(em(7));
  if (number_field(app, "mark.sigma", sigma, "%.2f px") && std::isfinite(sigma)) {
    change(
        app, desk, mark.id, "change sigma", [&](Region& one) { one.sigma_px = std::clamp(sigma, 0.0, 1000.0); },
        typing_gesture(app));
  }
}

// Known lengths of what the marks of a group stand for: passes take their scale from them.
void group_row(App& app, const ExhibitDesk& desk, const Region& mark) {
  const Marks& marks = app.bench.marks(desk.record.id);
  const auto found = std::find_if(marks.groups.begin(), marks.groups.end(),
                                  [&](const MarkGroup& group) { return group.id == mark.group; });
  if (found == marks.groups.end() || found->kind != "pole") return;
  MarkGroup::Quantity height{"height", 0, "m", 0};
  for (const auto& one : found->quantities) {
    if (one.name == height.name) height = one;
  }
  const MarkGroup::Quantity before = height;
  row_label(app, "Height", "Of the object, where you know it, and its standard deviation; 0: not known", em(5));
  const auto field = [&](const char* id, double& value) {
    ImGui::SetNextItemWidth(em(6));
    number_field(app, id, value, "%.6g");
  };
  field("mark.height", height.value);
  ImGui::SameLine(0, em(0.3));
  dim_text("\u00b1");
  ImGui::SameLine(0, em(0.3));
  field("mark.height_sigma", height.sigma);
  ImGui::SameLine(0, em(0.3));
  dim_text(height.unit);  // of the case: text, and never a format
  if (height == before || !(height.value >= 0 && height.value <= 1e6 && height.sigma >= 0 && height.sigma <= 1e6))
    return;
  MarksChange made{"change height", marks, mark.id, false};
  for (MarkGroup& group : made.after.groups) {
    if (group.id != mark.group) continue;
    std::erase_if(group.quantities, [&](const auto& one) { return one.name == height.name; });
    if (height.value > 0) group.quantities.push_back(height);
  }
  app.bench.change_marks(desk.record.id, made, typing_gesture(app));
}

void keys_row(App& app, ExhibitDesk& desk, const Region& mark) {
  if (mark.keys.empty()) return;
  const auto tracked =
      std::count_if(mark.keys.begin(), mark.keys.end(), [](const KeyShape& key) { return key.confidence.has_value(); });
  row_label(app, "Key frames", "Between key frames the mark moves in a straight line", em(5));
  ImGui::AlignTextToFramePadding();
  dim_text(fmt::format("{} set by hand, {} tracked", static_cast<std::ptrdiff_t>(mark.keys.size()) - tracked, tracked));
  constexpr std::size_t kMostShown = 60;
  for (std::size_t i = 0, shown_keys = 0; i < mark.keys.size() && shown_keys < kMostShown; ++i) {
    const KeyShape& key = mark.keys[i];
    // Those set by hand first of all; tracked ones where there is room.
    if (key.confidence && mark.keys.size() > kMostShown) continue;
    if (shown_keys++ > 0) ImGui::SameLine(0, em(0.5));
    if (ImGui::GetContentRegionAvail().x < em(3)) ImGui::NewLine();
    const std::string tip = key.confidence
                                ? fmt::format("Tracked, confidence {:.2f}: go to this frame", *key.confidence)
                                : std::string("Set by hand: go to this frame");
    const std::string text = fmt::format(fmt::runtime(key.confidence ? "\u25c7{}" : "\u25c6{}"), key.frame);
    if (link(app, fmt::format("mark.key.{}", key.frame), text, tip)) desk.playhead.go_to(key.frame, app.now_s);
  }
}

std::string track_text(const TrackRecord& track) {
  std::string text = fmt::format(
      "tracked{} over frames {}\u2013{} by {}; key frames within {:.1f} px of what was found; "
      "least confidence {:.2f}",
      track.backwards ? " backwards" : "", track.first, track.last, track.method, track.tolerance_px,
      track.least_confidence);
  if (track.closed_px) text += fmt::format("; {:.1f} px of drift shared out", *track.closed_px);
  if (!track.ended.empty()) text += "; " + track.ended;
  return text;
}

void track_rows(App& app, ExhibitDesk& desk, const Region& mark) {
  if (!desk.is_clip()) return;
  row_label(app, "Track",
            "Follows what the mark lies on from the frame you see, and sets key frames that you may correct", em(5));
  const auto way = [&](const char* action, const char* label, TrackWay wanted) {
    const std::string why = why_not_track(app.bench, wanted);
    const Action* const known = action_named(app, action);
    std::string tip = (known == nullptr ? std::string() : known->help) + "  " + keys_of(app, action);
    if (!why.empty()) tip = "Not now: " + why;
    if (button(app, action, label, tip, why.empty())) track_mark(app.bench, wanted);
  };
  way("mark.track_backwards", "backwards", TrackWay::kBackwards);
  ImGui::SameLine(0, em(0.3));
  way("mark.track_forwards", "forwards", TrackWay::kForwards);
  ImGui::SameLine(0, em(0.3));
  way("mark.track_to_key", "to next key", TrackWay::kToNextKey);
  if (desk.scene.tracking != 0) {
    for (const Activity& activity : app.bench.background().activities()) {
      if (activity.id == desk.scene.tracking)
        progress_line(app, "mark.tracking", activity, ImGui::GetContentRegionAvail().x);
    }
  } else if (!desk.scene.tracked.empty()) {
    wrapped_dim_text(desk.scene.tracked);
  }
  for (const TrackRecord& track : mark.tracks) wrapped_dim_text(track_text(track));
}

void editor(App& app, ExhibitDesk& desk, const Region& mark) {
  ImGui::PushFont(app.fonts.strong);
  ImGui::TextUnformatted((mark.id + "  " + shape_name(mark.shape)).c_str());
  ImGui::PopFont();
  ImGui::SameLine(0, em(0.8));
  if (icon_button(app, "mark.delete", icon::kTrash,
                  "Delete the mark (undo brings it back)  " + keys_of(app, "mark.delete"))) {
    if (const auto made = without_mark(app.bench.marks(desk.record.id), mark.id)) {
      app.bench.change_marks(desk.record.id, *made, 0);
    }
    app.bench.annotator.chosen.clear();
    return;
  }
  ImGui::SameLine(0, 0);
  if (icon_button(app, "mark.show", icon::kLoupe, "Show this mark")) {
    jump(app, desk, mark);
  }
  role_row(app, desk, mark);
  group_row(app, desk, mark);
  text_row(app, desk, mark, "Label", "label", &Region::label);
  text_row(app, desk, mark, "Note", "note", &Region::note);
  frames_row(app, desk, mark);
  track_rows(app, desk, mark);
  keys_row(app, desk, mark);
  colour_row(app, desk, mark);
  sigma_row(app, desk, mark);
  if (!mark.author.empty() || !mark.created.empty()) {
    dim_text(shown(mark.author) + (mark.author.empty() ? "" : ", ") + time_text(mark.created));
  }
}

void notes(App& app, ExhibitDesk& desk) {
  const auto found = app.bench.notes().bookmarks.find(desk.record.id);
  if (found == app.bench.notes().bookmarks.end() || found->second.empty()) {
    dim_text("No notes yet. " + keys_of(app, "bookmark.add") + " notes the frame you see.");
    return;
  }
  const std::vector<Bookmark> bookmarks = found->second;
  for (const Bookmark& one : bookmarks) {
    ImGui::PushID(static_cast<int>(one.frame));
    ImGui::AlignTextToFramePadding();
    if (link(app, fmt::format("note.{}", one.frame), fmt::format("frame {}", one.frame), "Go there")) {
      desk.playhead.go_to(one.frame, app.now_s);
    }
    same_line_at(ImGui::GetCursorStartPos().x + em(6));
    ImGui::SetNextItemWidth(-ImGui::GetFrameHeight() - em(0.3));
    std::string text = one.note;
    const bool written = text_field(app, fmt::format("note.{}.text", one.frame), text, "what is to be seen here");
    const auto store = [&](const char* name, const std::function<void(std::vector<Bookmark>&)>& with,
                           std::uint64_t gesture) {
      BookmarksEdit edit{desk.record.id, bookmarks, bookmarks};
      with(edit.after);
      app.bench.execute({name, std::move(edit), gesture});
    };
    if (written) {
      store(
          "write note",
          [&](auto& list) {
            for (Bookmark& each : list) {
              if (each.frame == one.frame) each.note = text;
            }
          },
          typing_gesture(app));
    }
    ImGui::SameLine(0, em(0.2));
    if (icon_button(app, fmt::format("note.{}.remove", one.frame), icon::kTrash, "Remove this note")) {
      store(
          "remove note",
          [&](auto& list) { std::erase_if(list, [&](const Bookmark& each) { return each.frame == one.frame; }); }, 0);
    }
    ImGui::PopID();
  }
}

}  // namespace

void marks_panel(App& app) {
  ExhibitDesk* desk = app.bench.active();
  if (desk == nullptr) {
    empty_state(app, icon::kSquare, "No marks",
                "Open a file, then draw on the picture: R rectangle, P polygon, N line, I point.");
    return;
  }
  const Marks& marks = app.bench.marks(desk->record.id);
  tell_state("marks", std::to_string(marks.regions.size()));
  tell_state("mark", app.bench.annotator.chosen);
  auto& [of, table] = app.panels.marks;
  if (!of || *of != marks.regions) {
    of = std::make_shared<std::vector<Region>>(marks.regions);
    table = std::make_shared<Table>(marks_table(marks.regions));
  }
  const float width = ImGui::GetContentRegionAvail().x;
  const float right = std::min(width * 0.5F, em(27));
  ImGui::BeginChild("##list", {width - right - em(0.8), 0});
  if (marks.regions.empty()) {
    empty_state(app, icon::kSquare, "Nothing is marked",
                "Choose a tool above the picture and draw: R rectangle, P polygon, N line, I point.");
  } else {
    // A mark that is chosen in the picture is chosen in the list.
    const auto chosen = std::find_if(marks.regions.begin(), marks.regions.end(),
                                     [&](const Region& one) { return one.id == app.bench.annotator.chosen; });
    app.panels.tables["marks"].chosen = chosen == marks.regions.end() ? -1 : chosen - marks.regions.begin();
    if (button(app, "marks.export", "Export marks ...",
               "As a marks file, with a key at every frame of a mark that moves, under one id")) {
      const std::string stem = std::filesystem::path(desk->record.exhibit.name).stem().string();
      app.panels.dialog.save = {
          SaveForm::What::kTable, stem + " marks.json", marks_to_json(with_every_frame(marks)), {}};
      app.dialog = Dialog::kSaveAs;
    }
    if (const auto row = table_widget(app, "marks", table); row && *row < of->size()) jump(app, *desk, (*of)[*row]);
  }
  ImGui::EndChild();
  ImGui::SameLine(0, em(0.8));
  ImGui::BeginChild("##editor");
  if (const Region* mark = find_mark(app.bench.marks(desk->record.id), app.bench.annotator.chosen)) {
    const Region copy = *mark;
    editor(app, *desk, copy);
  }
  heading(app, "Notes on frames");
  notes(app, *desk);
  ImGui::EndChild();
}

}  // namespace spoor::gui
