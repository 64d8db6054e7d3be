#pragma once
/// Where small neighbourhoods of one picture are found in the next.

#include <opencv2/core.hpp>

#include <span>
#include <vector>

namespace spoor {

/// A picture (CV_32FC1, luma in steps of 0..255) at full size, half, quarter ... Places here are OpenCV's: the centre
/// of the first sample is (0, 0).
struct FlowPyramid {
  std::vector<cv::Mat> levels;
};

/// Up to `levels`, none with a side below 32.
FlowPyramid flow_pyramid(const cv::Mat& luma, int levels);

struct FlowPoint {
  cv::Point2d at;
  bool found = false;
};

struct FlowOptions {
  int radius = 7;           ///< of the neighbourhood, at every level
  int iterations = 20;      ///< at most, at each level
  double enough_px = 0.01;  ///< a smaller step ends them
  double return_px = 1;     ///< a point that does not come back so close is not found
};

/// Places in `to` of `points` in `from`, looked for from `guess` on (empty: from where they were), by the iterative
/// pyramidal method of Lucas and Kanade, and followed back again. The same bytes for any number of threads.
///
/// Source: Bouguet, "Pyramidal implementation of the Lucas Kanade feature tracker", 2000; Kalal, Mikolajczyk and Matas,
/// "Forward-backward error: automatic detection of tracking failures", 2010.
std::vector<FlowPoint> flow(const FlowPyramid& from, const FlowPyramid& to, std::span<const cv::Point2d> points,
                            std::span<const cv::Point2d> guess, const FlowOptions& options = {});

/// Places in `luma` where a neighbourhood can be told from what lies beside it in every direction, best first, at least
/// `apart_px` from each other and, where `mask` (CV_8UC1) is not empty, within it. Flat or merely noisy places are
/// none.
///
/// Source: Shi and Tomasi, "Good features to track", 1994.
std::vector<cv::Point2d> trackable_points(const cv::Mat& luma, const cv::Mat& mask, int most, double apart_px);

}  // namespace spoor
