#pragma once
/// From a picture as decoded to the picture as it was seen: upright, with square pixels, for geometry.

#include "evidence/region.h"

namespace spoor {

struct UprightPicture {
  double width = 0, height = 0;  ///< as decoded, in pixels
  int orientation = 1;           ///< EXIF 1..8
  double pixel_aspect = 1;       ///< width of a pixel over its height

  PicturePoint upright_from_picture(const PicturePoint& p) const;
  PicturePoint picture_from_upright(const PicturePoint& p) const;
  /// Of the upright picture, in units of a decoded pixel's height.
  double upright_width() const;
  double upright_height() const;
};

/// All points of a mark, and of its key frames, as in the upright picture. A deviation grows with the aspect of pixels
/// wider than high: the larger of both is taken for both.
Region upright(Region region, const UprightPicture& picture);

}  // namespace spoor
