#include "gui/items.h"
#include "gui/panels/panels.h"
#include "gui/thumbnails.h"
#include "gui/widgets.h"

#include <fmt/format.h>

#include <algorithm>

namespace spoor::gui {
namespace {

constexpr double kNoticeSeconds = 8;

void piece(App& app, const std::string& text, const char* name, const char* help) {
  ImGui::AlignTextToFramePadding();
  ImGui::TextUnformatted(text.c_str());
  name_item(name);
  hint(app, help);
  ImGui::SameLine(0, em(1.4));
}

// The newest message, for a while; an error until it is dismissed.
void notice(App& app) {
  const auto& notices = app.bench.notices();
  if (notices.empty()) return;
  const Notice& last = notices.back();
  const double age = app.now_s - last.at_s;
  tell_state("notice", last.text);
  if (last.kind == Notice::Kind::kDone && age > kNoticeSeconds) return;
  if (last.kind == Notice::Kind::kDone) app.redraw_within(kNoticeSeconds - age + 0.05);
  ImGui::AlignTextToFramePadding();
  const bool error = last.kind == Notice::Kind::kError;
  ImGui::PushStyleColor(ImGuiCol_Text, error ? warning_colour() : ImGui::GetStyleColorVec4(ImGuiCol_Text));
  const std::string text = std::string(error ? icon::kExclamation : icon::kCheck) + "  " + shown(last.text);
  const float space = std::max(em(8), ImGui::GetContentRegionAvail().x - em(22));
  ImGui::TextUnformatted(elided(text, space).c_str());
  ImGui::PopStyleColor();
  name_item("notice");
  hint(app, text);
  ImGui::SameLine(0, em(0.3));
  if (icon_button(app, "notice.dismiss", icon::kClose, "Dismiss")) app.bench.dismiss_notices();
  ImGui::SameLine(0, em(1));
}

void jobs(App& app) {
  const auto activities = app.bench.background().activities();
  tell_state("jobs", std::to_string(activities.size()));
  if (activities.empty()) return;
  const float width = std::min(em(20), ImGui::GetContentRegionAvail().x * 0.9F);
  same_line_at(ImGui::GetWindowWidth() - width - em(0.8) - (activities.size() > 1 ? em(4) : 0));
  if (activities.size() > 1) {
    ImGui::AlignTextToFramePadding();
    dim_text(fmt::format("+{} more", activities.size() - 1));
    std::string list;
    for (const Activity& one : activities) list += (list.empty() ? "" : "\n") + one.title;
    hint(app, shown(list));
    ImGui::SameLine(0, em(0.6));
  }
  progress_line(app, "job", activities.front(), width);
}

}  // namespace

void status_bar(App& app) {
  ExhibitDesk* desk = app.bench.active();
  ImGui::SetCursorPosX(em(0.6));
  if (desk != nullptr && desk->info) {
    const std::int64_t frame = desk->playhead.frame();
    if (desk->is_clip()) {
      piece(app, fmt::format("frame {}", frame), "status.frame",
            "Frames count from 0 in the order in which they are shown");
      piece(app, time_code(desk->playhead.seconds()), "status.pts",
            "Presentation time, from the file's own time stamps");
    }
    const cv::Size size = desk->picture_size();
    if (size.area() > 0) {
      piece(app, fmt::format("{}\u00d7{}", size.width, size.height), "status.size", "Picture as decoded, in samples");
    }
    piece(app, app.canvas.zoom.empty() ? zoom_text(desk->view) : app.canvas.zoom, "status.zoom",
          "Screen pixels per picture row");
    const std::string changes = app.canvas.changes.empty() ? changes_text(desk->display) : app.canvas.changes;
    piece(app, changes.empty() || untouched(desk->display) ? "shown as decoded" : shown(changes), "status.display",
          "What the view changes for the eye; what is measured never changes");
    if (const std::string turned = turn_text(desk->view); !turned.empty()) {
      const bool declared = shown_orientation(app, *desk) != 1;
      piece(app, turned + (declared ? ", as declared" : ""), "status.turn",
            "The view is turned; samples and coordinates stay as decoded");
    }
    tell_state("display", untouched(desk->display) ? "as decoded" : changes);
    if (!app.canvas.readout.empty()) {
      piece(app, app.canvas.readout, "status.pixel", "Place in picture pixels and sample values as decoded");
    }
    if (!app.sound_trouble.empty() && desk->is_clip()) {
      piece(app, std::string(icon::kMuted) + " " + app.sound_trouble, "status.sound", "Why there is nothing to hear");
    }
  }
  notice(app);
  jobs(app);
  ImGui::NewLine();
}

}  // namespace spoor::gui
