#pragma once
/// The sun's direction from upright objects and the tips of their shadows on level ground.

#include "methods/projective/view.h"

#include <optional>
#include <span>

namespace spoor {

struct MarkedPole {
  PicturePoint foot, top, tip;
  double sigma_px = 2;    ///< of each coordinate of each click
  double lean_deg = 1.5;  ///< standard deviation of its lean, in each of two directions
};

/// What is known of the view, with deviations. The normal's is that of each of two tilts.
struct UncertainView {
  View view;
  double f_sigma_px = 0;
  double up_sigma_deg = 0.3;
};

struct SunMeasurement {
  double azimuth_deg = 0;  ///< towards the sun, clockwise from heading(view)
  double elevation_deg = 0;
  double azimuth_sigma_deg = 0, elevation_sigma_deg = 0, correlation = 0;
  double chi_square = 0;  ///< of the poles against each other
  int degrees_of_freedom = 0;
};

/// Maximum likelihood over everything that is uncertain at once, clicks, leans, focal length and horizon (the last two
/// shared by all poles): Gauss-Helmert adjustment, linearised anew at the adjusted marks until nothing moves. Poles
/// that disagree by more than that explains (uneven ground) widen the deviations by sqrt(chi_square /
/// degrees_of_freedom). Nothing where a foot or tip lies above the horizon, or an object has no height.
std::optional<SunMeasurement> sun_from_poles(const UncertainView& view, std::span<const MarkedPole> poles);

}  // namespace spoor
