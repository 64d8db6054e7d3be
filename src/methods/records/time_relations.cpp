#include "methods/records/time_relations.h"

#include "media/civil_time.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace spoor {
namespace {

std::optional<double> seconds(const TimeItem& time) {
  if (!time.civil) return std::nullopt;
  const TimeItem::Civil& c = *time.civil;
  return seconds_from_civil({c.year, c.month, c.day, c.hour, c.minute, c.second});
}

std::optional<double> difference(std::optional<double> a, std::optional<double> b) {
  return a && b ? std::optional(*b - *a) : std::nullopt;
}

}  // namespace

std::optional<double> civil_difference(const TimeItem& a, const TimeItem& b) {
  return difference(seconds(a), seconds(b));
}

std::optional<double> utc_difference(const TimeItem& a, const TimeItem& b) {
  return difference(utc_seconds(a), utc_seconds(b));
}

ZoneFit zone_fit(double local_minus_utc_s) {
  constexpr double kQuarter = 900;
  ZoneFit fit;
  // Far outside any zone the nearest quarter would not fit an int.
  const double quarters = std::clamp(std::round(local_minus_utc_s / kQuarter), -1e6, 1e6);
  fit.zone_minutes = static_cast<int>(quarters) * 15;
  fit.rest_s = local_minus_utc_s - quarters * kQuarter;
  fit.possible = fit.zone_minutes >= -12 * 60 && fit.zone_minutes <= 14 * 60;
  return fit;
}

double distance_m(const GeoPoint& a, const GeoPoint& b) {
  constexpr double kRadius = 6'371'008.8;
  constexpr double kRad = std::numbers::pi / 180;
  const double north = std::sin((b.latitude_deg - a.latitude_deg) * kRad / 2);
  const double east = std::sin((b.longitude_deg - a.longitude_deg) * kRad / 2);
  const double h = north * north + std::cos(a.latitude_deg * kRad) * std::cos(b.latitude_deg * kRad) * east * east;
  return 2 * kRadius * std::asin(std::sqrt(std::min(1.0, h)));
}

}  // namespace spoor
