#pragma once
/// A picture as logarithms of light, reduced to a size at which shadows are looked for.

#include <opencv2/core.hpp>

namespace spoor {

struct LightPicture {
  cv::Size2d cell{1, 1};  ///< pixels of the picture given per pixel of these fields, at least 1
  cv::Mat log_light;      ///< CV_32FC3: natural logarithm of linear blue, green and red, 1 being the highest code
  cv::Mat level;          ///< CV_32FC1: natural logarithm of luminance (BT.709 weights)
  cv::Mat blind;          ///< CV_8UC1, 255 where a fifth of the pixels or more are clipped at either end of the codes
  cv::Mat cluttered;      ///< CV_8UC1, 255 where texture changes as fast as a shadow's edge does
  double cluttered_share = 0;
  bool coloured = true;  ///< in at least one pixel of a hundred the codes differ by more than four
};

/// Of an 8-bit BGR picture whose codes are taken to light by the sRGB curve; averaged in linear light, over areas,
/// until its longer side is at most `side`; at most a cell less one pixel is left out at the right and at the bottom.
/// Beyond the picture, memory depends on `side` alone.
///
/// A hard edge of two to one, blurred by a lens over three pixels, changes by ln 2 / 3 per pixel. Where two fifths of
/// the pixels within 20 change at least as fast, an edge can't be told from texture.
LightPicture light_picture(const cv::Mat& bgr, int side);

}  // namespace spoor
