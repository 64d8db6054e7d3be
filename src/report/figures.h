#pragma once
/// Maps as colour, with a scale that reads the same in print, in grey and without colour vision.

#include "report/document.h"

#include <opencv2/core.hpp>

#include <array>
#include <string>
#include <vector>

namespace spoor {

/// BGR of preview levels 0..255 (level 0, "not measured", is never shown). CIELAB lightness rises linearly from 14 to
/// 91 over levels 1..255, from blue through grey to yellow: the axis that the common colour deficiencies keep.
const std::array<cv::Vec3b, 256>& colour_scale();

/// BGRA: level 0 is transparent, all others opaque.
cv::Mat coloured(const cv::Mat& levels);

/// Shapes over a picture `width` pixels wide, each twice: a light line under a dark one is seen on any picture.
std::string outlines_svg(const std::vector<Outline>& list, double width);

/// The scale with its range, unit, and the sign for cells that were not measured, as an SVG element.
std::string legend_svg(double low, double high, const std::string& unit);

}  // namespace spoor
