#pragma once
/// Segments of straight edges as a detector gives them.

#include "evidence/region.h"

#include <opencv2/core.hpp>

#include <vector>

namespace spoor {

/// A segment with the brighter side on one hand throughout, in pixels of the picture given.
struct EdgeSegment {
  PicturePoint from, to;
  double length_px() const;
};

struct Segments {
  cv::Mat looked_at;      ///< CV_8UC1, the picture averaged down
  cv::Size picture;       ///< size of the picture given
  cv::Size2d cell{1, 1};  ///< pixels of the picture per pixel looked at
  std::vector<EdgeSegment> found;
};

/// By LSD in `grey` (CV_8UC1), averaged down to a longer side of `side` pixels.
/// Source: Grompone von Gioi, Jakubowicz, Morel, Randall, "LSD: a line segment detector", Image Processing On Line 2,
/// 2012.
Segments line_segments(const cv::Mat& grey, int side);

}  // namespace spoor
