#include "workbench/canvas_view.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace spoor {
namespace {

// A mark of a few pixels is framed with enough around it to be recognised.
constexpr double kGreatestFrameZoom = 16;
constexpr double kFrameShare = 0.8;

int turns_of(const CanvasView& view) { return ((view.quarter_turns % 4) + 4) % 4; }

bool nothing_to_show(const CanvasView& view) {
  return view.canvas.width <= 0 || view.canvas.height <= 0 || view.picture.width <= 0 || view.picture.height <= 0;
}

double aspect_of(const CanvasView& view) { return std::isfinite(view.aspect) && view.aspect > 0 ? view.aspect : 1; }

/// Mirrored, then turned clockwise; y points down.
cv::Point2d turned(const CanvasView& view, cv::Point2d by) {
  if (view.mirrored) by.x = -by.x;
  switch (turns_of(view)) {
    case 1:
      return {-by.y, by.x};
    case 2:
      return {-by.x, -by.y};
    case 3:
      return {by.y, -by.x};
    default:
      return by;
  }
}

cv::Point2d unturned(const CanvasView& view, cv::Point2d by) {
  switch (turns_of(view)) {
    case 1:
      by = {by.y, -by.x};
      break;
    case 2:
      by = {-by.x, -by.y};
      break;
    case 3:
      by = {-by.y, by.x};
      break;
    default:
      break;
  }
  if (view.mirrored) by.x = -by.x;
  return by;
}

/// Size on the screen at zoom 1 of a stretch of picture.
cv::Size2d upright(const CanvasView& view, double width, double height) {
  cv::Size2d size(width * aspect_of(view), height);
  if (turns_of(view) % 2 == 1) std::swap(size.width, size.height);
  return size;
}

double fit_zoom(const CanvasView& view) {
  if (nothing_to_show(view)) return 1;
  const cv::Size2d size = upright(view, view.picture.width, view.picture.height);
  return std::min({view.canvas.width / size.width, view.canvas.height / size.height, kGreatestZoom});
}

/// A panorama that fits only below the least zoom can still be zoomed out to where it fits.
double within_limits(const CanvasView& view, double zoom) {
  const double least = std::min(kLeastZoom, fit_zoom(view));
  return std::isfinite(zoom) ? std::clamp(zoom, least, kGreatestZoom) : view.zoom;
}

PicturePoint middle(const cv::Size& picture) { return {picture.width / 2.0, picture.height / 2.0}; }

PicturePoint kept_within(const cv::Size& picture, const PicturePoint& point) {
  return {std::clamp(point.x, 0.0, std::max(0.0, static_cast<double>(picture.width))),
          std::clamp(point.y, 0.0, std::max(0.0, static_cast<double>(picture.height)))};
}

CanvasView at_zoom(CanvasView view, double zoom, const cv::Point2d& about) {
  const PicturePoint kept = picture_from_screen(view, about);
  view.zoom = within_limits(view, zoom);
  view.fit = false;
  const PicturePoint moved = picture_from_screen(view, about);
  view.centre = {view.centre.x + kept.x - moved.x, view.centre.y + kept.y - moved.y};
  return view;
}

}  // namespace

cv::Point2d screen_from_picture(const CanvasView& view, const PicturePoint& point) {
  const cv::Point2d by =
      turned(view, {(point.x - view.centre.x) * aspect_of(view), point.y - view.centre.y}) * view.zoom;
  return {view.canvas.width / 2.0 + by.x, view.canvas.height / 2.0 + by.y};
}

PicturePoint picture_from_screen(const CanvasView& view, const cv::Point2d& point) {
  const cv::Point2d by =
      unturned(view, {point.x - view.canvas.width / 2.0, point.y - view.canvas.height / 2.0}) / view.zoom;
  return {view.centre.x + by.x / aspect_of(view), view.centre.y + by.y};
}

CanvasView fitted(CanvasView view) {
  view.fit = true;
  view.zoom = fit_zoom(view);
  view.centre = middle(view.picture);
  return view;
}

CanvasView resized(CanvasView view, cv::Size canvas, cv::Size picture) {
  view.canvas = canvas;
  view.picture = picture;
  if (view.fit) return fitted(view);
  view.centre = kept_within(picture, view.centre);
  return view;
}

CanvasView zoomed(CanvasView view, double factor, const cv::Point2d& about) {
  return at_zoom(view, view.zoom * factor, about);
}

CanvasView one_to_one(CanvasView view, const cv::Point2d& about) { return at_zoom(view, 1, about); }

CanvasView panned(CanvasView view, const cv::Point2d& by) {
  const PicturePoint before = view.centre;
  const cv::Point2d moved = unturned(view, by) / view.zoom;
  // The picture's edge stops at the middle of the canvas; where a zoom has left it further out, it may come back.
  const auto stopped = [](double from, double to, double size) {
    return std::clamp(to, std::min(0.0, from), std::max(size, from));
  };
  view.centre = {stopped(before.x, before.x - moved.x / aspect_of(view), view.picture.width),
                 stopped(before.y, before.y - moved.y, view.picture.height)};
  view.fit = false;
  return view;
}

CanvasView centred_on(CanvasView view, const PicturePoint& point) {
  view.centre = kept_within(view.picture, point);
  view.fit = false;
  return view;
}

CanvasView framed(CanvasView view, const PicturePoint& from, const PicturePoint& to) {
  if (nothing_to_show(view)) return view;
  const cv::Size2d size = upright(view, std::abs(to.x - from.x), std::abs(to.y - from.y));
  double zoom = kGreatestFrameZoom;
  if (size.width > 0) zoom = std::min(zoom, kFrameShare * view.canvas.width / size.width);
  if (size.height > 0) zoom = std::min(zoom, kFrameShare * view.canvas.height / size.height);
  view.zoom = within_limits(view, zoom);
  return centred_on(view, {(from.x + to.x) / 2, (from.y + to.y) / 2});
}

std::string turn_text(const CanvasView& view) {
  std::string text;
  if (view.quarter_turns == 1) text = "turned 90\u00b0 clockwise";
  if (view.quarter_turns == 2) text = "turned 180\u00b0";
  if (view.quarter_turns == 3) text = "turned 90\u00b0 counter-clockwise";
  if (view.mirrored) text += text.empty() ? "mirrored" : ", mirrored";
  return text;
}

cv::Rect visible_pixels(const CanvasView& view) {
  if (nothing_to_show(view)) return {};
  const double width = view.canvas.width, height = view.canvas.height;
  // Turns are by quarters, so two opposite corners span the rectangle.
  const PicturePoint a = picture_from_screen(view, {0, 0});
  const PicturePoint b = picture_from_screen(view, {width, height});
  const auto lower = [](double x, double y, int size) {
    return static_cast<int>(std::clamp(std::floor(std::min(x, y)), 0.0, static_cast<double>(size)));
  };
  const auto upper = [](double x, double y, int size) {
    return static_cast<int>(std::clamp(std::ceil(std::max(x, y)), 0.0, static_cast<double>(size)));
  };
  const int left = lower(a.x, b.x, view.picture.width), right = upper(a.x, b.x, view.picture.width);
  const int top = lower(a.y, b.y, view.picture.height), bottom = upper(a.y, b.y, view.picture.height);
  if (left >= right || top >= bottom) return {};
  return {left, top, right - left, bottom - top};
}

Turn turn_of_orientation(int orientation) {
  static constexpr std::array<Turn, 9> kTurns{
      {{0, false}, {0, false}, {0, true}, {2, false}, {2, true}, {3, true}, {1, false}, {1, true}, {3, false}}};
  return orientation >= 1 && orientation <= 8 ? kTurns[static_cast<std::size_t>(orientation)] : Turn{};
}

std::string zoom_text(const CanvasView& view) {
  const double percent = view.zoom * 100;
  return fmt::format("{}{:.{}f} %", view.fit ? "fit " : "", percent, percent < 9.95 ? 1 : 0);
}

}  // namespace spoor
