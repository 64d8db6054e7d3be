#pragma once
/// One object's shadow at several times: no height is needed, and no heading.

#include "evidence/claim.h"
#include "methods/shadow/uncertain_camera.h"

#include <optional>
#include <span>
#include <vector>

namespace spoor {

struct TimedTip {
  PicturePoint tip;
  double after_s = 0;        ///< since the first, as claimed or as the clip's time stamps say
  double after_sigma_s = 0;  ///< of its clock
};

/// An object that stands still, seen by a camera that stands still.
struct ShadowCourse {
  PicturePoint foot;
  double sigma_px = 2;         ///< of each coordinate of a click
  std::vector<TimedTip> tips;  ///< two at least, in order of time
};

struct CourseFit {
  double chi_square = 0;  ///< of the tips against the claimed sun, height (and heading) chosen to fit best
  int degrees_of_freedom = 0;
  double p = 1;  ///< chance that a true claim disagrees as much
  /// True time between the marks over the claimed one; 1 where the claim is right, 0 for a shadow that stands still.
  double rate = 1, rate_sigma = 0;
  double turned_deg = 0, turned_sigma_deg = 0;      ///< of the shadow, from first to last, as measured on the ground
  double predicted_turn_deg = 0;                    ///< of the claimed sun
  double length_ratio = 1, length_ratio_sigma = 0;  ///< last over first
  double predicted_length_ratio = 1;
  double heading_deg = 0, heading_sigma_deg = 0;  ///< of the camera, that the claim then asks for
};

/// The first tip is taken at `start_us`. `heading` (degrees from north, deviation), where known, is held against the
/// sun as well. Nothing where a point lies above the horizon, the claimed sun is below it, or nothing fits at all.
///
/// Model: tip = foot - height cot(elevation(t)) towards(azimuth(t) - heading), in the ground plane; by adjustment.h
/// over clicks, clocks, lens, tilt, height and heading.
std::optional<CourseFit> fit_of_course(const UncertainCamera& camera, std::span<const ShadowCourse> courses,
                                       const ClaimedPlace& place, std::int64_t start_us,
                                       std::optional<std::pair<double, double>> heading);

}  // namespace spoor
