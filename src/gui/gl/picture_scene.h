#pragma once
/// Everything that one drawing of a picture depends on. Of PictureRenderer alone.

#include "gui/gl/picture_renderer.h"

#include <optional>
#include <string>

namespace spoor::gui {

struct PictureRenderer::Scene {
  CanvasView view;
  DisplaySettings display;
  PictureLayer left;
  std::optional<PictureLayer> right;
  Comparison comparison;
  bool blink_right = false;

  bool shows_left() const;
  bool shows_right() const;
  bool differs() const;  ///< both, one subtracted from the other
};

/// Whether both give the same pixels.
bool same_pixels(const CanvasView& a, const CanvasView& b);
bool same_pixels(const PictureLayer& a, const PictureLayer& b);

bool has_pixels(const PictureLayer& layer);

/// Textures of a layer, whichever it has; planes by the part they play in the shader.
struct LayerPlanes {
  const TiledTexture *first = nullptr, *second = nullptr, *third = nullptr, *ink = nullptr, *alpha = nullptr;
};
LayerPlanes planes_of(const PictureLayer& layer);

/// Screen pixels a sample, the smaller of both directions.
double sample_zoom(const CanvasView& view, const PictureLayer& layer);

/// Whether textures are to filter: enlarged smoothly, reduced, or a reduced picture.
bool filters(const CanvasView& view, const DisplaySettings& display, const PictureLayer& layer);

/// What picture.frag is to be compiled with for a layer.
std::string shader_definitions(const CanvasView& view, const DisplaySettings& display, const PictureLayer& layer,
                               bool raw, bool difference);

}  // namespace spoor::gui
