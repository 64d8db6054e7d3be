#pragma once
/// Lens distortion from marks along edges that are straight in the world, and marks freed from it.

#include "evidence/region.h"

#include <opencv2/core.hpp>

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace spoor {

/// Division model: a point at distance r from the centre is seen without distortion in the same direction at
/// r / (1 + lambda r^2), r in units of `radius_px`. Negative lambda: barrel.
/// Source: Fitzgibbon, "Simultaneous linear estimation of multiple view geometry and lens distortion", 2001.
struct Lens {
  PicturePoint centre;
  double radius_px = 1;  ///< half the picture's diagonal
  double lambda = 0;

  /// The denominator is held at 0.05 for points so far out that the model has no answer.
  PicturePoint undistorted(const PicturePoint& seen) const;
  /// Nothing where no point is seen there (pincushion, far out).
  std::optional<PicturePoint> distorted(const PicturePoint& straight) const;
};

/// Points along one edge, in any order.
struct StraightMark {
  std::vector<PicturePoint> points;
  double sigma_px = 2;  ///< of each coordinate of each click
};

struct LensEstimate {
  Lens lens;
  cv::Matx33d covariance;  ///< of lambda (1), the centre's x and y (px)
  double chi_square = 0;   ///< of the clicks against the fitted edges
  int degrees_of_freedom = 0;
  double p = 1;  ///< how often clicks of such deviations lie as far off straight edges
  double lambda_sigma() const;
};

inline constexpr double kLambdaPrior = 1;  ///< deviation of lambda about 0 before anything is marked

/// Plumb-line estimate: maximum likelihood over lambda, the centre (known to `centre_sigma_px` about the picture's) and
/// every edge's line, by each click's distance from its edge's arc (to first order). Deviations are those of the
/// normal equations; where the clicks fit badly (p < 0.01: an edge that is not straight) they grow by
/// sqrt(chi_square / degrees_of_freedom).
///
/// Edges of fewer than three points are left out. Nothing where none is left, or no lens above -0.9 fits best.
/// Source: Brown, "Close-range camera calibration", 1971 (plumb lines).
std::optional<LensEstimate> lens_from_straight_edges(std::span<const StraightMark> marks, double width, double height,
                                                     double centre_sigma_px);

/// A mark without distortion, with what its click and the lens are uncertain by. The lens's share is common to all
/// marks of the picture: it is not independent between them.
struct UndistortedMark {
  PicturePoint at;
  cv::Matx22d covariance;   ///< px^2
  double sigma_px() const;  ///< along the longer axis of the covariance
};
UndistortedMark undistorted_mark(const LensEstimate& estimate, const PicturePoint& seen, double sigma_px);

struct MarkedEdges {
  std::vector<StraightMark> edges;
  std::vector<std::string> left_out;  ///< "id: why"
};

/// From marks of role "straight" (paths or polygons of three points or more) at `frame`; those without a deviation get
/// `sigma_px`. At most the first 100 edges and 200 points of each are used.
MarkedEdges straight_marks(const std::vector<Region>& regions, std::int64_t frame, double sigma_px);

}  // namespace spoor
