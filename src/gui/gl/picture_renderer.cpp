#include "gui/gl/picture_renderer.h"

#include "gui/gl/picture_scene.h"
#include "media/colour_matrix.h"

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace spoor::gui {
namespace {

constexpr double kGridFrom = 8, kGridFull = 24;  // screen pixels a sample
constexpr double kMosaicSquares = 28;            // along the longer side: shapes go, colours stay
constexpr double kNeighbourhood = 32;            // of local contrast: so many along the longer side
constexpr double kContrastGain = 1.5;
constexpr double kNarrowest = 1.0 / 65535;  // levels, as workbench/display_settings has it
constexpr std::size_t kMostKept = 5;        // canvas, both sides, minimap, loupe

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

}  // namespace

/// A picture as it was drawn, to be shown again while nothing changes.
struct PictureRenderer::Kept {
  Scene scene;
  cv::Size pixels;
  GlTexture texture;
  int used = 0;   ///< redraw
  int loads = 0;  ///< state of the shaders
};

PictureRenderer::PictureRenderer(std::filesystem::path shaders)
    : shaders_(std::move(shaders)), grid_(shaders_, "grid") {}
PictureRenderer::~PictureRenderer() = default;

bool PictureRenderer::draw(ImDrawList& list, const ImVec2& origin, const CanvasView& view,
                           const DisplaySettings& display, const PictureLayer& left, const PictureLayer* right,
                           const Comparison& comparison, double now_s) {
  if (view.canvas.width <= 0 || view.canvas.height <= 0) return true;
  const Scene scene{view,       display,
                    left,       right ? std::optional(*right) : std::nullopt,
                    comparison, blink_shows_right(comparison, now_s)};
  if (!ready(scene)) {
    const ImVec2 at(origin.x + 16, origin.y + 16);
    const std::string sentence = "The picture cannot be drawn: " + fault_;
    list.AddText(nullptr, 0, at, IM_COL32(235, 235, 235, 255), sentence.c_str(), nullptr,
                 std::max(64.0F, static_cast<float>(view.canvas.width) - 32));
    return false;
  }
  const ImVec2 scale = ImGui::GetIO().DisplayFramebufferScale;
  const cv::Size pixels(static_cast<int>(std::lround(static_cast<float>(view.canvas.width) * scale.x)),
                        static_cast<int>(std::lround(static_cast<float>(view.canvas.height) * scale.y)));
  const GLuint texture = kept(scene, pixels);
  const ImVec2 end(origin.x + static_cast<float>(view.canvas.width), origin.y + static_cast<float>(view.canvas.height));
  // GL counts rows from below.
  list.AddImage(reinterpret_cast<ImTextureID>(static_cast<std::uintptr_t>(texture)), origin, end, {0, 1}, {1, 0});
  return true;
}

cv::Mat PictureRenderer::rendered(const CanvasView& view, const DisplaySettings& display, const PictureLayer& left,
                                  const PictureLayer* right, const Comparison& comparison) {
  const Scene scene{view, display, left, right ? std::optional(*right) : std::nullopt, comparison, false};
  if (view.canvas.width <= 0 || view.canvas.height <= 0 || !ready(scene)) return {};
  return painted(view.canvas, [&](const DrawArea& area) { paint(scene, area); });
}

ShaderProgram& PictureRenderer::program_for(const Scene& scene, const PictureLayer& layer, bool raw) {
  const std::string definitions = shader_definitions(scene.view, scene.display, layer, raw, scene.differs());
  auto& program = programs_[definitions];
  if (program == nullptr) program = std::make_unique<ShaderProgram>(shaders_, "picture", definitions);
  return *program;
}

bool PictureRenderer::ready(const Scene& scene) {
  fault_.clear();
  for (const PictureLayer* layer : {&scene.left, scene.right ? &*scene.right : nullptr}) {
    if (layer == nullptr || !has_pixels(*layer)) continue;
    if (layer->frame != nullptr) {
      if (const auto rgb = rgb_from_samples(layer->frame->info.layout, layer->assumption); !rgb) {
        fault_ = rgb.error().sentence;
        return false;
      }
    }
    for (const bool raw : {false, true}) {
      if (raw && (!scene.differs() || layer != &scene.left)) continue;
      ShaderProgram& program = program_for(scene, *layer, raw);
      const GLuint name = program.use(kShadersChange);
      if (!program.fault().empty()) fault_ = program.fault();
      if (name == 0) return false;
    }
  }
  if (!quad_) {
    GLuint name = 0;
    glGenVertexArrays(1, &name);
    quad_ = GlVertexArray(name);
    linear_ = sampler(GL_LINEAR);
    reducing_ = sampler(GL_LINEAR_MIPMAP_NEAREST);
  }
  return true;
}

GLuint PictureRenderer::kept(const Scene& scene, cv::Size pixels) {
  int loads = grid_.loads();
  for (const auto& [definitions, program] : programs_) loads += program->loads();
  const int redraw = ImGui::GetFrameCount();
  const auto same = [&](const Kept& one) {
    const Scene& other = one.scene;
    return one.pixels == pixels && one.loads == loads && other.right.has_value() == scene.right.has_value() &&
           same_pixels(other.view, scene.view) && other.display == scene.display &&
           same_pixels(other.left, scene.left) && (!scene.right || same_pixels(*other.right, *scene.right)) &&
           other.shows_left() == scene.shows_left() && other.shows_right() == scene.shows_right() &&
           other.comparison.mode == scene.comparison.mode && other.comparison.wipe == scene.comparison.wipe &&
           other.comparison.opacity == scene.comparison.opacity &&
           other.comparison.difference_gain == scene.comparison.difference_gain &&
           other.comparison.brightness == scene.comparison.brightness;
  };
  auto found = std::find_if(kept_.begin(), kept_.end(), same);
  if (found == kept_.end()) {
    Kept fresh{scene, pixels, {}, redraw, loads};
    const auto oldest =
        std::min_element(kept_.begin(), kept_.end(), [](const Kept& a, const Kept& b) { return a.used < b.used; });
    if (kept_.size() >= kMostKept && oldest->used != redraw) {
      if (oldest->pixels == pixels) fresh.texture = std::move(oldest->texture);
      kept_.erase(oldest);
    }
    if (!fresh.texture) fresh.texture = canvas_texture(pixels, GL_RGBA8);
    paint_into(fresh.texture, pixels, [&](const DrawArea& area) { paint(scene, area); });
    // A shader that was used for the first time has been loaded meanwhile.
    fresh.loads = grid_.loads();
    for (const auto& [definitions, program] : programs_) fresh.loads += program->loads();
    kept_.push_back(std::move(fresh));
    found = std::prev(kept_.end());
    ++conversions_;
  }
  found->used = redraw;
  return found->texture.get();
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
  glBlendFuncSeparate(GL_SRC_ALPHA, GL_ONE_MINUS_SRC_ALPHA, GL_ONE, GL_ONE_MINUS_SRC_ALPHA);
  cv::Rect of_left = area.scissor, of_right = area.scissor;
  if (mode == CompareMode::kWipe) {
    const int at = area.viewport.x + static_cast<int>(std::lround(scene.comparison.wipe * area.viewport.width));
    of_left.width = std::clamp(at - of_left.x, 0, of_left.width);
    of_right.x += of_left.width;
    of_right.width -= of_left.width;
  }
  if (left && mode != CompareMode::kDifference) {
    scissor(of_left);
    paint_layer(scene, scene.left, area, 1, false);
  }
  if (right) {
    scissor(of_right);
    paint_layer(scene, *scene.right, area, mode == CompareMode::kOverlay ? scene.comparison.opacity : 1, false);
  }
  scissor(area.scissor);
  if (scene.display.pixel_grid && !scene.display.blurred && (left || right)) paint_grid(scene);
}

void PictureRenderer::paint_left_apart(const Scene& scene, cv::Size size) {
  if (!apart_ || apart_size_ != size) apart_ = canvas_texture(apart_size_ = size, GL_RGBA32F);
  const FrameBufferScope scope(apart_);
  const cv::Rect whole({}, size);
  glViewport(0, 0, size.width, size.height);
  glScissor(0, 0, size.width, size.height);
  glDisable(GL_BLEND);
  glClearColor(0, 0, 0, 0);
  glClear(GL_COLOR_BUFFER_BIT);
  paint_layer(scene, scene.left, {whole, whole}, 1, true);
}

void PictureRenderer::paint_layer(const Scene& scene, const PictureLayer& layer, const DrawArea& area, double opacity,
                                  bool raw) {
  const LayerPlanes planes = planes_of(layer);
  const ShaderProgram& program = program_for(scene, layer, raw);
  program_for(scene, layer, raw).use(false);
  const auto u = [&](const char* name) { return program.uniform(name); };
  const auto real = [&](const char* name, double value) { glUniform1f(u(name), static_cast<float>(value)); };
  const auto pair = [&](const char* name, double x, double y) {
    glUniform2f(u(name), static_cast<float>(x), static_cast<float>(y));
  };
  const cv::Size size = planes.first->size;
  const double scale_x = static_cast<double>(layer.picture.width) / size.width;
  const double scale_y = static_cast<double>(layer.picture.height) / size.height;
  const double longer = std::max(size.width, size.height);
  const DisplaySettings& display = scene.display;

  if (layer.frame != nullptr) {
    const SampleLayout& layout = layer.frame->info.layout;
    const RgbFromSamples rgb = rgb_from_samples(layout, layer.assumption).value();
    const bool halved = planes.second->size != size;
    glUniform2i(u("chroma_shift"), halved ? layout.log2_chroma_w : 0, halved ? layout.log2_chroma_h : 0);
    real("most", rgb.most);
    set_matrix(u("rgb_from_samples"), rgb.matrix);
    glUniform3f(u("rgb_offset"), static_cast<float>(rgb.offset[0]), static_cast<float>(rgb.offset[1]),
                static_cast<float>(rgb.offset[2]));
    pair("ink_light", rgb.ink_gain, rgb.ink_offset);
    pair("luma_weights", rgb.red, rgb.blue);
  } else {
    const RgbFromSamples plain;
    glUniform2i(u("chroma_shift"), 0, 0);
    pair("luma_weights", plain.red, plain.blue);
  }
  real("steps", planes.first->steps);
  real("mosaic", std::max(2.0, longer / kMosaicSquares));
  pair("left_origin", area.viewport.x, area.viewport.y);
  real("gain", scene.comparison.difference_gain);
  const BrightnessMatch match = scene.comparison.brightness.value_or(BrightnessMatch{});
  pair("match", match.gain, match.offset / 255);
  real("opacity", opacity);
  real("contrast", display.local_contrast * kContrastGain);
  real("contrast_level", std::log2(std::max(1.0, longer / kNeighbourhood)));
  real("exposure", std::exp2(display.exposure_stops));
  real("black", display.black);
  real("width", std::max(kNarrowest, display.white - display.black));
  real("gamma_power", display.gamma > 0 ? 1 / display.gamma : 1);
  pair("canvas", scene.view.canvas.width, scene.view.canvas.height);
  const char* const names[] = {"first", "second", "third", "ink", "opaque", "left"};
  for (int unit = 0; unit < 6; ++unit) glUniform1i(u(names[unit]), unit);

  const bool mips = display.local_contrast > 0 || sample_zoom(scene.view, layer) < 0.5;
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
  const GLint box = u("box"), matrix = u("canvas_from_layer");
  for (std::size_t i = 0; i < planes.first->tiles.size(); ++i) {
    const TiledTexture::Tile& tile = planes.first->tiles[i];
    const cv::Rect shown = layer.frame != nullptr && plain ? tile.inner & seen_wide : tile.inner;
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
    pair("mosaic_origin", from.x, from.y);
    draw_box(box, cv::Rect2d(shown.x - from.x, shown.y - from.y, shown.width, shown.height));
  }
}

void PictureRenderer::paint_grid(const Scene& scene) {
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
