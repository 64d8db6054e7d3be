#include "gui/items.h"
#include "gui/panels/panels.h"
#include "gui/thumbnails.h"
#include "gui/widgets.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace spoor::gui {
namespace {

std::string kind_text(const ExhibitDesk& desk) {
  if (desk.opening()) return "opening ...";
  if (desk.error()) return "cannot be read";
  if (!desk.info) return "";
  const cv::Size size = desk.picture_size();
  std::string text = desk.info->format.substr(0, desk.info->format.find(','));
  if (size.area() > 0) text += fmt::format("  {}\u00d7{}", size.width, size.height);
  if (desk.is_clip()) text += fmt::format("  {} frames", desk.frames());
  return text;
}

std::string whole_text(const ExhibitDesk& desk) {
  std::string text = desk.record.exhibit.path + "\n" + size_text(desk.record.exhibit.size);
  if (!desk.record.exhibit.sha256.empty()) text += "\nSHA-256 " + desk.record.exhibit.sha256;
  if (desk.error()) text += "\n" + std::string(icon::kExclamation) + " " + desk.error()->sentence;
  return shown(text);
}

// True where the tab is to be closed.
bool tab(App& app, ExhibitDesk& desk, float width, float height) {
  const bool active = app.bench.active() == &desk;
  const std::string& name = desk.record.exhibit.name;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  ImGui::PushID(static_cast<int>(desk.record.id));
  const float close = em(1.3);
  const bool pressed = ImGui::InvisibleButton("##tab", {width - close, height});
  const bool hovered = ImGui::IsItemHovered();
  name_item("tab." + name);
  hint(app, whole_text(desk));
  const bool middle = hovered && ImGui::IsMouseClicked(ImGuiMouseButton_Middle);
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const ImVec2 end{at.x + width, at.y + height};
  list.AddRectFilled(at, end,
                     ImGui::GetColorU32(active    ? ImGuiCol_TabActive
                                        : hovered ? ImGuiCol_TabHovered
                                                  : ImGuiCol_Tab),
                     3, ImDrawFlags_RoundCornersTop);
  if (active) list.AddRectFilled(at, {end.x, at.y + 2}, ImGui::GetColorU32(accent_colour()));
  float left = at.x + em(0.6);
  if (app.panels.film_strip) {
    const float high = height - em(0.5), wide = high * 1.4F;
    const ImVec2 corner{at.x + em(0.3), at.y + em(0.3)};
    list.AddRectFilled(corner, {corner.x + wide, corner.y + high}, IM_COL32(30, 30, 30, 255));
    const auto picture = desk.shelf ? desk.shelf->thumbnail(0) : nullptr;
    const ImVec2 far{corner.x + wide, corner.y + high};
    const bool hides = desk.display.blurred || (app.settings.blur_first && !app.canvas.blur_asked[desk.record.id]);
    const int orientation = picture && desk.display.apply_orientation ? picture->info.orientation : 1;
    if (picture && hides) {
      draw_hidden(list, corner, far);
    } else if (!draw_thumbnail(app, list, picture, orientation, corner, far, Filling::kCut)) {
      const char* sign = desk.error() ? icon::kExclamation : desk.is_clip() ? icon::kFilm : icon::kPicture;
      list.AddText({corner.x + wide / 2 - em(0.5), corner.y + high / 2 - em(0.5)},
                   ImGui::GetColorU32(desk.error() ? warning_colour() : dim_colour()), sign);
    }
    left = corner.x + wide + em(0.5);
  }
  const float space = end.x - left - close;
  const std::string title = elided(shown(name), space);
  const bool two_lines = height > em(2.2);
  list.AddText({left, two_lines ? at.y + em(0.3) : at.y + (height - em()) / 2}, ImGui::GetColorU32(ImGuiCol_Text),
               title.c_str());
  if (two_lines) {
    const std::string kind = elided(kind_text(desk), space);
    list.AddText(ImGui::GetFont(), em(0.88), {left, at.y + em(1.4)},
                 ImGui::GetColorU32(desk.error() ? warning_colour() : dim_colour()), kind.c_str());
  }
  ImGui::SetCursorScreenPos({end.x - close, at.y + (height - ImGui::GetFrameHeight()) / 2});
  const bool closed = icon_button(app, "tab.close." + name, icon::kClose, "Close; the exhibit stays in the case");
  ImGui::SetCursorScreenPos({end.x, at.y});
  ImGui::PopID();
  if (pressed) app.bench.activate(desk.record.id);
  return closed || middle;
}

}  // namespace

void exhibit_tabs(App& app) {
  const auto& desks = app.bench.desks();
  tell_state("exhibits", std::to_string(desks.size()));
  if (const ExhibitDesk* desk = app.bench.active()) {
    tell_state("exhibit", desk->record.exhibit.name);
    tell_state("exhibit.state", desk->error() ? "error" : desk->opening() || !desk->info ? "opening" : "open");
  } else {
    tell_state("exhibit", "");
    tell_state("exhibit.state", "none");
  }
  const float height = ImGui::GetContentRegionAvail().y;
  const float space = ImGui::GetContentRegionAvail().x - height - em(0.5);
  const ImVec2 start = ImGui::GetCursorScreenPos();
  std::int64_t closed = 0;
  bool close = false;
  if (!desks.empty()) {
    const float width =
        std::clamp(space / static_cast<float>(desks.size()) - 2, em(7), em(app.panels.film_strip ? 18 : 13));
    ImGui::BeginChild("##tabs", {space, height}, false,
                      ImGuiWindowFlags_HorizontalScrollbar | ImGuiWindowFlags_NoScrollbar);
    const ImVec2 first = ImGui::GetCursorScreenPos();
    float x = first.x;
    for (const auto& desk : desks) {
      ImGui::SetCursorScreenPos({x, first.y});
      if (tab(app, *desk, width, height)) {
        closed = desk->record.id;
        close = true;
      }
      x += width + 2;
    }
    ImGui::EndChild();
    const float used = std::min(space, (width + 2) * static_cast<float>(desks.size()));
    ImGui::SetCursorScreenPos({start.x + used + em(0.2), start.y + (height - ImGui::GetFrameHeight()) / 2});
  } else {
    ImGui::SetCursorScreenPos({start.x + em(0.4), start.y + (height - ImGui::GetFrameHeight()) / 2});
  }
  if (icon_button(app, "open", icon::kPlus, "Open files  " + keys_of(app, "window.open"))) app.dialog = Dialog::kOpen;
  if (close) app.bench.close_desk(closed);
}

}  // namespace spoor::gui
