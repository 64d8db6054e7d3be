#pragma once
/// Frames and maps on their way to the graphics card: one cache, one budget.

#include "engine/session.h"
#include "gui/gl/gl_objects.h"

#include <opencv2/core.hpp>

#include <cstdint>
#include <memory>
#include <vector>

namespace spoor::gui {

/// A single-channel (or BGR/BGRA) matrix as textures no larger than the limit: neighbours share a border of one
/// texel, so that smooth enlargement shows no seam.
struct TiledTexture {
  struct Tile {
    GlTexture texture;
    cv::Rect inner;   ///< samples this tile shows
    cv::Rect stored;  ///< samples it holds: inner and border
  };
  cv::Size size;
  std::vector<Tile> tiles;
  std::int64_t bytes = 0;
};

/// The planes of a frame: each tiled on the same grid (chroma on the halved one).
struct FrameTextures {
  FrameInfo info;
  std::vector<TiledTexture> planes;
  std::int64_t bytes = 0;
};

/// Least recently used ones go first; what was used in this redraw stays. Main thread, context current.
class TextureCache {
 public:
  explicit TextureCache(std::int64_t budget_bytes);

  void begin_redraw();
  std::shared_ptr<const FrameTextures> frame(const std::shared_ptr<const Frame>& frame);
  std::shared_ptr<const TiledTexture> picture(const std::shared_ptr<const ReducedPicture>& picture);
  std::shared_ptr<const TiledTexture> field(const std::shared_ptr<const PassResult>& owner, const Map& map);

  /// A small picture as an ImGui texture id, for thumbnails; 0 where `bgr` is empty.
  unsigned thumbnail(const std::shared_ptr<const ReducedPicture>& picture);

  std::int64_t bytes() const { return bytes_; }
  void set_tile_limit(int side) { tile_limit_ = side; }  ///< lower than the card's, for tests
  int uploads() const { return uploads_; }

 private:
  struct Entry;
  std::int64_t budget_ = 0, bytes_ = 0;
  int tile_limit_ = 0, uploads_ = 0;
  std::uint64_t redraw_ = 0;
  std::vector<Entry> entries_;
};

}  // namespace spoor::gui
