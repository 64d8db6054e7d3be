#include "gui/items.h"
#include "gui/panels/panels.h"
#include "gui/panels/run_buttons.h"
#include "gui/panels/timeline_strips.h"
#include "gui/widgets.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <vector>

namespace spoor::gui {
namespace {

// An action by its id where the window has one, so that buttons show its keys; else what it would do.
template <class Otherwise>
void transport(App& app, const std::string& name, const char* icon, const std::string& tip, const char* action,
               Otherwise&& otherwise) {
  const std::string keys = keys_of(app, action);
  if (icon_button(app, name, icon, tip + (keys.empty() ? "" : "  (" + keys + ")"))) otherwise();
}

void speed_text(const Playhead& playhead) {
  if (!playhead.playing() || playhead.speed() == 1) return;
  ImGui::SameLine(0, em(0.8));
  ImGui::AlignTextToFramePadding();
  dim_text(fmt::format("{}\u00d7", playhead.speed()));
}

void go_to_field(App& app, ExhibitDesk& desk) {
  ImGui::SetNextItemWidth(em(8));
  if (app.panels.focus_go_to) {
    ImGui::SetKeyboardFocusHere();
    app.panels.focus_go_to = false;
  }
  if (text_field(app, "timeline.goto", app.panels.go_to, "frame or time", ImGuiInputTextFlags_EnterReturnsTrue)) {
    const auto frame = frame_from_text(app.panels.go_to, desk.playhead.clock(), desk.playhead.frame());
    if (frame) {
      desk.playhead.go_to(*frame, app.now_s);
      app.panels.go_to.clear();
    } else {
      app.bench.tell(Notice::Kind::kError, "\"" + app.panels.go_to + "\" is no frame and no time of this clip.");
    }
  }
  hint(app, "A frame number, 1:02.5, 62.5s, or +10 and -10 frames from here; Enter goes there");
}

void loop_buttons(App& app, ExhibitDesk& desk) {
  Playhead& playhead = desk.playhead;
  if (button(app, "loop.in", "In", "Range and loop begin here  " + keys_of(app, "loop.in"))) {
    playhead.set_in(playhead.frame());
  }
  ImGui::SameLine(0, em(0.2));
  if (button(app, "loop.out", "Out", "Range and loop end here  " + keys_of(app, "loop.out"))) {
    playhead.set_out(playhead.frame());
  }
  if (!playhead.loop()) return;
  ImGui::SameLine(0, em(0.2));
  if (icon_button(app, "loop.clear", icon::kClose, "No range")) {
    playhead.set_loop(std::nullopt);
    return;
  }
  ImGui::SameLine(0, em(0.5));
  ImGui::AlignTextToFramePadding();
  dim_text(fmt::format("{}\u2013{}", playhead.loop()->first, playhead.loop()->last));
}

void transport_line(App& app, ExhibitDesk& desk) {
  Playhead& playhead = desk.playhead;
  const double now = app.now_s;
  transport(app, "step.key_back", icon::kKeyBack, "Key frame before", "frame.previous_key",
            [&] { playhead.step_key(-1, now); });
  ImGui::SameLine(0, 0);
  transport(app, "step.back", icon::kStepBack, "Frame back", "frame.previous", [&] { playhead.step(-1, now); });
  ImGui::SameLine(0, 0);
  transport(app, "play", playhead.playing() ? icon::kPause : icon::kPlay, playhead.playing() ? "Pause" : "Play",
            "play.toggle", [&] { playhead.toggle_play(now); });
  ImGui::SameLine(0, 0);
  transport(app, "step.on", icon::kStepOn, "Next frame", "frame.next", [&] { playhead.step(1, now); });
  ImGui::SameLine(0, 0);
  transport(app, "step.key_on", icon::kKeyOn, "Next key frame", "frame.next_key", [&] { playhead.step_key(1, now); });
  ImGui::SameLine(0, em(0.8));
  ImGui::AlignTextToFramePadding();
  ImGui::PushFont(app.fonts.fixed);
  ImGui::TextUnformatted(time_code(playhead.seconds()).c_str());
  ImGui::PopFont();
  name_item("timecode");
  hint(app, "Presentation time of the frame, from the file's own time stamps");
  ImGui::SameLine(0, em(0.8));
  ImGui::AlignTextToFramePadding();
  dim_text(fmt::format("frame {} of {}", playhead.frame(), playhead.clock().frames()));
  hint(app, "Frames count from 0 in the order in which they are shown");
  speed_text(playhead);
  if (ImGui::GetContentRegionAvail().x < em(12)) return;
  ImGui::SameLine(0, em(1));
  loop_buttons(app, desk);
  ImGui::SameLine(0, em(0.5));
  if (icon_button(app, "bookmark.add", icon::kBookmark, "Note at this frame  " + keys_of(app, "bookmark.add"))) {
    app.bench.add_bookmark(desk.record.id, playhead.frame(), "");
  }
  const float space = ImGui::GetContentRegionMax().x - em(8) - em(0.3);
  ImGui::SameLine();
  if (ImGui::GetCursorPosX() < space) ImGui::SetCursorPosX(space);
  go_to_field(app, desk);
}

TimelineView& view_of(App& app, const ExhibitDesk& desk, std::int64_t frames) {
  TimelineView& view = app.panels.timelines[desk.record.id];
  if (view.fitted) {
    view.first = 0;
    view.last = static_cast<double>(std::max<std::int64_t>(1, frames));
  }
  return view;
}

void keep_inside(TimelineView& view, double frames) {
  const double span = std::min(view.last - view.first, frames);
  view.first = std::clamp(view.first, 0.0, frames - span);
  view.last = view.first + span;
}

void zoom(TimelineView& view, const TimeScale& scale, float notches) {
  const double about = scale.frame_at(ImGui::GetIO().MousePos.x);
  const auto frames = static_cast<double>(scale.frames);
  double span = (view.last - view.first) * std::pow(1.25, -static_cast<double>(notches));
  span = std::clamp(span, std::min(4.0, frames), frames);
  // One frame a pixel is one of the steps.
  if (std::abs(span / static_cast<double>(scale.width) - 1) < 0.12 && scale.width < frames) {
    span = static_cast<double>(scale.width);
  }
  const double share = (about - view.first) / (view.last - view.first);
  view.first = about - share * span;
  view.last = view.first + span;
  view.fitted = span >= frames;
  keep_inside(view, frames);
}

void take_input(App& app, ExhibitDesk& desk, TimelineView& view, const TimeScale& scale) {
  const ImGuiIO& io = ImGui::GetIO();
  const bool hovered = ImGui::IsItemHovered();
  const double under = scale.frame_at(io.MousePos.x);
  const auto frame = std::clamp<std::int64_t>(static_cast<std::int64_t>(std::floor(under)), 0, scale.frames - 1);
  if (hovered && io.MouseWheel != 0) {
    if (io.KeyShift) {
      view.value_zoom = std::clamp(view.value_zoom * std::pow(1.25, static_cast<double>(io.MouseWheel)), 1.0, 1e4);
    } else {
      zoom(view, scale, io.MouseWheel);
    }
  }
  if (hovered && ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Middle)) view.fitted = true;
  if (ImGui::IsItemActive()) {
    const auto near_edge = [&](std::int64_t edge) {
      return std::abs(scale.x(static_cast<double>(edge)) - io.MousePos.x) < 6;
    };
    if (ImGui::IsItemActivated()) {
      view.dragging = 1;
      if (!ImGui::IsMouseDown(ImGuiMouseButton_Left)) view.dragging = 2;
      if (const auto& loop = desk.playhead.loop(); loop && view.dragging == 1) {
        if (near_edge(loop->first)) view.dragging = 3;
        if (near_edge(loop->last + 1)) view.dragging = 4;
      }
    }
    if (view.dragging == 1 && frame != desk.playhead.frame()) desk.playhead.go_to(frame, app.now_s);
    if (view.dragging == 2 && io.MouseDelta.x != 0) {
      const double by = static_cast<double>(io.MouseDelta.x / scale.width) * (view.last - view.first);
      view.first -= by;
      view.last -= by;
      view.fitted = false;
      keep_inside(view, static_cast<double>(scale.frames));
    }
    if (view.dragging == 3) desk.playhead.set_in(frame);
    if (view.dragging == 4) desk.playhead.set_out(frame);
  } else {
    view.dragging = 0;
  }
}

void draw_loop(ImDrawList& list, const TimeScale& scale, const Strip& all, const Playhead& playhead) {
  if (!playhead.loop()) return;
  const float from = scale.x(static_cast<double>(playhead.loop()->first));
  const float to = scale.x(static_cast<double>(playhead.loop()->last) + 1);
  const ImU32 shade = IM_COL32(0, 0, 0, 110), edge = IM_COL32(214, 214, 214, 255);
  list.AddRectFilled({scale.left, all.top}, {std::clamp(from, scale.left, scale.left + scale.width), all.bottom},
                     shade);
  list.AddRectFilled({std::clamp(to, scale.left, scale.left + scale.width), all.top},
                     {scale.left + scale.width, all.bottom}, shade);
  for (const auto& [x, turn] : {std::pair(from, 1.F), std::pair(to, -1.F)}) {
    list.AddLine({x, all.top}, {x, all.bottom}, edge, 1.5F);
    list.AddLine({x, all.top + 1}, {x + 5 * turn, all.top + 1}, edge, 2);
    list.AddLine({x, all.bottom - 1}, {x + 5 * turn, all.bottom - 1}, edge, 2);
  }
}

void draw_playhead(ImDrawList& list, const TimeScale& scale, const Strip& all, const ExhibitDesk& desk) {
  const ImU32 colour = IM_COL32(245, 245, 245, 255);
  const float from = scale.x(static_cast<double>(desk.playhead.frame())), wide = scale.frame_width();
  if (wide > 4) list.AddRectFilled({from, all.top}, {from + wide, all.bottom}, IM_COL32(255, 255, 255, 38));
  const float x = std::floor(from + wide / 2) + 0.5F;
  list.AddLine({x, all.top}, {x, all.bottom}, colour, 1.5F);
  list.AddTriangleFilled({x - 5, all.top}, {x + 5, all.top}, {x, all.top + 7}, colour);
  const Comparison& other = desk.comparison;
  if (other.mode == CompareMode::kOff || other.mode == CompareMode::kOverlay || other.other_exhibit != 0) return;
  const std::int64_t right = right_frame(other, desk.playhead.frame(), scale.frames);
  const float b = std::floor(scale.x(static_cast<double>(right) + 0.5)) + 0.5F;
  for (float y = all.top; y < all.bottom; y += 6) list.AddLine({b, y}, {b, y + 3}, colour, 1);
  list.AddText(ImGui::GetFont(), em(0.75), {b + 3, all.top}, colour, "B");
}

void tell_hovered(App& app, const ExhibitDesk& desk, const TimeScale& scale) {
  if (!ImGui::IsItemHovered() || ImGui::IsItemActive()) return;
  const auto frame = static_cast<std::int64_t>(std::floor(scale.frame_at(ImGui::GetIO().MousePos.x)));
  const FrameClock& clock = desk.playhead.clock();
  if (frame < 0 || static_cast<std::size_t>(frame) >= clock.seconds.size()) return;
  const auto at = static_cast<std::size_t>(frame);
  std::string text = fmt::format("frame {}   {}", frame, time_code(clock.seconds[at]));
  if (at < clock.packet_bytes.size()) text += fmt::format("\n{} bytes", clock.packet_bytes[at]);
  if (at < clock.types.size()) text += fmt::format(", type {}", picture_type_name(clock.types[at]));
  const auto& bookmarks = app.bench.notes().bookmarks;
  if (const auto found = bookmarks.find(desk.record.id); found != bookmarks.end()) {
    for (const Bookmark& one : found->second) {
      if (std::abs(static_cast<double>(one.frame - frame)) * static_cast<double>(scale.frame_width()) < 6) {
        text += "\n" + std::string(icon::kBookmark) + " " + shown(one.note.empty() ? "note" : one.note);
      }
    }
  }
  ImGui::SetTooltip("%s", text.c_str());
}

void strips(App& app, ExhibitDesk& desk) {
  const ImVec2 at = ImGui::GetCursorScreenPos(), space = ImGui::GetContentRegionAvail();
  if (space.x < em(4) || space.y < em(2)) return;
  const std::int64_t frames = std::max<std::int64_t>(1, desk.playhead.clock().frames());
  TimelineView& view = view_of(app, desk, frames);
  TimeScale scale{at.x, space.x, view.first, view.last, frames};
  ImGui::InvisibleButton(
      "##timeline", space,
      ImGuiButtonFlags_MouseButtonLeft | ImGuiButtonFlags_MouseButtonMiddle | ImGuiButtonFlags_MouseButtonRight);
  name_item("timeline");
  take_input(app, desk, view, scale);
  scale.first = view.first;
  scale.last = view.last;
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const Strip all{at.y, at.y + space.y};
  list.AddRectFilled(at, {at.x + space.x, all.bottom}, ImGui::GetColorU32(ImGuiCol_FrameBg));
  const Strip ruler{all.top, all.top + em(1.05)};
  const Strip notes{ruler.bottom + 2, ruler.bottom + em(0.7)};
  const ShownResult* result = chosen_result(app);
  const auto content = result == nullptr ? nullptr : content_of(*result);
  const Curve* curve = timeline_curve(app, content.get());
  const float rest = all.bottom - notes.bottom - 4;
  const float packets = std::clamp(rest * 0.3F, std::min(em(1.1), rest), em(4));
  const float curved = curve == nullptr ? 0 : std::max(0.F, rest - packets) * (rest < em(5) ? 1.F : 0.5F);
  const Strip packet_strip{all.bottom - packets, all.bottom - 1};
  const Strip curve_strip{packet_strip.top - curved, packet_strip.top - 2};
  const Strip thumbnails{notes.bottom + 2, curve_strip.top - (curve == nullptr ? 2.F : 0.F)};
  std::vector<std::int64_t> lines{desk.playhead.frame()};
  if (desk.comparison.mode != CompareMode::kOff && desk.comparison.other_exhibit == 0) {
    lines.push_back(right_frame(desk.comparison, desk.playhead.frame(), frames));
  }
  draw_ruler(list, scale, ruler, desk.playhead.clock(), lines);
  draw_thumbnails(app, list, scale, thumbnails, desk);
  draw_packets(list, scale, packet_strip, desk.playhead.clock());
  if (curve != nullptr) draw_curve(list, scale, curve_strip, *curve, view.value_zoom);
  draw_loop(list, scale, all, desk.playhead);
  draw_notes(app, list, scale, notes, desk);
  list.PushClipRect(at, {at.x + space.x, all.bottom}, true);
  draw_playhead(list, scale, all, desk);
  list.PopClipRect();
  tell_hovered(app, desk, scale);
}

}  // namespace

void timeline(App& app) {
  ExhibitDesk* desk = app.bench.active();
  if (desk == nullptr) {
    ImGui::Dummy({0, 0});
    return;
  }
  tell_state("frame", std::to_string(desk->playhead.frame()));
  tell_state("frames", std::to_string(desk->playhead.clock().frames()));
  tell_state("playing", desk->playhead.playing() ? "1" : "0");
  if (desk->info && !desk->is_clip() && desk->playhead.clock().frames() <= 1) {
    ImGui::AlignTextToFramePadding();
    dim_text("A still picture: there is no time line.");
    return;
  }
  transport_line(app, *desk);
  strips(app, *desk);
}

}  // namespace spoor::gui
