#include "methods/sun/sun_claim.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <numeric>

namespace spoor {
namespace {

constexpr std::int64_t kMinute = 60'000'000;
constexpr double kDegree = std::numbers::pi / 180;
constexpr double kMetresPerDegree = 111'195;
// A disc half below the horizon still casts shadows.
constexpr double kLowest = -0.3;

double chi_square_tail(double squared, int dimensions) {
  if (dimensions <= 0) return 1;
  return dimensions == 1 ? std::erfc(std::sqrt(squared / 2)) : std::exp(-squared / 2);
}

// As seen, with the refraction of standard air.
SunDirection seen_sun(const ClaimedPlace& place, std::int64_t utc_us) {
  SunDirection sun = sun_direction({place.latitude_deg, place.longitude_deg, 0}, utc_us);
  sun.elevation_deg += refraction_deg(sun.elevation_deg, {});
  return sun;
}

// `share` of the way from one direction to another close by, along the great circle.
SunDirection between(const SunDirection& a, const SunDirection& b, double share) {
  const auto part = [&](auto of) { return (1 - share) * of(a) + share * of(b); };
  const double east = part(
      [](const SunDirection& d) { return std::sin(d.azimuth_deg * kDegree) * std::cos(d.elevation_deg * kDegree); });
  const double north = part(
      [](const SunDirection& d) { return std::cos(d.azimuth_deg * kDegree) * std::cos(d.elevation_deg * kDegree); });
  const double up = part([](const SunDirection& d) { return std::sin(d.elevation_deg * kDegree); });
  return {std::atan2(east, north) / kDegree, std::atan2(up, std::hypot(east, north)) / kDegree};
}

}  // namespace

int dimensions_of(const MeasuredSun& measured) {
  return (measured.azimuth_deg ? 1 : 0) + (measured.elevation_deg ? 1 : 0);
}

double bound_95(int dimensions) { return dimensions == 1 ? 3.841459 : 5.991465; }

double squared_distance(const MeasuredSun& measured, const ClaimedPlace& place, const SunDirection& sun) {
  const double elevation = sun.elevation_deg;
  if (elevation < kLowest) return std::numeric_limits<double>::infinity();
  // Errors of place turn the sky: at most their own size in elevation, and in azimuth by tan(elevation) and
  // tan(latitude) of it.
  const double place_deg = place.radius_m.value_or(0) / kMetresPerDegree;
  const double steep = std::tan(std::min(std::abs(elevation), 89.9) * kDegree),
               polar = std::tan(std::min(std::abs(place.latitude_deg), 89.9) * kDegree);
  const double sigma_e = std::hypot(measured.elevation_sigma_deg, place_deg);
  const double sigma_a = std::hypot(measured.azimuth_sigma_deg, place_deg * std::hypot(steep, polar));
  const double de = measured.elevation_deg ? (*measured.elevation_deg - elevation) / sigma_e : 0;
  const double da = measured.azimuth_deg ? std::remainder(*measured.azimuth_deg - sun.azimuth_deg, 360) / sigma_a : 0;
  if (!measured.elevation_deg || !measured.azimuth_deg) return de * de + da * da;
  // What the place adds is taken as independent.
  const double r =
      measured.correlation * measured.azimuth_sigma_deg * measured.elevation_sigma_deg / (sigma_a * sigma_e);
  return (de * de - 2 * r * de * da + da * da) / (1 - r * r);
}

double squared_distance(const MeasuredSun& measured, const ClaimedPlace& place, std::int64_t utc_us) {
  return squared_distance(measured, place, seen_sun(place, utc_us));
}

ClaimFit fit_of_claim(const MeasuredSun& measured, const ClaimedPlace& place, const ClaimedTime& time) {
  ClaimFit fit;
  fit.dimensions = dimensions_of(measured);
  fit.squared_distance = std::numeric_limits<double>::infinity();
  // Half-minute steps, at most two days of them: the sun moves an eighth of a degree.
  constexpr std::int64_t kMostSteps = 5760;
  const std::int64_t span = std::max<std::int64_t>(time.last_us - time.first_us, 0);
  const std::int64_t steps = std::clamp<std::int64_t>(span / (kMinute / 2), span > 0 ? 1 : 0, kMostSteps);
  for (std::int64_t i = 0; i <= steps; ++i) {
    const std::int64_t t = steps == 0 ? time.first_us : time.first_us + span / steps * i;
    const double d = squared_distance(measured, place, t);
    if (d < fit.squared_distance || i == 0) fit.squared_distance = d, fit.best_us = t;
  }
  fit.p = chi_square_tail(fit.squared_distance, fit.dimensions);
  return fit;
}

TimePosterior time_posterior(const MeasuredSun& measured, const ClaimedPlace& place, std::int64_t first_us) {
  constexpr int kMinutes = 1440;
  TimePosterior posterior;
  posterior.first_us = first_us;
  posterior.probability.assign(kMinutes, 0);
  // The sun moves 1.25 degrees in five minutes, along what is nearly a great circle: between is as good as computed.
  constexpr int kNode = 5;
  SunDirection next = seen_sun(place, first_us);
  for (int i = 0; i < kMinutes; i += kNode) {
    const SunDirection here = next;
    next = seen_sun(place, first_us + (i + kNode) * kMinute);
    for (int k = 0; k < kNode; ++k) {
      posterior.probability[static_cast<std::size_t>(i + k)] =
          std::exp(-squared_distance(measured, place, between(here, next, k / double{kNode})) / 2);
    }
  }
  const double sum = std::accumulate(posterior.probability.begin(), posterior.probability.end(), 0.0);
  if (!(sum > 1e-12)) {
    posterior.probability.assign(kMinutes, 0);
    return posterior;
  }
  for (double& p : posterior.probability) p /= sum;
  std::vector<int> order(kMinutes);
  std::iota(order.begin(), order.end(), 0);
  const auto at = [&](int i) { return posterior.probability[static_cast<std::size_t>(i)]; };
  std::stable_sort(order.begin(), order.end(), [&](int a, int b) { return at(a) > at(b); });
  std::vector<bool> inside(kMinutes, false);
  double held = 0;
  for (const int i : order) {
    if (held >= 0.95) break;
    inside[static_cast<std::size_t>(i)] = true;
    held += at(i);
  }
  for (int i = 0; i < kMinutes; ++i) {
    if (!inside[static_cast<std::size_t>(i)]) continue;
    if (i > 0 && inside[static_cast<std::size_t>(i - 1)]) {
      posterior.credible.back().second = i;
    } else {
      posterior.credible.emplace_back(i, i);
    }
  }
  return posterior;
}

std::vector<ClaimFit> fits_of_other_hours(const MeasuredSun& measured, const ClaimedPlace& place,
                                          const ClaimedTime& time, int hours) {
  std::vector<ClaimFit> fits;
  for (int h = -hours; h <= hours; ++h) {
    ClaimedTime moved = time;
    moved.first_us += h * 60 * kMinute;
    moved.last_us += h * 60 * kMinute;
    fits.push_back(fit_of_claim(measured, place, moved));
  }
  return fits;
}

}  // namespace spoor
