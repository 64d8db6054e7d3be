#include "gui/gl/picture_scene.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

namespace spoor::gui {

bool PictureRenderer::Scene::shows_left() const {
  if (!right) return true;
  return comparison.mode == CompareMode::kBlink ? !blink_right : !comparison.left_hidden;
}

bool PictureRenderer::Scene::shows_right() const {
  if (!right) return false;
  if (comparison.mode == CompareMode::kBlink) return blink_right;
  return comparison.left_hidden || (!comparison.right_hidden && comparison.mode != CompareMode::kOff &&
                                    comparison.mode != CompareMode::kSideBySide);
}

bool PictureRenderer::Scene::differs() const {
  return comparison.mode == CompareMode::kDifference && shows_left() && shows_right() && has_pixels(left) &&
         has_pixels(*right);
}

bool same_pixels(const CanvasView& a, const CanvasView& b) {
  const auto parts = [](const CanvasView& v) {
    return std::tie(v.canvas, v.picture, v.aspect, v.quarter_turns, v.mirrored, v.zoom, v.centre);
  };
  return parts(a) == parts(b);
}

bool same_pixels(const PictureLayer& a, const PictureLayer& b) {
  const auto parts = [](const PictureLayer& l) {
    return std::tie(l.frame, l.reduced, l.assumption.matrix, l.assumption.range, l.picture, l.left_from_here);
  };
  return parts(a) == parts(b);
}

bool has_pixels(const PictureLayer& layer) {
  return (layer.frame != nullptr && !layer.frame->planes.empty()) || layer.reduced != nullptr;
}

LayerPlanes planes_of(const PictureLayer& layer) {
  if (layer.frame == nullptr) return {layer.reduced.get(), layer.reduced.get(), layer.reduced.get(), nullptr, nullptr};
  const auto& planes = layer.frame->planes;
  const bool has_alpha = layer.frame->info.layout.has_alpha && planes.size() > 1;
  const std::size_t colours = planes.size() - (has_alpha ? 1 : 0);
  LayerPlanes result;
  result.first = planes.data();
  result.second = colours >= 3 ? &planes[1] : result.first;
  result.third = colours >= 3 ? &planes[2] : result.first;
  if (colours >= 4) result.ink = &planes[3];
  if (has_alpha) result.alpha = &planes.back();
  return result;
}

double sample_zoom(const CanvasView& view, const PictureLayer& layer) {
  const cv::Size size = planes_of(layer).first->size;
  return view.zoom * std::min(view.aspect * layer.picture.width / size.width,
                              static_cast<double>(layer.picture.height) / size.height);
}

bool filters(const CanvasView& view, const DisplaySettings& display, const PictureLayer& layer) {
  return layer.frame == nullptr || display.enlargement == Enlargement::kSmooth || sample_zoom(view, layer) < 1 - 1e-6;
}

std::string shader_definitions(const CanvasView& view, const DisplaySettings& display, const PictureLayer& layer,
                               bool raw, bool difference) {
  const LayerPlanes planes = planes_of(layer);
  std::string text = fmt::format("#define CHANNEL {}\n", static_cast<int>(display.channel));
  const auto define = [&](bool wanted, const char* name) {
    if (wanted) text += fmt::format("#define {}\n", name);
  };
  define(layer.frame == nullptr, "INTERLEAVED");
  define(layer.frame != nullptr && planes.second == planes.first, "GREY");
  define(planes.ink != nullptr, "INKS");
  define(planes.alpha != nullptr, "ALPHA");
  define(layer.frame != nullptr && layer.frame->info.layout.is_float, "FLOATS");
  define(filters(view, display, layer), "SMOOTH");
  define(display.blurred, "MOSAIC");
  define(raw, "RAW");
  define(difference && !raw, "DIFFERENCE");
  define(display.local_contrast > 0, "CONTRAST");
  define(display.gamma != 1, "GAMMA");
  return text;
}

}  // namespace spoor::gui
