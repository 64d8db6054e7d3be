#pragma once
/// A measured sun against a claimed place and time.

#include "evidence/claim.h"
#include "methods/sun/sun_position.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace spoor {

/// What a picture says of the sun. Either part may be missing: no heading, no azimuth; no top, no elevation.
struct MeasuredSun {
  std::optional<double> azimuth_deg;  ///< from true north
  double azimuth_sigma_deg = 1;
  std::optional<double> elevation_deg;  ///< as seen, with refraction
  double elevation_sigma_deg = 1;
  double correlation = 0;  ///< of the two
};

/// How far the measurement lies from a predicted sun: squared Mahalanobis distance in 1 or 2 dimensions. The
/// prediction's own deviation (the place's radius) is part of it. Infinite for a sun below the horizon.
double squared_distance(const MeasuredSun& measured, const ClaimedPlace& place, std::int64_t utc_us);
/// The same for a sun (refraction included) that the place is known to have.
double squared_distance(const MeasuredSun& measured, const ClaimedPlace& place, const SunDirection& seen);

/// What a measurement of as many dimensions (1 or 2) exceeds in 5 of 100 cases, squared.
double bound_95(int dimensions);
int dimensions_of(const MeasuredSun& measured);

struct ClaimFit {
  double squared_distance = 0;  ///< the smallest over the claimed time
  std::int64_t best_us = 0;
  int dimensions = 0;
  /// Chance that a true claim gives a measurement at least as far off: the tail of chi-square. Exact for an instant;
  /// for an interval, whose best moment is chosen, never too small.
  double p = 1;
};
ClaimFit fit_of_claim(const MeasuredSun& measured, const ClaimedPlace& place, const ClaimedTime& time);

/// Likelihood over the 24 hours from `first_us`, one value a minute, scaled to sum to 1; all 0 where the sun could not
/// have stood so on that day. `credible` is the smallest set of minutes with 95 %, as stretches [first, last] in
/// minutes.
struct TimePosterior {
  std::int64_t first_us = 0;
  std::vector<double> probability;
  std::vector<std::pair<int, int>> credible;
};
TimePosterior time_posterior(const MeasuredSun& measured, const ClaimedPlace& place, std::int64_t first_us);

/// Claims whose zone was mistaken: the fit of the claimed instant moved by each whole hour from -`hours` to +`hours`.
std::vector<ClaimFit> fits_of_other_hours(const MeasuredSun& measured, const ClaimedPlace& place,
                                          const ClaimedTime& time, int hours);

}  // namespace spoor
