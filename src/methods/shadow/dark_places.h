#pragma once
/// Places darker than all around them, by their outlines, and how light steps across these.

#include "base/job.h"
#include "methods/shadow/light_picture.h"

#include <vector>

namespace spoor {

inline constexpr std::size_t kStepPixels = 16;

/// `kStepPixels` along an outline, compared across it.
struct LightStep {
  cv::Point2d at;        ///< its middle
  cv::Vec3d step;        ///< natural logarithm of light outside over inside: blue, green, red
  double sharpness = 0;  ///< share of the step that lies within 3 pixels: about 1 for a hard edge
  double texture_outside = 0, texture_inside = 0;  ///< rms change between neighbouring samples, natural logarithm
  bool comparable = false;  ///< both sides in the picture, not clipped, not in texture that hides an edge
};

struct DarkPlace {
  std::vector<cv::Point> pixels;
  std::vector<cv::Point> outline;  ///< the outer one, closed
  std::vector<LightStep> steps;    ///< in order along the outer outline, then along those of holes
  std::size_t outer_steps = 0;     ///< how many of them belong to the outer one
};

/// Maximally stable extremal regions of log luminance (Matas, Chum, Urban, Pajdla 2002) that keep their outline over
/// a change of threshold of a sixth, from 40 pixels to a fifth of the picture; they are nested. At most 3,000, the
/// largest, and as many as have boxes of 150 times the picture together.
std::vector<DarkPlace> dark_places(const LightPicture& picture, const Job& job);

}  // namespace spoor
