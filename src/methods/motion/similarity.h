#pragma once
/// Turn, scale and shift between two sets of points, of which some may lie.

#include "evidence/track.h"

#include <opencv2/core.hpp>

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace spoor {

PicturePoint moved(const Similarity& by, const PicturePoint& point);
/// `first`, then `second`.
Similarity followed_by(const Similarity& first, const Similarity& second);
Similarity undone(const Similarity& motion);
double scale_of(const Similarity& motion);
double turn_deg(const Similarity& motion);

/// A shape moved. A rectangle keeps its sides upright: its centre is moved and its size scaled.
std::vector<PicturePoint> moved_shape(Shape shape, const std::vector<PicturePoint>& points, const Similarity& by);

struct SimilarityFit {
  Similarity motion;
  std::vector<char> inlier;  ///< one a point
  std::int64_t inliers = 0;
  double error_px = 0;  ///< median distance of an inlier from its place
};

/// The motion that most of `weights` agree with to within `threshold_px`: hypotheses of two points, drawn with `seed`,
/// judged by their truncated squared distances, then least squares over the inliers. With fewer than eight inliers a
/// shift alone. Nothing for fewer than four points or where fewer than four agree.
///
/// Source: Torr and Zisserman, "MLESAC", 2000 (the truncated cost); Umeyama, 1991 (the least squares).
std::optional<SimilarityFit> robust_similarity(std::span<const cv::Point2d> from, std::span<const cv::Point2d> to,
                                               std::span<const double> weights, double threshold_px,
                                               std::uint32_t seed);

}  // namespace spoor
