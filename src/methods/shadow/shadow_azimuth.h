#pragma once
/// The sun's azimuth from feet and the tips of their shadows alone, where no top is to be seen.

#include "methods/shadow/sun_from_poles.h"

#include <optional>
#include <span>

namespace spoor {

struct MarkedShadow {
  PicturePoint foot, tip;
  double sigma_px = 2;
  double turn_deg =
      3;  ///< standard deviation of the shadow's direction by the object's lean and the ground's unevenness
};

struct AzimuthMeasurement {
  double azimuth_deg = 0;  ///< towards the sun, clockwise from heading(view), -180..180
  double sigma_deg = 0;
  double chi_square = 0;  ///< of the shadows against each other
  int degrees_of_freedom = 0;
};

/// Generalised least squares over the shadows, to first order; deviations grow as in sun_from_poles where the shadows
/// disagree. Nothing where a point lies above the horizon.
std::optional<AzimuthMeasurement> azimuth_from_shadows(const UncertainView& view,
                                                       std::span<const MarkedShadow> shadows);

}  // namespace spoor
