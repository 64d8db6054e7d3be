#include "gui/gl/texture_cache.h"

#include <algorithm>

namespace spoor::gui {

/// One upload. Its source is watched, not held: textures go when nobody else has the samples.
struct TextureCache::Entry {
  std::weak_ptr<const void> source;
  const void* part = nullptr;
  std::uint64_t used = 0;
  std::int64_t bytes = 0;
  std::shared_ptr<FrameTextures> frame;
  std::shared_ptr<TiledTexture> texture;
};

TextureCache::TextureCache(std::int64_t budget_bytes) : budget_(budget_bytes) {}
TextureCache::~TextureCache() = default;

void TextureCache::begin_redraw() {
  ++redraw_;
  std::erase_if(entries_, [this](const std::unique_ptr<Entry>& entry) {
    if (!entry->source.expired()) return false;
    bytes_ -= entry->bytes;
    return true;
  });
}

std::shared_ptr<const FrameTextures> TextureCache::frame(const std::shared_ptr<const Frame>& frame) {
  if (frame == nullptr || frame->planes.empty()) return nullptr;
  if (const Entry* entry = find(frame.get(), frame.get())) return entry->frame;
  auto textures = std::make_shared<FrameTextures>();
  textures->info = frame->info;
  const auto places = tile_places(frame->planes[0].size(), side_limit());
  const SampleLayout& layout = frame->info.layout;
  for (std::size_t c = 0; c < frame->planes.size(); ++c) {
    const bool halved = frame->planes[c].size() != frame->planes[0].size();
    textures->planes.push_back(
        uploaded(frame->planes[c], places, halved ? layout.log2_chroma_w : 0, halved ? layout.log2_chroma_h : 0));
    textures->bytes += textures->planes.back().bytes;
  }
  add(frame, frame.get(), textures->bytes).frame = textures;
  return textures;
}

std::shared_ptr<const TiledTexture> TextureCache::picture(const std::shared_ptr<const ReducedPicture>& picture) {
  if (picture == nullptr || picture->bgr.empty()) return nullptr;
  if (const Entry* entry = find(picture.get(), picture.get())) return entry->texture;
  auto texture = std::make_shared<TiledTexture>(uploaded(picture->bgr, tile_places(picture->bgr.size(), side_limit())));
  add(picture, picture.get(), texture->bytes).texture = texture;
  return texture;
}

std::shared_ptr<const TiledTexture> TextureCache::field(const std::shared_ptr<const void>& owner, const Map& map) {
  if (owner == nullptr || map.field.empty() || map.field.type() != CV_32FC1) return nullptr;
  if (const Entry* entry = find(owner.get(), &map)) return entry->texture;
  auto texture = std::make_shared<TiledTexture>(uploaded(map.field, tile_places(map.field.size(), side_limit())));
  add(owner, &map, texture->bytes).texture = texture;
  return texture;
}

unsigned TextureCache::thumbnail(const std::shared_ptr<const ReducedPicture>& picture) {
  const auto texture = this->picture(picture);
  return texture == nullptr || texture->tiles.size() != 1 ? 0 : texture->tiles[0].texture.get();
}

TextureCache::Entry* TextureCache::find(const void* source, const void* part) {
  for (const auto& entry : entries_) {
    if (entry->part != part) continue;
    const auto held = entry->source.lock();
    if (held.get() != source) continue;
    entry->used = redraw_;
    return entry.get();
  }
  return nullptr;
}

TextureCache::Entry& TextureCache::add(const std::shared_ptr<const void>& source, const void* part,
                                       std::int64_t bytes) {
  ++uploads_;
  while (bytes_ + bytes > budget_) {
    const auto oldest = std::min_element(entries_.begin(), entries_.end(),
                                         [](const auto& a, const auto& b) { return a->used < b->used; });
    if (oldest == entries_.end() || (*oldest)->used == redraw_) break;
    bytes_ -= (*oldest)->bytes;
    entries_.erase(oldest);
  }
  auto entry = std::make_unique<Entry>();
  entry->source = source;
  entry->part = part;
  entry->used = redraw_;
  entry->bytes = bytes;
  bytes_ += bytes;
  entries_.push_back(std::move(entry));
  return *entries_.back();
}

int TextureCache::side_limit() {
  GLint card = 0;
  glGetIntegerv(GL_MAX_TEXTURE_SIZE, &card);
  return tile_limit_ > 0 ? std::min<int>(tile_limit_, card) : card;
}

}  // namespace spoor::gui
