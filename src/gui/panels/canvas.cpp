#include "gui/items.h"
#include "gui/panels/canvas_parts.h"
#include "gui/panels/canvas_sides.h"
#include "gui/panels/panels.h"
#include "gui/panels/save_picture.h"
#include "gui/theme.h"
#include "workbench/scopes.h"
#include "workbench/still_export.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <utility>

namespace spoor::gui {
namespace {

struct Overlay {
  const Map* map = nullptr;
  std::shared_ptr<const void> owner;  ///< of the map
  std::shared_ptr<const TiledTexture> field;
  bool preview = false;
  std::int64_t of_frame = 0;
};

/// The map over the picture: the live preview while one is asked for, else the chosen result's.
Overlay overlay_of(App& app, const ExhibitDesk& desk) {
  Overlay overlay;
  const auto& preview = app.bench.preview();
  if (preview && preview->map != nullptr && preview->exhibit == desk.record.id) {
    overlay.map = preview->map.get();
    overlay.owner = preview->map;
    overlay.field = app.textures.field(preview->map, *preview->map);
    overlay.preview = true;
    overlay.of_frame = preview->frame;
    return overlay;
  }
  for (const ShownResult& shown : desk.results) {
    if (shown.row.key != desk.chosen_result || shown.result == nullptr) continue;
    // Maps of one kind over several frames share their id: the one of this frame, else the nearest.
    const auto distance = [&](const Map& map) { return std::abs(map.frame - desk.playhead.frame()); };
    for (const Map& map : shown.result->output.maps) {
      if (map.id != desk.chosen_map || (overlay.map != nullptr && distance(*overlay.map) <= distance(map))) continue;
      overlay.map = &map;
      overlay.owner = shown.result;
      overlay.field = app.textures.field(shown.result, map);
      overlay.of_frame = map.frame;
    }
  }
  return overlay;
}

/// Values at the ends of the colours: the declared range, which is the same for every file, or where the analyst asks
/// for it what this map holds. Its percentiles are taken in the background.
cv::Vec2d range_of(App& app, const Overlay& overlay) {
  const Map& map = *overlay.map;
  const cv::Vec2d declared(map.low, map.high);
  if (!app.canvas.own_scale || overlay.preview) return declared;
  const auto& spread = app.canvas.spread;
  if (spread->of != &map || spread->owner.expired()) {
    *spread = {&map, overlay.owner, std::nullopt};
    app.bench.background().start("spread", "",
                                 [spread, map = &map, owner = overlay.owner](const Job&) -> Background::Delivery {
                                   const auto range = spread_of(*map);
                                   return [spread, map, owner, range] {
                                     if (spread->of == map) spread->range = range;
                                   };
                                 });
  }
  const auto& range = spread->range;
  return range && (*range)[1] > (*range)[0] ? *range : declared;
}

void set_orientation(App& app, ExhibitDesk& desk, int declared) {
  const int wanted = desk.display.apply_orientation ? declared : 1;
  int& applied = app.canvas.orientation.try_emplace(desk.record.id, 1).first->second;
  if (applied == wanted) return;
  const Turn before = turn_of_orientation(applied), after = turn_of_orientation(wanted);
  desk.view.quarter_turns = ((desk.view.quarter_turns + after.quarter_turns - before.quarter_turns) % 4 + 4) % 4;
  desk.view.mirrored = desk.view.mirrored != (before.mirrored != after.mirrored);
  applied = wanted;
}

void blur_first(App& app, ExhibitDesk& desk) {
  if (!app.settings.blur_first || app.canvas.blur_asked[desk.record.id]) return;
  app.canvas.blur_asked[desk.record.id] = true;
  desk.display.blurred = true;
}

void tell_states(const CanvasFrame& canvas, const CanvasSides& sides) {
  tell_state("frame", std::to_string(canvas.index));
  tell_state("picture", !sides.left().anything ? "none"
                        : sides.left().reduced ? "reduced"
                        : sides.left().instead ? "former"
                                               : "full");
  tell_state("zoom", canvas.app.canvas.zoom);
  tell_state("view", fmt::format("{:.4f} {:.3f} {:.3f}", canvas.view.zoom, canvas.view.centre.x, canvas.view.centre.y));
  tell_state("pixel", canvas.app.canvas.readout);
  const auto& preview = canvas.app.bench.preview();
  tell_state("preview", preview && preview->map != nullptr ? preview->map->title : "");
}

void export_view(App& app, const ExhibitDesk& desk, CanvasSides& sides) {
  const std::filesystem::path path = std::exchange(app.canvas.export_to, {});
  const CanvasView view = app.panels.dialog.whole ? whole_picture(desk.view) : desk.view;
  write_seen(app, path, sides.left().frame == nullptr ? cv::Mat() : sides.picture(view), view);
}

void picture_canvas(App& app, ExhibitDesk& desk, const ImVec2& low, const ImVec2& high) {
  blur_first(app, desk);
  CanvasSides sides(app, desk, low, high);
  ImDrawList& list = *ImGui::GetWindowDrawList();
  if (sides.left().anything) {
    if (sides.left().frame != nullptr) set_orientation(app, desk, sides.left().frame->info.orientation);
    desk.view.aspect = desk.pixel_aspect();
    desk.view = resized(desk.view, sides.canvas_size(), sides.left().layer.picture);
  } else {
    desk.view.canvas = sides.canvas_size();
  }
  CanvasFrame canvas{app,
                     desk,
                     list,
                     low,
                     high,
                     desk.view,
                     desk.playhead.frame(),
                     sides.left().frame,
                     false,
                     false,
                     false,
                     ImGui::GetIO().MousePos};

  ImGui::SetCursorScreenPos(low);
#if IMGUI_VERSION_NUM >= 18967
  ImGui::SetNextItemAllowOverlap();
#endif
  ImGui::InvisibleButton("##picture", {high.x - low.x, high.y - low.y});
#if IMGUI_VERSION_NUM < 18967
  ImGui::SetItemAllowOverlap();
#endif
  canvas.hovered = ImGui::IsItemHovered();
  canvas.clicked = canvas.hovered && ImGui::IsMouseClicked(ImGuiMouseButton_Left);
  canvas.double_clicked = canvas.hovered && ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left);
  name_item("canvas");
  app.canvas.on_right = sides.side_by_side() && canvas.mouse.x > low.x + static_cast<float>(canvas.view.canvas.width);
  if (sides.left().anything && !pair_input(canvas, sides)) canvas_input(canvas);
  canvas.view = desk.view;

  list.PushClipRect(low, high, true);
  const bool with_map = !app.canvas.original && !desk.display.blurred;
  const Overlay overlay = with_map ? overlay_of(app, desk) : Overlay{};
  tell_state("map", "");
  if (sides.left().anything) {
    sides.draw(list, canvas.view);
    const bool same_frame = overlay.map != nullptr && (!desk.is_clip() || overlay.of_frame == canvas.index);
    const cv::Vec2d range = overlay.map != nullptr ? range_of(app, overlay) : cv::Vec2d();
    if (overlay.map != nullptr && same_frame) {
      app.fields.draw(list, low, canvas.view, *overlay.map, overlay.field, desk.comparison.opacity, range);
    }
    draw_pixel_values(canvas);
    draw_marks(canvas);
    sides.annotate(list, canvas.view);
    draw_pairs(canvas, sides);
    draw_rulers(canvas);
    draw_minimap(canvas, sides.left().layer, sides.display());
    draw_loupe(canvas, sides.left().layer, sides.display());
    float top = low.y + 10;
    if (sides.left().reduced) {
      plate(list, {low.x + 10, top}, "reduced, full picture is coming", theme::kText);
      top += ImGui::GetTextLineHeight() + 10;
    }
    if (sides.left().instead && !desk.playhead.playing()) {
      const std::string text = fmt::format("frame {} until frame {} is here", *sides.left().instead, canvas.index);
      plate(list, {low.x + 10, top}, text, theme::kText);
      top += ImGui::GetTextLineHeight() + 10;
    }
    if (average_for(desk, canvas.index) != nullptr) {
      plate(list, {low.x + 10, high.y - 2 * ImGui::GetTextLineHeight() - 26}, average_text(*desk.scene.average),
            theme::kText);
      tell_state("average", average_text(*desk.scene.average));
    } else {
      tell_state("average", "");
    }
    if (app.canvas.original) plate(list, {low.x + 10, top}, "as decoded, while X is held", theme::kText);
    if (!app.pictures.fault().empty()) {
      plate(list, {low.x + 10, high.y - 30},
            "shader fault, an older one is used where there is one: " + app.pictures.fault(), theme::kError);
    }
    if (overlay.map != nullptr && same_frame) {
      map_legend(canvas, *overlay.map, range, overlay.preview);
      tell_state("map", overlay.map->id);
    } else if (overlay.map != nullptr) {
      const std::string text = fmt::format("The chosen map is of frame {}", overlay.of_frame);
      plate(list, {low.x + 12, high.y - ImGui::GetTextLineHeight() - 18}, text, theme::kMuted);
    }
  }
  list.PopClipRect();

  app.pointer.reset();
  app.canvas.readout.clear();
  if (canvas.hovered && sides.left().anything && !app.canvas.on_right) {
    const PicturePoint at = canvas.picture(canvas.mouse);
    app.canvas.readout = readout_text(canvas, at);
    if (!app.canvas.readout.empty()) app.pointer = at;
    if (overlay.map != nullptr) app.canvas.readout += map_value_text(*overlay.map, at);
  }
  app.canvas.zoom = sides.left().anything ? zoom_text(canvas.view) : std::string();
  app.canvas.changes = changes_text(desk.display);
  if (!sides.left().anything) no_picture(app, desk, low, high);
  if (sides.left().anything && desk.display.blurred) blur_cover(desk, low, high);
  error_banner(desk, low, high);
  registration_card(canvas, sides);
  if (!app.canvas.export_to.empty()) export_view(app, desk, sides);
  tell_states(canvas, sides);
}

}  // namespace

void canvas(App& app) {
  const ImVec2 low = ImGui::GetCursorScreenPos(), space = ImGui::GetContentRegionAvail();
  const ImVec2 high(std::floor(low.x + space.x), std::floor(low.y + space.y));
  if (high.x - low.x < 8 || high.y - low.y < 8) return;
  ImGui::GetWindowDrawList()->AddRectFilled(low, high, theme::kSurround);
  if (ExhibitDesk* desk = app.bench.active()) {
    picture_canvas(app, *desk, low, high);
  } else {
    app.pointer.reset();
    app.canvas.readout.clear();
    nothing_open(app, low, high);
    name_rectangle("canvas", low, high);
    tell_state("picture", "none");
  }
}

}  // namespace spoor::gui
