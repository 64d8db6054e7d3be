#pragma once
/// How statements of time and place in one file stand to each other. Pure arithmetic; wording is the passes' business.

#include "media/metadata.h"

#include <optional>

namespace spoor {

/// `b` minus `a` in seconds as written, whatever their clocks; nothing where one is no moment.
std::optional<double> civil_difference(const TimeItem& a, const TimeItem& b);

/// `b` minus `a` in seconds; nothing unless both name their clock.
std::optional<double> utc_difference(const TimeItem& a, const TimeItem& b);

/// A difference of local time against UTC, split into the zone that fits best and what is left.
struct ZoneFit {
  int zone_minutes = 0;   ///< a multiple of 15
  double rest_s = 0;      ///< -450..450
  bool possible = false;  ///< a zone that is in use: -12:00 to +14:00
};

ZoneFit zone_fit(double local_minus_utc_s);

/// Distance along the sphere of mean radius 6371.0088 km (haversine), within 0.6 % of that on the ellipsoid.
double distance_m(const GeoPoint& a, const GeoPoint& b);

}  // namespace spoor
