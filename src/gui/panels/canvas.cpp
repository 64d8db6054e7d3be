#include "gui/items.h"
#include "gui/panels/canvas_parts.h"
#include "gui/panels/panels.h"
#include "gui/theme.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <filesystem>

namespace spoor::gui {
namespace {

/// What can be shown of a frame of an exhibit.
struct Shown {
  PictureLayer layer;
  std::shared_ptr<const Frame> frame;
  bool anything = false, reduced = false;
};

Shown shown_of(App& app, ExhibitDesk& desk, std::int64_t index) {
  Shown shown;
  if (desk.shelf == nullptr) return shown;
  const FrameShelf::Showable showable = desk.shelf->showable(index);
  shown.frame = showable.frame;
  shown.layer.picture = desk.picture_size();
  if (showable.frame != nullptr) {
    shown.layer.frame = app.textures.frame(showable.frame);
    shown.layer.picture = {showable.frame->info.width, showable.frame->info.height};
    shown.layer.assumption = colour_assumption(showable.frame->info, !desk.is_clip());
  } else if (showable.reduced != nullptr) {
    shown.layer.reduced = app.textures.picture(showable.reduced);
    shown.layer.picture = {showable.reduced->info.width, showable.reduced->info.height};
    shown.reduced = true;
  }
  shown.anything = shown.layer.frame != nullptr || shown.layer.reduced != nullptr;
  return shown;
}

struct Overlay {
  const Map* map = nullptr;
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
    overlay.field = app.textures.field(preview->map, *preview->map);
    overlay.preview = true;
    overlay.of_frame = preview->frame;
    return overlay;
  }
  for (const ShownResult& shown : desk.results) {
    if (shown.row.key != desk.chosen_result || shown.result == nullptr) continue;
    for (const Map& map : shown.result->output.maps) {
      if (map.id != desk.chosen_map) continue;
      overlay.map = &map;
      overlay.field = app.textures.field(shown.result, map);
      overlay.of_frame = map.frame;
    }
  }
  return overlay;
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

std::string side_text(const char* side, const ExhibitDesk& desk, std::int64_t frame) {
  const auto& seconds = desk.playhead.clock().seconds;
  std::string text = fmt::format("{}  {}", side, for_display(desk.record.exhibit.name));
  if (desk.is_clip()) text += fmt::format("  frame {}", frame);
  if (frame >= 0 && frame < static_cast<std::int64_t>(seconds.size()))
    text += "  " + time_code(seconds[static_cast<std::size_t>(frame)]);
  return text;
}

double seconds_of(const ExhibitDesk& desk, std::int64_t frame) {
  const auto& seconds = desk.playhead.clock().seconds;
  return frame >= 0 && frame < static_cast<std::int64_t>(seconds.size()) ? seconds[static_cast<std::size_t>(frame)] : 0;
}

/// Everything that is drawn of a picture, with its other side.
class Drawing {
 public:
  Drawing(App& app, ExhibitDesk& desk, const ImVec2& low, const ImVec2& high)
      : app_(app), desk_(desk), low_(low), high_(high), display_(desk.display), comparison_(desk.comparison) {
    left_ = shown_of(app, desk, desk.playhead.frame());
    if (app.canvas.original) {
      const bool blurred = display_.blurred;
      display_ = DisplaySettings{};
      display_.blurred = blurred;
      comparison_.mode = CompareMode::kOff;
    }
    find_right();
  }

  bool anything() const { return left_.anything; }
  bool reduced() const { return left_.reduced; }
  const Shown& left() const { return left_; }
  const DisplaySettings& display() const { return display_; }
  bool side_by_side() const { return right_ && comparison_.mode == CompareMode::kSideBySide; }
  cv::Size canvas_size() const {
    const int width = static_cast<int>(high_.x - low_.x), height = static_cast<int>(high_.y - low_.y);
    return {side_by_side() ? (width - kGap) / 2 : width, height};
  }

  void draw(ImDrawList& list, const CanvasView& view) {
    if (!side_by_side()) {
      app_.pictures.draw(list, low_, view, display_, left_.layer, right_ ? &*right_ : nullptr, comparison_, app_.now_s);
      if (comparison_.mode == CompareMode::kBlink && right_) app_.redraw_within(until_blink());
      return;
    }
    app_.pictures.draw(list, low_, view, display_, left_.layer, nullptr, {}, app_.now_s);
    app_.pictures.draw(list, {low_.x + static_cast<float>(view.canvas.width + kGap), low_.y}, right_view(view),
                       display_, *right_, nullptr, {}, app_.now_s);
  }

  /// Overlay of the map, and both sides' names.
  void annotate(ImDrawList& list, const CanvasView& view) {
    if (!right_ && (comparison_.mode == CompareMode::kOff || comparison_.mode == CompareMode::kOverlay)) return;
    const float line = ImGui::GetTextLineHeight() + 10;
    const std::int64_t frame = desk_.playhead.frame();
    plate(list, {low_.x + 10, low_.y + 10}, side_text("left", desk_, frame), theme::kText);
    if (!right_) {
      plate(list, {low_.x + 10, low_.y + 10 + line}, "right  on its way", theme::kMuted);
      return;
    }
    const ExhibitDesk& other = other_ != nullptr ? *other_ : desk_;
    const std::string right = side_text("right", other, right_frame_);
    const std::string offset =
        offset_text(right_frame_ - frame, seconds_of(desk_, frame), seconds_of(other, right_frame_));
    const float x = side_by_side() ? low_.x + static_cast<float>(view.canvas.width + kGap) + 10
                                   : high_.x - 20 - ImGui::CalcTextSize(right.c_str()).x;
    plate(list, {x, low_.y + 10}, right, theme::kText);
    const float offset_x = side_by_side() ? x : high_.x - 20 - ImGui::CalcTextSize(offset.c_str()).x;
    plate(list, {offset_x, low_.y + 10 + line}, offset, theme::kMuted);
    if (comparison_.mode == CompareMode::kWipe) {
      const float at = std::round(low_.x + static_cast<float>(comparison_.wipe) * (high_.x - low_.x));
      const float middle = (low_.y + high_.y) / 2;
      list.AddLine({at, low_.y}, {at, high_.y}, IM_COL32(0, 0, 0, 160), 3);
      list.AddLine({at, low_.y}, {at, high_.y}, IM_COL32(240, 240, 240, 220), 1);
      list.AddCircleFilled({at, middle}, 9, IM_COL32(40, 40, 40, 230));
      list.AddCircle({at, middle}, 9, IM_COL32(240, 240, 240, 220));
      list.AddTriangleFilled({at - 6, middle}, {at - 2, middle - 4}, {at - 2, middle + 4}, theme::kText);
      list.AddTriangleFilled({at + 6, middle}, {at + 2, middle - 4}, {at + 2, middle + 4}, theme::kText);
      name_rectangle("canvas.wipe", {at - 6, middle - 9}, {at + 6, middle + 9});
    }
  }

  cv::Mat picture(const CanvasView& view) {
    return app_.pictures.rendered(view, display_, left_.layer, right_ ? &*right_ : nullptr, comparison_);
  }

 private:
  static constexpr int kGap = 2;

  void find_right() {
    if (comparison_.mode == CompareMode::kOff || comparison_.mode == CompareMode::kOverlay) {
      if (comparison_.other_exhibit == 0) return;
    }
    if (comparison_.mode == CompareMode::kOff) return;
    Shown shown;
    if (comparison_.other_exhibit == 0) {
      right_frame_ = right_frame(comparison_, desk_.playhead.frame(), desk_.frames());
      shown = shown_of(app_, desk_, right_frame_);
    } else if (const auto other = app_.bench.other_side(desk_)) {
      other_ = other->desk;
      right_frame_ = other->frame;
      shown = shown_of(app_, *other->desk, other->frame);
    }
    if (!shown.anything) return;
    right_ = shown.layer;
    if (comparison_.right_from_left && cv::determinant(*comparison_.right_from_left) != 0) {
      right_->left_from_here = comparison_.right_from_left->inv();
    }
  }

  /// The same place of the right picture in the middle, as far as the two are registered.
  CanvasView right_view(CanvasView view) const {
    view.picture = right_->picture;
    if (comparison_.right_from_left) {
      const cv::Vec3d at = *comparison_.right_from_left * cv::Vec3d(view.centre.x, view.centre.y, 1);
      if (at[2] != 0) view.centre = {at[0] / at[2], at[1] / at[2]};
    } else if (left_.layer.picture.area() > 0) {
      const double scale = static_cast<double>(right_->picture.height) / left_.layer.picture.height;
      view.centre = {view.centre.x * right_->picture.width / left_.layer.picture.width, view.centre.y * scale};
      view.zoom /= std::max(1e-3, scale);
    }
    return view;
  }

  double until_blink() const {
    const double period = std::max(0.05, comparison_.blink_seconds);
    return period - std::fmod(app_.now_s, period) + 0.002;
  }

  App& app_;
  ExhibitDesk& desk_;
  ImVec2 low_, high_;
  DisplaySettings display_;
  Comparison comparison_;
  Shown left_;
  std::optional<PictureLayer> right_;
  ExhibitDesk* other_ = nullptr;
  std::int64_t right_frame_ = 0;
};

void tell_states(const CanvasFrame& canvas, const Drawing& drawing) {
  tell_state("frame", std::to_string(canvas.index));
  tell_state("picture", !drawing.anything() ? "none" : drawing.reduced() ? "reduced" : "full");
  tell_state("zoom", canvas.app.canvas.zoom);
  tell_state("view", fmt::format("{:.4f} {:.3f} {:.3f}", canvas.view.zoom, canvas.view.centre.x, canvas.view.centre.y));
  tell_state("pixel", canvas.app.canvas.readout);
}

void export_view(App& app, ExhibitDesk& desk, Drawing& drawing) {
  app.canvas.export_view = false;
  const cv::Mat picture = drawing.picture(desk.view);
  if (picture.empty()) return;
  const std::filesystem::path source = desk.record.exhibit.path;
  const std::string name = fmt::format("{} frame {} view.png", source.stem().string(), desk.playhead.frame());
  app.bench.export_picture(picture, source.parent_path() / name);
}

void picture_canvas(App& app, ExhibitDesk& desk, const ImVec2& low, const ImVec2& high) {
  blur_first(app, desk);
  Drawing drawing(app, desk, low, high);
  ImDrawList& list = *ImGui::GetWindowDrawList();
  if (drawing.anything()) {
    if (drawing.left().frame != nullptr) set_orientation(app, desk, drawing.left().frame->info.orientation);
    desk.view.aspect = desk.pixel_aspect();
    desk.view = resized(desk.view, drawing.canvas_size(), drawing.left().layer.picture);
  } else {
    desk.view.canvas = drawing.canvas_size();
  }
  CanvasFrame canvas{app,
                     desk,
                     list,
                     low,
                     high,
                     desk.view,
                     desk.playhead.frame(),
                     drawing.left().frame,
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
  app.canvas.on_right = drawing.side_by_side() && canvas.mouse.x > low.x + static_cast<float>(canvas.view.canvas.width);
  if (drawing.anything()) canvas_input(canvas);
  canvas.view = desk.view;

  list.PushClipRect(low, high, true);
  const bool with_map = !app.canvas.original && !desk.display.blurred;
  const Overlay overlay = with_map ? overlay_of(app, desk) : Overlay{};
  if (drawing.anything()) {
    drawing.draw(list, canvas.view);
    const bool same_frame = overlay.map != nullptr && (!desk.is_clip() || overlay.of_frame == canvas.index);
    if (overlay.map != nullptr && same_frame)
      app.fields.draw(list, low, canvas.view, *overlay.map, overlay.field, desk.comparison.opacity);
    draw_pixel_values(canvas);
    draw_marks(canvas);
    drawing.annotate(list, canvas.view);
    draw_rulers(canvas);
    draw_minimap(canvas, drawing.left().layer, drawing.display());
    draw_loupe(canvas, drawing.left().layer, drawing.display());
    float top = low.y + 10;
    if (drawing.reduced()) {
      plate(list, {low.x + 10, top}, "reduced, full picture is coming", theme::kText);
      top += ImGui::GetTextLineHeight() + 10;
    }
    if (app.canvas.original) plate(list, {low.x + 10, top}, "as decoded, while X is held", theme::kText);
    if (!app.pictures.fault().empty()) {
      plate(list, {low.x + 10, high.y - 30}, "an older shader is in use: " + app.pictures.fault(), theme::kError);
    }
    if (overlay.map != nullptr && same_frame) {
      map_legend(canvas, *overlay.map, overlay.preview);
      tell_state("map", overlay.map->id);
    } else if (overlay.map != nullptr) {
      const std::string text = fmt::format("The chosen map is of frame {}", overlay.of_frame);
      plate(list, {low.x + 12, high.y - ImGui::GetTextLineHeight() - 18}, text, theme::kMuted);
    }
  }
  list.PopClipRect();

  app.pointer.reset();
  app.canvas.readout.clear();
  if (canvas.hovered && drawing.anything() && !app.canvas.on_right) {
    const PicturePoint at = canvas.picture(canvas.mouse);
    app.canvas.readout = readout_text(canvas, at);
    if (!app.canvas.readout.empty()) app.pointer = at;
  }
  app.canvas.zoom = drawing.anything() ? zoom_text(canvas.view) : std::string();
  app.canvas.changes = changes_text(desk.display);
  if (!drawing.anything()) no_picture(app, desk, low, high);
  if (drawing.anything() && desk.display.blurred) blur_cover(desk, low, high);
  error_banner(desk, low, high);
  if (app.canvas.export_view) export_view(app, desk, drawing);
  tell_states(canvas, drawing);
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
