#pragma once
/// Statistics of square tiles of one plane.

#include "base/job.h"

#include <opencv2/core.hpp>

namespace spoor {

struct TileFields {
  cv::Mat deviation;  ///< CV_32FC1: standard deviation of the tile's samples
  cv::Mat clipped;    ///< CV_32FC1: share of its samples at or below `low`, or at or above `high`
};

/// `plane` is CV_32FC1. Tiles of `side` samples from the top left; partial ones at the right and bottom are
/// measured on the samples they have. Parallel, the same bytes for any number of threads.
TileFields tile_fields(const cv::Mat& plane, int side, float low, float high, const Job& job);

}  // namespace spoor
