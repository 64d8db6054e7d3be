#pragma once
/// A shape that follows its target from frame to frame, as it was found.

#include "evidence/region.h"

#include <optional>
#include <string>
#include <vector>

namespace spoor {

/// Turn, scale and shift of a shape: x' = a x - b y + shift_x, y' = b x + a y + shift_y.
struct Similarity {
  double a = 1, b = 0, shift_x = 0, shift_y = 0;
  bool operator==(const Similarity&) const = default;
};

/// What is to be followed, and how far: backwards where `to` lies before `from`.
struct TrackRequest {
  Shape shape = Shape::kRectangle;
  std::vector<PicturePoint> points;  ///< at frame `from`
  std::int64_t from = 0, to = 0;
};

struct TrackedFrame {
  std::int64_t frame = 0;
  Similarity from_start;  ///< of the shape at the first frame
  /// 0..1: share of points that move with the shape, times the share of it that is still seen, times the likeness
  /// (correlation) of that to what it was.
  double confidence = 0;
  double error_px = 0;  ///< median distance of those points from where the shape's motion puts them
};

/// Frames in the order in which they were followed, the first one left out.
struct Track {
  std::vector<TrackedFrame> frames;
  std::optional<std::int64_t> lost_at;  ///< first frame at which the target was not found
  std::string lost_why;                 ///< one sentence
  std::string method;                   ///< with its version
};

}  // namespace spoor
