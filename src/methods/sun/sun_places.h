#pragma once
/// Where on Earth the sun stood as measured, at one instant: the band of places that a shadow leaves.

#include "methods/sun/sun_claim.h"

#include <opencv2/core.hpp>

namespace spoor {

/// A map of the whole Earth, first row at 90 degrees north, first column at 180 degrees west.
struct PlaceField {
  double cell_deg = 1;
  /// CV_32FC1: distance of the measurement from the cell centre's sun, in standard deviations (the root of
  /// squared_distance); NaN where the sun was below the horizon.
  cv::Mat deviations;
  double share_within = 0;  ///< of the Earth's surface, within the 95 % bound of as many dimensions as were measured
};

/// `cell_deg` divides 180. The sun is taken as seen from the Earth's centre (0.0024 degree at most from where it is
/// seen), with refraction.
PlaceField places_that_fit(const MeasuredSun& measured, std::int64_t utc_us, double cell_deg);

}  // namespace spoor
