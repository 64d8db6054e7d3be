#pragma once
/// The sun's direction from everything that was marked, with the view measured by the same marks.

#include "base/result.h"
#include "methods/shadow/uncertain_camera.h"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace spoor {

struct SunMark {
  enum class Kind {
    kPole,        ///< foot, top and shadow's tip of an upright object
    kShadow,      ///< foot and shadow's tip; or any line on the ground along a shadow, from its far end
    kPair,        ///< a point of a shadow and the point that casts it, whatever their heights
    kHorizon,     ///< two points of the horizon
    kVertical,    ///< two points of a line that is upright in the world
    kHorizontal,  ///< two points of a line that is level in the world, parallel to the others of its `set`
  };
  Kind kind = Kind::kPole;
  std::string id;
  /// kPole: foot, top, tip. kShadow: foot, tip. kPair: the shadow's point, one side of where the casting point may be,
  /// the other side (the same where it is known). Lines: their ends.
  PicturePoint a, b, c;
  double sigma_px = 2;  ///< of each coordinate of a click, above 0
  /// kPole: its lean in two directions, kVertical: the same. In degrees; `lean_towards_deg` clockwise from the heading.
  double lean_deg = 0, lean_towards_deg = 0, lean_sigma_deg = 1.5;
  /// kPole: how the ground about it rises, and in which direction.
  double slope_deg = 0, slope_towards_deg = 0, slope_sigma_deg = 1;
  double turn_sigma_deg = 3;  ///< kShadow: of the shadow's direction by lean and slope
  std::string set;            ///< kHorizontal
};

struct MarkedSun {
  std::optional<double> azimuth_deg;    ///< towards the sun, clockwise from heading(view); -180..180
  std::optional<double> elevation_deg;  ///< absent where no mark measures it
  double azimuth_sigma_deg = 0, elevation_sigma_deg = 0, correlation = 0;
  double chi_square = 0;  ///< of all marks and all that was known beforehand, against each other
  int degrees_of_freedom = 0;
  View view;  ///< as adjusted
  double f_sigma_px = 0, tilt_sigma_deg = 0;
  std::vector<double> shares;  ///< of chi_square, by mark
};

enum class NoSun { kNoShadow, kHorizonUnknown, kContradictory };
const char* no_sun_reason(NoSun reason);  ///< a clause: "the marks do not tell where the horizon lies"

/// Maximum likelihood over clicks, leans, slopes, focal length, principal point and tilt at once (adjustment.h). Marks
/// that disagree by more than their deviations explain widen the answer's by sqrt(chi_square / degrees_of_freedom).
///
/// Conditions: a pole's top lies on a line that leans as stated from its foot, its shadow's tip on its ground, and both
/// give the sun's azimuth and elevation; a pair's rays and the sun's direction lie in one plane; a point of the horizon
/// sees up at a right angle; the plane of an upright line holds up, that of level ones their common direction.
/// Where no pole has a top, the elevation is taken as 40 +- 25 degrees while solving, and is not given back.
tl::expected<MarkedSun, NoSun> sun_from_marks(const UncertainCamera& camera, std::span<const SunMark> marks);

/// Where the tip of an object's shadow falls in the picture for a sun in that direction (from the heading); nothing
/// where that is not seen.
std::optional<PicturePoint> predicted_tip(const View& view, const PicturePoint& foot, const PicturePoint& top,
                                          double azimuth_deg, double elevation_deg);

}  // namespace spoor
