#include "gui/panels/canvas_sides.h"

#include "gui/items.h"
#include "gui/panels/canvas_parts.h"
#include "gui/theme.h"
#include "workbench/display_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace spoor::gui {
namespace {

constexpr int kGap = 2;  // between side by side, screen pixels

bool compares(CompareMode mode) { return mode != CompareMode::kOff; }

/// `hold`: the picture shown last stays until the one asked for is here; a blank in between would look like a cut.
ShownPicture shown_of(App& app, ExhibitDesk& desk, std::int64_t index, bool hold) {
  ShownPicture shown;
  if (desk.shelf == nullptr) return shown;
  const FrameShelf::Showable showable = desk.shelf->showable(index);
  std::shared_ptr<const Frame> frame = shown.frame = showable.frame;
  if (hold) {
    auto& last = app.canvas.last_frame[desk.record.id];
    if (frame != nullptr) {
      last = frame;
    } else if (showable.reduced == nullptr && !desk.shelf->error(index)) {
      frame = last.lock();
      if (frame != nullptr) shown.instead = frame->info.index;
    }
  }
  if (const auto mean = average_for(desk, index)) {
    // Nothing is read off it.
    frame = mean;
    shown.frame = nullptr;
    shown.instead.reset();
  }
  shown.layer.picture = desk.picture_size();
  if (frame != nullptr) {
    shown.layer.frame = app.textures.frame(frame);
    shown.layer.picture = {frame->info.width, frame->info.height};
    shown.layer.assumption = colour_assumption(frame->info, !desk.is_clip());
  } else if (showable.reduced != nullptr) {
    shown.layer.reduced = app.textures.picture(showable.reduced);
    shown.layer.picture = {showable.reduced->info.width, showable.reduced->info.height};
    shown.reduced = true;
  }
  shown.anything = shown.layer.frame != nullptr || shown.layer.reduced != nullptr;
  return shown;
}

double seconds_of(const ExhibitDesk& desk, std::int64_t frame) {
  const auto& seconds = desk.playhead.clock().seconds;
  return frame >= 0 && frame < static_cast<std::int64_t>(seconds.size()) ? seconds[static_cast<std::size_t>(frame)] : 0;
}

std::string side_text(const char* side, const ExhibitDesk& desk, std::int64_t frame) {
  std::string text = fmt::format("{}  {}", side, for_display(desk.record.exhibit.name));
  if (desk.is_clip()) text += fmt::format("  frame {}  {}", frame, time_code(seconds_of(desk, frame)));
  return text;
}

/// One line over the picture; `moved`: other frames are shown than it was made at.
std::string registration_text(const Registration& registration, bool in_force, bool moved) {
  if (registration.method.empty()) return fmt::format("{} of at least 4 point pairs", registration.pairs.size());
  std::string text = in_force ? "registered by " + registration.method : "registered, shown pixel on pixel";
  if (in_force && registration.features && registration.pairs.size() < 4) {
    text += fmt::format(", {} of {} agree, {:.2f} px", registration.features->inliers, registration.features->matches,
                        registration.features->error_px);
  }
  if (in_force && moved) {
    text += fmt::format("; made at frames {} and {}", registration.left_frame, registration.right_frame);
  }
  return text;
}

}  // namespace

CanvasSides::CanvasSides(App& app, ExhibitDesk& desk, const ImVec2& low, const ImVec2& high)
    : app_(app),
      desk_(desk),
      low_(low),
      high_(high),
      display_(desk.display),
      comparison_(with_registration(desk.comparison, registration_of(app.bench, desk))) {
  left_ = shown_of(app, desk, desk.playhead.frame(), true);
  if (app.canvas.original) {
    display_ = DisplaySettings{};
    display_.blurred = desk.display.blurred;
    comparison_.mode = CompareMode::kOff;
  }
  find_right();
}

cv::Size CanvasSides::canvas_size() const {
  const int width = static_cast<int>(high_.x - low_.x), height = static_cast<int>(high_.y - low_.y);
  return {side_by_side() ? (width - kGap) / 2 : width, height};
}

void CanvasSides::draw(ImDrawList& list, const CanvasView& view) {
  if (side_by_side()) {
    app_.pictures.draw(list, low_, view, display_, left_.layer, nullptr, {}, app_.now_s);
    app_.pictures.draw(list, right_low(view), right_canvas(view), display_, *right_, nullptr, {}, app_.now_s);
    return;
  }
  app_.pictures.draw(list, low_, view, display_, left_.layer, right_ ? &*right_ : nullptr, comparison_, app_.now_s);
  if (comparison_.mode == CompareMode::kBlink && right_) {
    const double period = std::max(0.05, comparison_.blink_seconds);
    app_.redraw_within(period - std::fmod(app_.now_s, period) + 0.002);
  }
}

void CanvasSides::annotate(ImDrawList& list, const CanvasView& view) const {
  const bool wanted =
      compares(comparison_.mode) && (comparison_.mode != CompareMode::kOverlay || comparison_.other_exhibit != 0);
  if (!wanted) return;
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
  const auto place = [&](const std::string& text) {
    return side_by_side() ? low_.x + static_cast<float>(view.canvas.width + kGap) + 10
                          : high_.x - 20 - ImGui::CalcTextSize(text.c_str()).x;
  };
  plate(list, {place(right), low_.y + 10}, right, theme::kText);
  if (desk_.is_clip() || other.is_clip()) plate(list, {place(offset), low_.y + 10 + line}, offset, theme::kMuted);
  if (const Registration* registration = registration_of(app_.bench, desk_); registration != nullptr) {
    const bool moved = registration->left_frame != frame || registration->right_frame != right_frame_;
    const std::string how = registration_text(*registration, comparison_.right_from_left.has_value(), moved);
    plate(list, {low_.x + 10, low_.y + 10 + line}, how, theme::kMuted);
  }
  if (comparison_.mode == CompareMode::kWipe) draw_wipe(list);
  if (comparison_.mode == CompareMode::kDifference) {
    std::string text =
        fmt::format("difference \u00d7 {:.3g}; black where both are the same", comparison_.difference_gain);
    if (comparison_.brightness) text += "; brightness matched: " + brightness_text(*comparison_.brightness);
    plate(list, {low_.x + 10, high_.y - 10 - line}, text, theme::kMuted);
  }
}

void CanvasSides::draw_wipe(ImDrawList& list) const {
  const float at = std::round(low_.x + static_cast<float>(comparison_.wipe) * (high_.x - low_.x));
  const float middle = std::round((low_.y + high_.y) / 2);
  list.AddLine({at, low_.y}, {at, high_.y}, IM_COL32(0, 0, 0, 160), 3);
  list.AddLine({at, low_.y}, {at, high_.y}, IM_COL32(240, 240, 240, 220), 1);
  list.AddCircleFilled({at, middle}, 9, IM_COL32(40, 40, 40, 230));
  list.AddCircle({at, middle}, 9, IM_COL32(240, 240, 240, 220));
  list.AddTriangleFilled({at - 6, middle}, {at - 2, middle - 4}, {at - 2, middle + 4}, theme::kText);
  list.AddTriangleFilled({at + 6, middle}, {at + 2, middle - 4}, {at + 2, middle + 4}, theme::kText);
  name_rectangle("canvas.wipe", {at - 6, middle - 9}, {at + 6, middle + 9});
}

cv::Mat CanvasSides::picture(const CanvasView& view) {
  const cv::Mat left = app_.pictures.rendered(view, display_, left_.layer, right_ ? &*right_ : nullptr, comparison_);
  if (!side_by_side()) return left;
  const cv::Mat right = app_.pictures.rendered(right_canvas(view), display_, *right_, nullptr, {});
  if (left.empty() || right.empty() || left.rows != right.rows) return left;
  cv::Mat both(left.rows, left.cols + kGap + right.cols, CV_8UC3, cv::Scalar::all(0));
  left.copyTo(both(cv::Rect(0, 0, left.cols, left.rows)));
  right.copyTo(both(cv::Rect(left.cols + kGap, 0, right.cols, right.rows)));
  return both;
}

void CanvasSides::find_right() {
  if (!compares(comparison_.mode)) return;
  ShownPicture shown;
  if (comparison_.other_exhibit == 0) {
    if (comparison_.mode == CompareMode::kOverlay) return;  // a map over its frame
    right_frame_ = right_frame(comparison_, desk_.playhead.frame(), desk_.frames());
    shown = shown_of(app_, desk_, right_frame_, false);
  } else if (const auto other = app_.bench.other_side(desk_)) {
    other_ = other->desk;
    right_frame_ = other->frame;
    shown = shown_of(app_, *other->desk, other->frame, false);
  }
  if (!shown.anything) return;
  right_ = shown.layer;
  if (!comparison_.right_from_left || picks_pairs()) return;
  const auto back = left_from_right(*comparison_.right_from_left, left_.layer.picture);
  if (back) right_->left_from_here = *back;
}

ImVec2 CanvasSides::right_low(const CanvasView& view) const {
  return {low_.x + static_cast<float>(view.canvas.width + kGap), low_.y};
}

/// Laid upon the left one it is seen as the left one is.
CanvasView CanvasSides::right_canvas(const CanvasView& view) const {
  return right_->left_from_here == cv::Matx33d::eye() ? right_view(view) : view;
}

/// The same place of the right picture in the middle, as far as the two are registered.
CanvasView CanvasSides::right_view(CanvasView view) const {
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

}  // namespace spoor::gui
