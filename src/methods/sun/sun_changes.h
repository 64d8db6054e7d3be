#pragma once
/// What would have to be different for a measured sun to agree with a claim, or to agree no longer.

#include "methods/sun/sun_claim.h"
#include "methods/sun/sun_places.h"

#include <opencv2/core.hpp>

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

namespace spoor {

/// The smallest shifts of the claimed time, in whole minutes back and forth up to `reach_minutes`, after which the
/// answer is another one: p crosses `level`. Nothing where it never is. Of an interval at most two days are looked at.
struct Shifts {
  std::optional<int> earlier_minutes, later_minutes;
};
Shifts changing_shifts(const MeasuredSun& measured, const ClaimedPlace& place, const ClaimedTime& time, double level,
                       int reach_minutes);

/// The nearest day, at most half a year off, on which the claimed clock time gives the other answer.
std::optional<int> changing_day(const MeasuredSun& measured, const ClaimedPlace& place, const ClaimedTime& time,
                                double level);

/// The factor by which the measured deviations must grow (above 1) or shrink (below) for p to be `level`; nothing where
/// the measurement fits exactly or no sun stands above the horizon then.
std::optional<double> changing_factor(const MeasuredSun& measured, const ClaimedPlace& place, const ClaimedTime& time,
                                      double level);

/// Headings of the camera that agree with the claim at `level`, for a measurement whose azimuth counts from the
/// heading: the claimed sun's azimuth minus the measured one, and half the width of what agrees. Nothing where the
/// elevation alone excludes the claim.
struct HeadingFit {
  double heading_deg = 0, half_width_deg = 0;
};
std::optional<HeadingFit> fitting_heading(const MeasuredSun& from_heading, const ClaimedPlace& place,
                                          const ClaimedTime& time, double level);

/// Density over the headings 0..359 degrees (sums to 1) for any moment of the claimed time; `known` weighs it by what
/// is known of the heading. All 0 where no moment fits.
std::array<double, 360> heading_posterior(const MeasuredSun& from_heading, const ClaimedPlace& place,
                                          const ClaimedTime& time,
                                          std::optional<std::pair<double, double>> known = std::nullopt);

/// places_that_fit at the best moment of the claimed time for each cell: up to `moments` of them, evenly spread.
PlaceField places_that_fit_some(const MeasuredSun& measured, const ClaimedTime& time, double cell_deg, int moments);

/// Outlines of the cells within `deviations`, longitude and latitude in degrees, largest first, at most `most`.
std::vector<std::vector<cv::Point2d>> band_outlines(const PlaceField& field, double deviations, std::size_t most);

/// Great-circle distance from a place to the nearest cell that fits, in kilometres; nothing where none does.
std::optional<double> distance_to_band_km(const PlaceField& field, double deviations, const ClaimedPlace& place);

}  // namespace spoor
