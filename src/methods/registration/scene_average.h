#pragma once
/// The mean of several pictures of a still scene, each laid upon the one in the middle.

#include "evidence/registration.h"
#include "methods/motion/lucas_kanade.h"

#include <opencv2/core.hpp>

#include <optional>
#include <vector>

namespace spoor {

/// Frames are added from the middle outwards in each direction, each laid upon the middle one by corners that are
/// followed to it and a robust homography through them. What moves in the scene is smeared.
///
/// The same bytes for any number of threads.
class SceneAverage {
 public:
  /// The frame in the middle: `luma` CV_32FC1 in steps of 0..255, `bgr` CV_8UC3.
  SceneAverage(const cv::Mat& luma, const cv::Mat& bgr);

  /// Whether there is anything by which frames could be laid upon it.
  bool holds() const;

  struct Laid {
    Homography there_from_middle = kSamePlace;
    double error_px = 0;  ///< median distance of a followed corner from its place
  };

  /// Adds a frame, looked for from `guess` on (its neighbour's, one nearer to the middle). Nothing where fewer than
  /// half of the corners agree to within 2 px: the frame is left out.
  std::optional<Laid> add(const cv::Mat& luma, const cv::Mat& bgr, const Homography& guess);

  /// The mean so far: CV_16UC3, BGR, 0..65535. Places that other frames do not show have what those have that do.
  cv::Mat mean() const;

 private:
  FlowPyramid middle_;
  std::vector<cv::Point2d> corners_;
  cv::Mat sum_;    ///< CV_32FC3
  cv::Mat count_;  ///< CV_32FC1
};

}  // namespace spoor
