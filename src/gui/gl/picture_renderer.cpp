#include "gui/gl/picture_renderer.h"

#include "media/colour_matrix.h"

#include <algorithm>
#include <cmath>

namespace spoor::gui {
namespace {

bool has_pixels(const PictureLayer& layer) {
  return (layer.frame != nullptr && !layer.frame->planes.empty()) || layer.reduced != nullptr;
}

}  // namespace

/// Everything that one drawing needs, kept until ImGui renders.
struct PictureRenderer::Scene {
  CanvasView view;
  DisplaySettings display;
  PictureLayer left;
  std::optional<PictureLayer> right;
  Comparison comparison;
  double now_s = 0;

  bool shows_left() const {
    if (!right) return true;
    if (comparison.mode == CompareMode::kBlink) return !blink_shows_right(comparison, now_s);
    return !comparison.left_hidden;
  }
  bool shows_right() const {
    if (!right) return false;
    if (comparison.mode == CompareMode::kBlink) return blink_shows_right(comparison, now_s);
    return comparison.left_hidden || (!comparison.right_hidden && comparison.mode != CompareMode::kOff &&
                                      comparison.mode != CompareMode::kSideBySide);
  }

  bool differs() const {
    return comparison.mode == CompareMode::kDifference && shows_left() && shows_right() && has_pixels(left) &&
           has_pixels(*right);
  }
};

namespace {

constexpr double kGridFrom = 8, kGridFull = 24;  // screen pixels a sample
constexpr double kMosaicSquares = 28;            // along the longer side: shapes go, colours stay
constexpr double kNeighbourhood = 32;            // of local contrast: so many along the longer side
constexpr double kContrastGain = 1.5;
constexpr double kNarrowest = 1.0 / 65535;  // levels, as workbench/display_settings has it

GlSampler sampler(GLint reduced) {
  GLuint name = 0;
  glGenSamplers(1, &name);
  glSamplerParameteri(name, GL_TEXTURE_MIN_FILTER, reduced);
  glSamplerParameteri(name, GL_TEXTURE_MAG_FILTER, GL_LINEAR);
  glSamplerParameteri(name, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
  glSamplerParameteri(name, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
  return GlSampler(name);
}

void bind(int unit, GLuint texture, const GlSampler& filter) {
  glActiveTexture(GL_TEXTURE0 + static_cast<GLenum>(unit));
  glBindTexture(GL_TEXTURE_2D, texture);
  glBindSampler(static_cast<GLuint>(unit), filter.get());
}

/// Textures of a layer, whichever it has; planes by the part they play in the shader.
struct Planes {
  const TiledTexture *first = nullptr, *second = nullptr, *third = nullptr, *ink = nullptr, *alpha = nullptr;
};

Planes planes_of(const PictureLayer& layer) {
  if (layer.frame == nullptr) return {layer.reduced.get(), layer.reduced.get(), layer.reduced.get(), nullptr, nullptr};
  const auto& planes = layer.frame->planes;
  const SampleLayout& layout = layer.frame->info.layout;
  const std::size_t colours = planes.size() - (layout.has_alpha && planes.size() > 1 ? 1 : 0);
  Planes result;
  result.first = planes.data();
  result.second = colours >= 3 ? &planes[1] : result.first;
  result.third = colours >= 3 ? &planes[2] : result.first;
  if (colours >= 4) result.ink = &planes[3];
  if (colours < planes.size()) result.alpha = &planes.back();
  return result;
}

}  // namespace

PictureRenderer::PictureRenderer(std::filesystem::path shaders)
    : program_(shaders, "picture"), grid_(shaders, "grid") {}

bool PictureRenderer::draw(ImDrawList& list, const ImVec2& origin, const CanvasView& view,
                           const DisplaySettings& display, const PictureLayer& left, const PictureLayer* right,
                           const Comparison& comparison, double now_s) {
  if (view.canvas.width <= 0 || view.canvas.height <= 0) return true;
  auto scene = std::make_shared<Scene>(
      Scene{view, display, left, right ? std::optional(*right) : std::nullopt, comparison, now_s});
  if (!ready(*scene)) {
    const ImVec2 at(origin.x + 16, origin.y + 16);
    const std::string sentence = "The picture cannot be drawn: " + fault_;
    list.AddText(nullptr, 0, at, IM_COL32(235, 235, 235, 255), sentence.c_str(), nullptr,
                 std::max(64.0F, static_cast<float>(view.canvas.width) - 32));
    return false;
  }
  draws_.add(list, origin, view.canvas, [this, scene](const DrawArea& area) { paint(*scene, area); });
  return true;
}

cv::Mat PictureRenderer::rendered(const CanvasView& view, const DisplaySettings& display, const PictureLayer& left,
                                  const PictureLayer* right, const Comparison& comparison) {
  const Scene scene{view, display, left, right ? std::optional(*right) : std::nullopt, comparison, 0};
  if (view.canvas.width <= 0 || view.canvas.height <= 0 || !ready(scene)) return {};
  return painted(view.canvas, [&](const DrawArea& area) { paint(scene, area); });
}

bool PictureRenderer::ready(const Scene& scene) {
  const GLuint program = program_.use(kShadersChange);
  fault_ = program_.fault();
  if (program == 0) return false;
  for (const PictureLayer* layer : {&scene.left, scene.right ? &*scene.right : nullptr}) {
    if (layer == nullptr || layer->frame == nullptr) continue;
    if (const auto rgb = rgb_from_samples(layer->frame->info.layout, layer->assumption); !rgb) {
      fault_ = rgb.error().sentence;
      return false;
    }
  }
  if (!quad_) {
    GLuint name = 0;
    glGenVertexArrays(1, &name);
    quad_ = GlVertexArray(name);
    linear_ = sampler(GL_LINEAR);
    reducing_ = sampler(GL_LINEAR_MIPMAP_LINEAR);
  }
  return true;
}

void PictureRenderer::paint(const Scene& scene, const DrawArea& area) {
  glBindVertexArray(quad_.get());
  glDisable(GL_DEPTH_TEST);
  glDisable(GL_CULL_FACE);
  glEnable(GL_SCISSOR_TEST);
  const auto scissor = [](const cv::Rect& r) { glScissor(r.x, r.y, std::max(0, r.width), std::max(0, r.height)); };
  const bool left = scene.shows_left() && has_pixels(scene.left);
  const bool right = scene.shows_right() && has_pixels(*scene.right);
  const CompareMode mode = left && right ? scene.comparison.mode : CompareMode::kOff;
  if (scene.differs()) paint_left_apart(scene, area.viewport.size());
  glViewport(area.viewport.x, area.viewport.y, area.viewport.width, area.viewport.height);
  glEnable(GL_BLEND);
  glBlendEquation(GL_FUNC_ADD);
  glBlendFunc(GL_SRC_ALPHA, GL_ONE_MINUS_SRC_ALPHA);
  cv::Rect of_left = area.scissor, of_right = area.scissor;
  if (mode == CompareMode::kWipe) {
    const int at = area.viewport.x + static_cast<int>(std::lround(scene.comparison.wipe * area.viewport.width));
    of_left.width = std::clamp(at - of_left.x, 0, of_left.width);
    of_right.x += of_left.width;
    of_right.width -= of_left.width;
  }
  if (left && mode != CompareMode::kDifference) {
    scissor(of_left);
    paint_layer(scene, scene.left, area, 1);
  }
  if (right) {
    scissor(of_right);
    paint_layer(scene, *scene.right, area, mode == CompareMode::kOverlay ? scene.comparison.opacity : 1);
  }
  scissor(area.scissor);
  if (scene.display.pixel_grid && !scene.display.blurred && (left || right)) paint_grid(scene, area);
}

void PictureRenderer::paint_left_apart(const Scene& scene, cv::Size size) {
  GLint before = 0;
  glGetIntegerv(GL_DRAW_FRAMEBUFFER_BINDING, &before);
  if (!apart_ || apart_size_ != size) {
    GLuint name = 0;
    glGenTextures(1, &name);
    apart_ = GlTexture(name);
    apart_size_ = size;
    glActiveTexture(GL_TEXTURE0);
    glBindTexture(GL_TEXTURE_2D, name);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_NEAREST);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_NEAREST);
    glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA32F, size.width, size.height, 0, GL_RGBA, GL_FLOAT, nullptr);
  }
  GLuint name = 0;
  glGenFramebuffers(1, &name);
  const GlFramebuffer buffer(name);
  glBindFramebuffer(GL_FRAMEBUFFER, name);
  glFramebufferTexture2D(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_TEXTURE_2D, apart_.get(), 0);
  const cv::Rect whole({}, size);
  glViewport(0, 0, size.width, size.height);
  glScissor(0, 0, size.width, size.height);
  glDisable(GL_BLEND);
  glClearColor(0, 0, 0, 0);
  glClear(GL_COLOR_BUFFER_BIT);
  paint_layer(scene, scene.left, {whole, whole}, -1);
  glBindFramebuffer(GL_FRAMEBUFFER, static_cast<GLuint>(before));
}

/// `opacity` below 0: the values themselves, for a difference.
void PictureRenderer::paint_layer(const Scene& scene, const PictureLayer& layer, const DrawArea& area, double opacity) {
  const Planes planes = planes_of(layer);
  const auto u = [&](const char* name) { return program_.uniform(name); };
  const auto real = [&](const char* name, double value) { glUniform1f(u(name), static_cast<float>(value)); };
  const bool is_frame = layer.frame != nullptr;
  const cv::Size size = planes.first->size;
  const double scale_x = static_cast<double>(layer.picture.width) / size.width;
  const double scale_y = static_cast<double>(layer.picture.height) / size.height;
  const double zoom = scene.view.zoom * std::min(scale_x * scene.view.aspect, scale_y);
  const DisplaySettings& display = scene.display;

  program_.use(false);
  RgbFromSamples rgb;
  if (is_frame) {
    rgb = rgb_from_samples(layer.frame->info.layout, layer.assumption).value();
    glUniform2i(u("chroma_shift"), planes.second->size == size ? 0 : layer.frame->info.layout.log2_chroma_w,
                planes.second->size == size ? 0 : layer.frame->info.layout.log2_chroma_h);
    glUniform1i(u("real_samples"), layer.frame->info.layout.is_float);
  } else {
    glUniform2i(u("chroma_shift"), 0, 0);
    glUniform1i(u("real_samples"), 0);
  }
  glUniform1i(u("interleaved"), !is_frame);
  glUniform1i(u("has_inks"), planes.ink != nullptr && rgb.has_inks);
  glUniform1i(u("has_alpha"), planes.alpha != nullptr);
  real("steps", planes.first->steps);
  real("most", rgb.most);
  set_matrix(u("rgb_from_samples"), rgb.matrix);
  glUniform3f(u("rgb_offset"), static_cast<float>(rgb.offset[0]), static_cast<float>(rgb.offset[1]),
              static_cast<float>(rgb.offset[2]));
  glUniform2f(u("ink_light"), static_cast<float>(rgb.ink_gain), static_cast<float>(rgb.ink_offset));
  glUniform2f(u("luma_weights"), static_cast<float>(rgb.red), static_cast<float>(rgb.blue));

  const bool raw = opacity < 0;
  const bool contrast = display.local_contrast > 0 && !raw;
  const bool smooth = !is_frame || display.enlargement == Enlargement::kSmooth || zoom < 1 - 1e-6;
  const double longer = std::max(size.width, size.height);
  glUniform1i(u("smooth_samples"), smooth);
  real("mosaic", display.blurred ? std::max(2.0, longer / kMosaicSquares) : 0);
  glUniform1i(u("channel"), static_cast<GLint>(display.channel));
  glUniform1i(u("raw"), raw);
  glUniform1i(u("difference"),
              !raw && scene.shows_left() && scene.shows_right() && scene.comparison.mode == CompareMode::kDifference);
  glUniform2f(u("left_origin"), static_cast<float>(area.viewport.x), static_cast<float>(area.viewport.y));
  real("gain", scene.comparison.difference_gain);
  real("opacity", opacity);
  real("contrast", contrast ? display.local_contrast * kContrastGain : 0);
  real("contrast_level", std::log2(std::max(1.0, longer / kNeighbourhood)));
  real("exposure", std::exp2(display.exposure_stops));
  real("black", display.black);
  real("width", std::max(kNarrowest, display.white - display.black));
  real("gamma_power", display.gamma > 0 ? 1 / display.gamma : 1);
  glUniform2f(u("canvas"), static_cast<float>(scene.view.canvas.width), static_cast<float>(scene.view.canvas.height));
  const char* const names[] = {"first", "second", "third", "ink", "opaque", "left"};
  for (int unit = 0; unit < 6; ++unit) glUniform1i(u(names[unit]), unit);

  const bool mips = contrast || zoom < 0.5;
  if (mips) {
    glActiveTexture(GL_TEXTURE0);
    for (const TiledTexture* plane : {planes.first, planes.second, planes.third, planes.ink, planes.alpha}) {
      if (plane != nullptr) plane->make_mipmaps();
    }
  }
  const GlSampler& filter = mips ? reducing_ : linear_;
  const bool plain = layer.left_from_here == cv::Matx33d::eye();
  // One sample more on each side, since the picture's corner may be put on a whole screen pixel.
  const cv::Rect seen = visible_pixels(scene.view);
  const cv::Rect seen_wide(seen.x - 1, seen.y - 1, seen.width + 2, seen.height + 2);
  const cv::Matx33d to_canvas = canvas_from_picture(scene.view) * layer.left_from_here;
  const GLint box = u("box"), matrix = u("canvas_from_layer"), mosaic_origin = u("mosaic_origin");
  for (std::size_t i = 0; i < planes.first->tiles.size(); ++i) {
    const TiledTexture::Tile& tile = planes.first->tiles[i];
    const cv::Rect shown = is_frame && plain ? tile.inner & seen_wide : tile.inner;
    if (shown.area() == 0) continue;
    bind(0, tile.texture.get(), filter);
    bind(1, planes.second->tiles[i].texture.get(), filter);
    bind(2, planes.third->tiles[i].texture.get(), filter);
    bind(3, planes.ink != nullptr ? planes.ink->tiles[i].texture.get() : 0, filter);
    bind(4, planes.alpha != nullptr ? planes.alpha->tiles[i].texture.get() : 0, filter);
    bind(5, raw ? 0 : apart_.get(), linear_);
    // Small numbers in the shader: places count from the tile's first sample.
    const cv::Point from = tile.stored.tl();
    set_matrix(matrix, to_canvas * cv::Matx33d(scale_x, 0, scale_x * from.x, 0, scale_y, scale_y * from.y, 0, 0, 1));
    glUniform2f(mosaic_origin, static_cast<float>(from.x), static_cast<float>(from.y));
    draw_box(box, cv::Rect2d(shown.x - from.x, shown.y - from.y, shown.width, shown.height));
  }
}

void PictureRenderer::paint_grid(const Scene& scene, const DrawArea&) {
  const double zoom = scene.view.zoom * std::min(1.0, scene.view.aspect);
  const cv::Rect seen = visible_pixels(scene.view);
  if (zoom < kGridFrom || seen.area() == 0 || grid_.use(kShadersChange) == 0) return;
  const double strength = 0.4 + 0.6 * std::min(1.0, (zoom - kGridFrom) / (kGridFull - kGridFrom));
  glUniform1f(grid_.uniform("strength"), static_cast<float>(strength));
  glUniform2f(grid_.uniform("canvas"), static_cast<float>(scene.view.canvas.width),
              static_cast<float>(scene.view.canvas.height));
  set_matrix(grid_.uniform("canvas_from_layer"),
             canvas_from_picture(scene.view) * cv::Matx33d(1, 0, seen.x, 0, 1, seen.y, 0, 0, 1));
  draw_box(grid_.uniform("box"), cv::Rect2d(0, 0, seen.width, seen.height));
}

}  // namespace spoor::gui
