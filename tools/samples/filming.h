#pragma once
/// A clip's frames: a truck drives along the track of a shot, past a camera on a tripod or held by hand.

#include "camera.h"
#include "clip_file.h"
#include "scenes.h"

#include <vector>

namespace spoor::samples {

struct Filming {
  Shot shot{};  ///< larger than the clip, so that the camera can turn
  cv::Size size{960, 540};
  int frames = 132;
  double truck_from_y = 12, truck_to_y = 24;  ///< metres north, at the first and after the last frame
  bool hand_held = true;
  std::uint64_t seed = 1;
};

/// How the camera is turned at `frame`.
Turn turn_at(const Filming& filming, int frame);

/// `scene` with the truck where it is at `frame`; it is the last of the things.
Scene scene_at(const Filming& filming, int frame);

/// The part of a `size` picture that `thing` and its shadow can touch, `margin_px` wider, cut at the border.
cv::Rect touched_part(const Scene& scene, const Thing& thing, const Viewpoint& view, cv::Size size, int margin_px);

std::vector<ClipFrame> filmed(const Filming& filming, const Camera& camera);

}  // namespace spoor::samples
