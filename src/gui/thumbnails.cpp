#include "gui/thumbnails.h"

#include "gui/widgets.h"

#include <algorithm>
#include <array>
#include <utility>

namespace spoor::gui {
namespace {

/// Place in the picture of a place in the turned one, both in shares of the sides.
ImVec2 picture_place(const ImVec2& turned, const Turn& turn) {
  ImVec2 at = turned;
  for (int i = 0; i < turn.quarter_turns; ++i) at = {at.y, 1 - at.x};
  if (turn.mirrored) at.x = 1 - at.x;
  return at;
}

bool lies(const Turn& turn) { return turn.quarter_turns % 2 != 0; }

}  // namespace

bool draw_thumbnail(App& app, ImDrawList& list, const std::shared_ptr<const ReducedPicture>& picture, int orientation,
                    const ImVec2& low, const ImVec2& high, Filling filling) {
  if (picture == nullptr || picture->bgr.empty() || high.x <= low.x || high.y <= low.y) return false;
  const Turn turn = turn_of_orientation(orientation);
  float wide = static_cast<float>(picture->bgr.cols), tall = static_cast<float>(picture->bgr.rows);
  if (lies(turn)) std::swap(wide, tall);
  const float ratio = wide / tall, box = (high.x - low.x) / (high.y - low.y);
  ImVec2 from = low, to = high;
  float cut_x = 0, cut_y = 0;
  if (filling == Filling::kCut) {
    cut_x = ratio > box ? (1 - box / ratio) / 2 : 0;
    cut_y = ratio < box ? (1 - ratio / box) / 2 : 0;
  } else {
    const float w = std::min(high.x - low.x, (high.y - low.y) * ratio), h = w / ratio;
    from = {(low.x + high.x - w) / 2, (low.y + high.y - h) / 2};
    to = {from.x + w, from.y + h};
  }
  const std::array<ImVec2, 4> corners{ImVec2(cut_x, cut_y), ImVec2(1 - cut_x, cut_y), ImVec2(1 - cut_x, 1 - cut_y),
                                      ImVec2(cut_x, 1 - cut_y)};
  std::array<ImVec2, 4> places;
  std::transform(corners.begin(), corners.end(), places.begin(),
                 [&](const ImVec2& corner) { return picture_place(corner, turn); });
  list.AddImageQuad(texture_id(app.textures.thumbnail(picture)), from, {to.x, from.y}, to, {from.x, to.y}, places[0],
                    places[1], places[2], places[3]);
  return true;
}

int shown_orientation(App& app, const ExhibitDesk& desk) {
  const auto found = app.canvas.orientation.find(desk.record.id);
  return found == app.canvas.orientation.end() ? 1 : found->second;
}

float shown_ratio(App& app, const ExhibitDesk& desk) {
  const cv::Size size = desk.picture_size();
  if (size.area() == 0) return 0;
  const auto ratio = static_cast<float>(size.width * desk.pixel_aspect() / size.height);
  return lies(turn_of_orientation(shown_orientation(app, desk))) ? 1 / ratio : ratio;
}

void draw_hidden(ImDrawList& list, const ImVec2& low, const ImVec2& high) {
  list.AddRectFilled(low, high, IM_COL32(34, 34, 34, 255));
  const ImVec2 size = ImGui::CalcTextSize(icon::kEyeOff);
  if (high.x - low.x < size.x || high.y - low.y < size.y) return;
  list.AddText({(low.x + high.x - size.x) / 2, (low.y + high.y - size.y) / 2},
               ImGui::GetColorU32(ImGuiCol_TextDisabled), icon::kEyeOff);
}

}  // namespace spoor::gui
