#include "methods/projective/upright_picture.h"

#include <algorithm>

namespace spoor {
namespace {

bool turned(int orientation) { return orientation >= 5 && orientation <= 8; }

}  // namespace

double UprightPicture::upright_width() const { return turned(orientation) ? height : width * pixel_aspect; }
double UprightPicture::upright_height() const { return turned(orientation) ? width * pixel_aspect : height; }

PicturePoint UprightPicture::upright_from_picture(const PicturePoint& p) const {
  const double x = p.x * pixel_aspect, y = p.y, w = width * pixel_aspect, h = height;
  switch (orientation) {
    case 2:
      return {w - x, y};
    case 3:
      return {w - x, h - y};
    case 4:
      return {x, h - y};
    case 5:
      return {y, x};
    case 6:
      return {h - y, x};
    case 7:
      return {h - y, w - x};
    case 8:
      return {y, w - x};
    default:
      return {x, y};
  }
}

PicturePoint UprightPicture::picture_from_upright(const PicturePoint& p) const {
  const double w = width * pixel_aspect, h = height;
  PicturePoint q = p;
  switch (orientation) {
    case 2:
      q = {w - p.x, p.y};
      break;
    case 3:
      q = {w - p.x, h - p.y};
      break;
    case 4:
      q = {p.x, h - p.y};
      break;
    case 5:
      q = {p.y, p.x};
      break;
    case 6:
      q = {p.y, h - p.x};
      break;
    case 7:
      q = {w - p.y, h - p.x};
      break;
    case 8:
      q = {w - p.y, p.x};
      break;
    default:
      break;
  }
  return {q.x / pixel_aspect, q.y};
}

Region upright(Region region, const UprightPicture& picture) {
  for (PicturePoint& p : region.points) p = picture.upright_from_picture(p);
  for (KeyShape& key : region.keys) {
    for (PicturePoint& p : key.points) p = picture.upright_from_picture(p);
  }
  region.sigma_px *= std::max(picture.pixel_aspect, 1.0);
  return region;
}

}  // namespace spoor
