#pragma once
/// Paired wheel tracks that lead to where a vehicle stands.

#include "base/job.h"
#include "methods/ground/rectified_ground.h"
#include "methods/ground/standing_vehicle.h"
#include "methods/ground/wheel_lines.h"

#include <opencv2/core.hpp>

#include <cstdint>
#include <optional>
#include <vector>

namespace spoor {

/// Course of the middle between both wheels, from an axle's middle on.
struct TrackPath {
  bool ahead = false;                            ///< from the front axle on; else behind the rear axle
  double turn_rad = 0;                           ///< of its beginning against the vehicle's axis, clockwise
  double curvature_near = 0, curvature_far = 0;  ///< 1/m, over the first 3 m and after; positive: to the right
  double aside_m = 0;                            ///< to the right
};

inline constexpr double kPathLength = 10, kPathBlock = 2;  ///< m

/// Places along it, `step_m` apart, in the vehicle's own frame, each with its direction (rad, clockwise from ahead).
struct PathPlace {
  cv::Point2d at;
  double direction = 0;
};
std::vector<PathPlace> places_along(const TrackPath& path, const VehicleSize& size, double step_m);

struct TrackEvidence {
  double score = 0;  ///< see TrackSearch
  int blocks = 0;    ///< of 2 m that were seen well enough, 5 at most
  double centre = 0, wheels = 0;
  TrackPath path;
  std::vector<double> by_block;  ///< evidence of each block from the vehicle on; NaN where not seen
};

/// Evidence of a path: how alike the brightness (and, with a third of its weight each, roughness and colour) runs
/// across both wheel lines (covariance over +-0.36 m, whatever the shape), and the smaller of both wheels' ridges where
/// they have one sign; each less its value at parallel lines 0.78 and 1.04 m aside, in units of what noise does, summed
/// over blocks of 2 m and divided by the root of their number.
///
/// Paths leave the axle within 4 degrees, bend by at most 0.12 /m over 3 m and 0.05 /m after, up to 10 m, 0.12 m aside;
/// ground counts where a pixel covers less than 0.14 m across the path. Blocks need half of both lines.
class TrackSearch {
 public:
  /// The window's frame is the vehicle's own.
  TrackSearch(const RectifiedGround& ground, const cv::Mat& features, const VehicleSize& size);

  /// The best path of a vehicle that stands at `pose` (of the window's frame); elsewhere than at the origin only what
  /// would be seen around a vehicle there counts, too. Nothing where fewer than two blocks are seen.
  std::optional<TrackEvidence> best(const GroundPose& pose) const { return best(features_, pose); }

  /// The same of other features than those given, in the same window.
  std::optional<TrackEvidence> best(const cv::Mat& features, const GroundPose& pose) const;

 private:
  struct Row {
    cv::Point2d middle, along;    // the vehicle's own frame
    bool seen = false;            // well enough, around the vehicle
    std::vector<bool> at_origin;  // by lateral step: seen around the vehicle
  };
  struct LaidOut {
    TrackPath path;
    std::vector<Row> rows;
  };
  LaidOut laid_out(const TrackPath& path, const VehicleSize& size, const cv::Mat& seen) const;
  cv::Point cell_at(const cv::Point2d& own) const;
  TrackProfile profile(const cv::Mat& features, const LaidOut& path, std::size_t block, const GroundPose& pose) const;

  const RectifiedGround& ground_;
  cv::Mat features_;
  WheelPair corridor_;
  std::vector<LaidOut> paths_;
};

/// The same search at `poses` places chosen at random on the ground seen, whose corridors keep off the vehicle's own
/// (2.5 m to either side, within 25 degrees) and are seen at least to 70 % of it. In the order of their choice.
std::vector<double> scores_elsewhere(const RectifiedGround& ground, const TrackSearch& search, int seen_blocks,
                                     int poses, std::uint64_t seed, const Job& job);

}  // namespace spoor
