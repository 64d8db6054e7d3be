#pragma once
/// A picture as logarithms of light, reduced to a size at which shadows are looked for.

#include <opencv2/core.hpp>

namespace spoor {

struct LightPicture {
  double scale = 1;   ///< pixels of these fields per pixel of the picture given, at most 1
  cv::Mat log_light;  ///< CV_32FC3: natural logarithm of linear blue, green and red, 1 being the highest code
  cv::Mat level;      ///< CV_32FC1: natural logarithm of luminance (BT.709 weights)
  cv::Mat blind;      ///< CV_8UC1, 255 where a fifth of the pixels or more are clipped at either end of the codes
  cv::Mat cluttered;  ///< CV_8UC1, 255 where texture changes as fast as a shadow's edge does
  double cluttered_share = 0;
};

/// Of an 8-bit BGR picture whose codes are taken to light by the sRGB curve; averaged in linear light, over areas,
/// until its longer side is at most `side`.
///
/// A hard edge of two to one, blurred by a lens over three pixels, changes by ln 2 / 3 per pixel. Where a quarter of
/// the pixels within 20 change at least as fast, an edge can't be told from texture.
LightPicture light_picture(const cv::Mat& bgr, int side);

}  // namespace spoor
