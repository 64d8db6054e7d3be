#pragma once
/// Follows what lies in a shape from frame to frame, and says when it is lost.

#include "base/result.h"
#include "evidence/track.h"
#include "methods/motion/lucas_kanade.h"

#include <opencv2/core.hpp>

#include <array>
#include <optional>
#include <string>
#include <vector>

namespace spoor {

/// As Track::method states it.
std::string follower_method();

/// Points of the target are followed by Lucas and Kanade from frame to frame, with a similarity fitted robustly through
/// them; each frame is then aligned with the frame in which the target was last looked at afresh, so that errors do not
/// add up from frame to frame. Frames are CV_32FC1, luma in steps of 0..255, all of one size.
///
/// Source: Matthews, Ishikawa and Baker, "The template update problem", 2004 (alignment with the first appearance).
class Follower {
 public:
  /// Errors: kNotApplicable where the shape holds nothing to hold on to, or lies outside the picture.
  static Result<Follower> start(const cv::Mat& luma, Shape shape, std::vector<PicturePoint> points);

  struct Step {
    Similarity from_start;
    double confidence = 0, error_px = 0;  ///< as of TrackedFrame
  };

  /// Where the shape is in the next frame. kNotApplicable, with the reason, where it is lost: from then on there is
  /// nothing to be asked.
  Result<Step> next(const cv::Mat& luma);

 private:
  /// What the target looked like in some frame.
  struct Appearance {
    cv::Mat luma;
    Similarity from_start;
    std::vector<cv::Point2d> features;
    std::vector<float> samples;  ///< at grid_
  };

  /// A part of the shape: whether there is enough in it to be compared, whether it is still like itself, and whether so
  /// much that its appearance may be taken anew.
  struct Block {
    bool tells = false, alike = false, same = false;
  };
  static constexpr std::size_t kBlocks = 4;  // across and down

  Follower(Shape shape, std::vector<PicturePoint> points);
  bool look_at(const cv::Mat& luma, const Similarity& from_start);
  std::vector<PicturePoint> outline(const Similarity& from_start) const;
  cv::Rect surroundings(const Similarity& a, const Similarity& b, cv::Size picture) const;
  cv::Mat mask(const Similarity& from_start, cv::Size picture) const;
  std::vector<double> weights(const std::vector<cv::Point2d>& features, const Similarity& from_start) const;
  std::vector<float> seen(const cv::Mat& luma, const Similarity& from_start) const;
  double likeness(const cv::Mat& luma, const Similarity& from_start) const;
  struct Compared {
    std::array<Block, kBlocks * kBlocks> blocks;
    double share = 0;        ///< of the parts that tell, those that are alike
    double correlation = 0;  ///< over these
  };
  Compared compared(const cv::Mat& luma, const Similarity& from_start) const;
  void renew(const cv::Mat& luma, const Compared& now);
  std::size_t block_of(const PicturePoint& at_start) const;
  bool outside(const Similarity& from_start, cv::Size picture) const;
  void align(const cv::Mat& luma, Similarity& from_start) const;
  double corner_shift(const Similarity& a, const Similarity& b) const;

  Shape shape_;
  std::vector<PicturePoint> points_;
  PicturePoint low_, high_;            ///< of the shape at the start
  std::vector<PicturePoint> grid_;     ///< places within the shape, at the start, at which it is compared
  Appearance known_;                   ///< the frame in which it was looked at afresh
  cv::Mat last_;                       ///< the frame before
  std::vector<cv::Point2d> features_;  ///< in it
  Similarity now_, velocity_;
};

}  // namespace spoor
