#pragma once
/// Speed of a point of the ground, followed over the frames of a camera that stands still.

#include "methods/projective/ground_camera.h"

#include <optional>
#include <string>
#include <vector>

namespace spoor {

struct TimedPlace {
  double seconds = 0;
  PicturePoint at;
};

struct GroundMotion {
  double speed = 0, speed_sigma = 0;  ///< m/s; camera heights per second where there is no scale
  double bearing_deg = 0;             ///< clockwise from ahead, -180..180
  double chi_square = 0;              ///< of the places against a straight path at a steady speed
  int degrees_of_freedom = 0;
  double p = 1;
  struct Step {
    double from_s = 0, to_s = 0, speed = 0, sigma = 0;
  };
  std::vector<Step> steps;  ///< between places that follow each other
};

/// Steady motion along a straight line by generalised least squares over the places on the ground, each by its click
/// and the ground's relief (camera heights); deviations add camera, horizon and scale. The mean of an unsteady motion
/// is no more than the mean: see p. Nothing below two places, at one moment, or above the horizon.
std::optional<GroundMotion> ground_motion(const CameraFit& fit, const std::vector<TimedPlace>& places, double sigma_px,
                                          double relief);

}  // namespace spoor
