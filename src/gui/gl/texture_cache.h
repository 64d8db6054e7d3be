#pragma once
/// Frames and maps on their way to the graphics card: one cache, one budget.

#include "engine/session.h"
#include "gui/gl/tiling.h"

#include <cstdint>
#include <memory>
#include <vector>

namespace spoor::gui {

/// Least recently used ones go first; what was used in this redraw stays. Main thread, context current.
class TextureCache {
 public:
  explicit TextureCache(std::int64_t budget_bytes);
  ~TextureCache();
  TextureCache(const TextureCache&) = delete;
  TextureCache& operator=(const TextureCache&) = delete;

  void begin_redraw();
  std::shared_ptr<const FrameTextures> frame(const std::shared_ptr<const Frame>& frame);
  std::shared_ptr<const TiledTexture> picture(const std::shared_ptr<const ReducedPicture>& picture);
  /// `owner` keeps `map` alive and tells it from others: a PassResult, a live preview's map.
  std::shared_ptr<const TiledTexture> field(const std::shared_ptr<const void>& owner, const Map& map);

  /// A small picture as an ImGui texture id, for thumbnails; 0 where it is empty.
  unsigned thumbnail(const std::shared_ptr<const ReducedPicture>& picture);

  std::int64_t bytes() const { return bytes_; }
  void set_tile_limit(int side) { tile_limit_ = side; }  ///< lower than the card's, for tests
  int uploads() const { return uploads_; }

 private:
  struct Entry;
  Entry* find(const void* source, const void* part);
  Entry& add(const std::shared_ptr<const void>& source, const void* part, std::int64_t bytes);
  int side_limit();

  std::int64_t budget_ = 0, bytes_ = 0;
  int tile_limit_ = 0, uploads_ = 0;
  std::uint64_t redraw_ = 0;
  std::vector<std::unique_ptr<Entry>> entries_;
};

}  // namespace spoor::gui
