#pragma once
/// The lens: distortion, colour fringes, softness and fall-off, and the turning of a camera held by hand.

#include <opencv2/core.hpp>

namespace spoor::samples {

struct Lens {
  double k1 = -0.012;           ///< radial distortion; radius 1 is half the picture's diagonal
  double fringe_red = 0.00012;  ///< lateral colour: the red picture is larger by this share
  double fringe_blue = -0.00015;
  double blur_px = 0.55;   ///< sigma of the point spread
  double fall_off = 0.22;  ///< loss of light in the corners
};

/// How the camera is turned against the picture of the scene.
struct Turn {
  double yaw_rad = 0, pitch_rad = 0, roll_rad = 0;  ///< right, up, clockwise
};

/// The picture that falls on a sensor of `size` pixels: `scene_light` (CV_32FC3, R G B, focal length `focal_px`)
/// seen by a camera of the same focal length turned by `turn` about its centre.
cv::Mat light_on_sensor(const cv::Mat& scene_light, double focal_px, const Lens& lens, const Turn& turn, cv::Size size);

}  // namespace spoor::samples
