#include "gui/gl/tiling.h"

#include <algorithm>
#include <vector>

namespace spoor::gui {
namespace {

constexpr int kAlign = 16, kBorder = 16;

/// Begins of tiles along one side, with the side's end behind the last one.
std::vector<int> cuts(int side, int limit) {
  std::vector<int> places{0};
  if (side > limit) {
    const int step = std::max(kAlign, (limit - 2 * kBorder) / kAlign * kAlign);
    for (int at = step; at < side; at += step) places.push_back(at);
  }
  places.push_back(side);
  return places;
}

struct Format {
  GLint inside = GL_R8;
  GLenum outside = GL_RED, type = GL_UNSIGNED_BYTE;
  double steps = 255;
};

Format format_of(const cv::Mat& plane) {
  if (plane.type() == CV_8UC3) return {GL_RGB8, GL_BGR, GL_UNSIGNED_BYTE, 255};
  if (plane.depth() == CV_16U) return {GL_R16, GL_RED, GL_UNSIGNED_SHORT, 65535};
  if (plane.depth() == CV_32F) return {GL_R32F, GL_RED, GL_FLOAT, 1};
  return {};
}

GlTexture texture_of(const cv::Mat& plane, const cv::Rect& rectangle, const Format& format) {
  GLuint name = 0;
  glGenTextures(1, &name);
  GlTexture texture(name);
  glBindTexture(GL_TEXTURE_2D, name);
  for (const GLenum side : {GL_TEXTURE_WRAP_S, GL_TEXTURE_WRAP_T})
    glTexParameteri(GL_TEXTURE_2D, side, GL_CLAMP_TO_EDGE);
  for (const GLenum filter : {GL_TEXTURE_MIN_FILTER, GL_TEXTURE_MAG_FILTER})
    glTexParameteri(GL_TEXTURE_2D, filter, GL_LINEAR);
  cv::Mat part = plane(rectangle);
  // Rows are given by their length in whole samples.
  if (part.step[0] % part.elemSize() != 0) part = part.clone();
  glPixelStorei(GL_UNPACK_ALIGNMENT, 1);
  glPixelStorei(GL_UNPACK_ROW_LENGTH, static_cast<GLint>(part.step[0] / part.elemSize()));
  glTexImage2D(GL_TEXTURE_2D, 0, format.inside, part.cols, part.rows, 0, format.outside, format.type, part.data);
  glPixelStorei(GL_UNPACK_ROW_LENGTH, 0);
  glPixelStorei(GL_UNPACK_ALIGNMENT, 4);
  return texture;
}

}  // namespace

void TiledTexture::make_mipmaps() const {
  if (has_mipmaps_) return;
  for (const Tile& tile : tiles) {
    glBindTexture(GL_TEXTURE_2D, tile.texture.get());
    glGenerateMipmap(GL_TEXTURE_2D);
  }
  has_mipmaps_ = true;
}

std::vector<TilePlace> tile_places(cv::Size size, int limit) {
  const cv::Rect whole({}, size);
  std::vector<TilePlace> places;
  const std::vector<int> xs = cuts(size.width, limit), ys = cuts(size.height, limit);
  for (std::size_t j = 0; j + 1 < ys.size(); ++j) {
    for (std::size_t i = 0; i + 1 < xs.size(); ++i) {
      const cv::Rect inner(xs[i], ys[j], xs[i + 1] - xs[i], ys[j + 1] - ys[j]);
      const cv::Rect wide(inner.x - kBorder, inner.y - kBorder, inner.width + 2 * kBorder, inner.height + 2 * kBorder);
      places.push_back({inner, wide & whole});
    }
  }
  return places;
}

cv::Rect on_plane(const cv::Rect& place, int shift_x, int shift_y) {
  const auto up = [](int at, int shift) { return (at + (1 << shift) - 1) >> shift; };
  const int x = place.x >> shift_x, y = place.y >> shift_y;
  return {x, y, up(place.x + place.width, shift_x) - x, up(place.y + place.height, shift_y) - y};
}

TiledTexture uploaded(const cv::Mat& plane, const std::vector<TilePlace>& places, int shift_x, int shift_y) {
  TiledTexture result;
  const Format format = format_of(plane);
  result.size = plane.size();
  result.steps = format.steps;
  result.interleaved = plane.channels() == 3;
  for (const TilePlace& place : places) {
    TiledTexture::Tile tile;
    tile.inner = on_plane(place.inner, shift_x, shift_y);
    tile.stored = on_plane(place.stored, shift_x, shift_y) & cv::Rect({}, plane.size());
    tile.texture = texture_of(plane, tile.stored, format);
    result.bytes += static_cast<std::int64_t>(tile.stored.area()) * static_cast<std::int64_t>(plane.elemSize());
    result.tiles.push_back(std::move(tile));
  }
  return result;
}

}  // namespace spoor::gui
