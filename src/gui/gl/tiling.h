#pragma once
/// Matrices as textures, in tiles where they are larger than the card takes.

#include "gui/gl/gl_objects.h"
#include "media/frame.h"

#include <opencv2/core.hpp>

#include <cstdint>
#include <vector>

namespace spoor::gui {

/// A single-channel (or BGR) matrix as textures no larger than the limit. Neighbours share a border, so that smooth
/// enlargement and reduction show no seam.
struct TiledTexture {
  struct Tile {
    GlTexture texture;
    cv::Rect inner;   ///< samples this tile shows
    cv::Rect stored;  ///< samples it holds: inner and border
  };
  cv::Size size;
  std::vector<Tile> tiles;
  std::int64_t bytes = 0;
  double steps = 1;  ///< sample value that a texture value of 1 stands for
  bool interleaved = false;

  void make_mipmaps() const;  ///< once; for reduction and for the means of neighbourhoods

 private:
  mutable bool has_mipmaps_ = false;
};

/// The planes of a frame: each tiled on the same grid (chroma on the halved one).
struct FrameTextures {
  FrameInfo info;
  std::vector<TiledTexture> planes;
  std::int64_t bytes = 0;
};

/// Where a tile lies, in luma samples. Corners of `stored` are multiples of 16 but for the picture's own edges, so that
/// chroma samples and the coarser levels of a tile fall where those of the whole would.
struct TilePlace {
  cv::Rect inner, stored;
};
std::vector<TilePlace> tile_places(cv::Size size, int limit);

/// `place` on a plane with 2^shift luma samples per sample.
cv::Rect on_plane(const cv::Rect& place, int shift_x, int shift_y);

/// Uploads CV_8UC1, CV_16UC1, CV_32FC1 or CV_8UC3 (BGR). `shift`: as of `on_plane`.
TiledTexture uploaded(const cv::Mat& plane, const std::vector<TilePlace>& places, int shift_x = 0, int shift_y = 0);

}  // namespace spoor::gui
