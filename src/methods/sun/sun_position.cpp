#include "methods/sun/sun_position.h"

#include "methods/sun/delta_t.h"

#include <erfa.h>
#include <erfam.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace spoor {
namespace {

constexpr double kDegree = std::numbers::pi / 180;
constexpr double kMicrosPerDay = 86400e6;
constexpr double kUnixEpochJd = 2440587.5;
constexpr std::int64_t kLeapSecondsBegin = 63'072'000'000'000;  // 1972-01-01
// ERFA 2.0 ends in 2022; the leap second that is announced next will be in its successor.
constexpr double kLeapSecondsKnownTo = 2027;
constexpr double kTtFromTai = 32.184;

struct Times {
  double day = 0;  // Julian date of the midnight before, the fractions below add to it
  double tt = 0, ut1 = 0;
  double ut1_sigma_s = 0;
};

Times times_of(std::int64_t utc_us) {
  const double days = static_cast<double>(utc_us) / kMicrosPerDay;
  const double whole = std::floor(days);
  Times t;
  t.day = kUnixEpochJd + whole;
  const double utc = (static_cast<double>(utc_us) - whole * kMicrosPerDay) / kMicrosPerDay;
  const double year = decimal_year(utc_us);
  const DeltaT dt = delta_t(year);
  if (utc_us < kLeapSecondsBegin) {
    t.ut1 = utc;
    t.tt = utc + dt.seconds / ERFA_DAYSEC;
    // Civil clocks of the time were kept within this of the Earth's rotation.
    t.ut1_sigma_s = std::hypot(0.1, dt.sigma);
    return t;
  }
  int y = 0, m = 0, d = 0;
  double fraction = 0, leap = 0;
  eraJd2cal(t.day, 0, &y, &m, &d, &fraction);
  eraDat(y, m, d, 0, &leap);
  t.tt = utc + (leap + kTtFromTai) / ERFA_DAYSEC;
  if (year < kLeapSecondsKnownTo) {
    t.ut1 = t.tt - dt.seconds / ERFA_DAYSEC;
    t.ut1_sigma_s = dt.sigma;
  } else {
    // UTC is kept within 0.9 s of UT1 for as long as leap seconds are; after that nobody knows.
    t.ut1 = utc;
    t.ut1_sigma_s = std::max(0.5, dt.sigma);
  }
  return t;
}

/// The Earth at a midnight (TT): places and velocities in AU and AU a day, and the celestial pole's frame.
struct EarthAt {
  double day = 0;
  double from_sun[2][3] = {}, from_barycentre[2][3] = {}, to_intermediate[3][3] = {};
};

/// Ephemeris and nutation cost a hundred times what the rest does, and many moments of one day are asked for: midnights
/// are kept, by thread. What is kept is the same whoever asks first.
const EarthAt& earth_at(double day) {
  constexpr std::size_t kKept = 512;
  thread_local std::array<EarthAt, kKept> kept;
  EarthAt& at = kept[static_cast<std::size_t>(static_cast<std::int64_t>(day)) % kKept];
  if (at.day == day) return at;
  eraEpv00(day, 0, at.from_sun, at.from_barycentre);
  eraC2i00b(day, 0, at.to_intermediate);
  at.day = day;
  return at;
}

/// Between two midnights, by the cubic through places and velocities: within 1e-9 AU and 1e-7 AU a day.
void between(const double (&a)[2][3], const double (&b)[2][3], double t, double (&place)[3], double (&velocity)[3]) {
  const double t2 = t * t, t3 = t2 * t;
  for (int i = 0; i < 3; ++i) {
    place[i] = (2 * t3 - 3 * t2 + 1) * a[0][i] + (t3 - 2 * t2 + t) * a[1][i] + (3 * t2 - 2 * t3) * b[0][i] +
               (t3 - t2) * b[1][i];
    velocity[i] = (6 * t2 - 6 * t) * (a[0][i] - b[0][i]) + (3 * t2 - 4 * t + 1) * a[1][i] + (3 * t2 - 2 * t) * b[1][i];
  }
}

}  // namespace

double decimal_year(std::int64_t utc_us) { return 1970 + static_cast<double>(utc_us) / (kMicrosPerDay * 365.2425); }

SunDirection sun_direction(const Observer& observer, std::int64_t utc_us) {
  const Times t = times_of(utc_us);
  const EarthAt &before = earth_at(t.day), &after = earth_at(t.day + 1);
  double from_sun[3], sun_pace[3], from_barycentre[3], pace[3];
  between(before.from_sun, after.from_sun, t.tt, from_sun, sun_pace);
  between(before.from_barycentre, after.from_barycentre, t.tt, from_barycentre, pace);
  // Nutation of two weeks' period bends this by 0.005 arc seconds at most.
  double to_intermediate[3][3], to_earth_frame[3][3];  // celestial to intermediate, celestial to terrestrial
  for (int i = 0; i < 3; ++i) {
    for (int k = 0; k < 3; ++k) {
      to_intermediate[i][k] = (1 - t.tt) * before.to_intermediate[i][k] + t.tt * after.to_intermediate[i][k];
    }
  }
  double pole[3][3];
  eraIr(pole);
  eraC2tcio(to_intermediate, eraEra00(t.day, t.ut1), pole, to_earth_frame);

  double site[3];
  eraGd2gc(ERFA_WGS84, observer.longitude_deg * kDegree, observer.latitude_deg * kDegree, observer.height_m, site);
  double site_celestial[3];
  eraTrxp(to_earth_frame, site, site_celestial);

  // The sun as it was when its light left, seen from the place on the Earth.
  const double distance = std::hypot(from_sun[0], from_sun[1], from_sun[2]);
  const double light_days = distance * ERFA_AULT / ERFA_DAYSEC;
  double seen[3], velocity[3];
  for (int i = 0; i < 3; ++i) {
    const double sun_velocity = pace[i] - sun_pace[i];
    seen[i] = -from_sun[i] - light_days * sun_velocity - site_celestial[i] / ERFA_DAU;
    velocity[i] = pace[i] * ERFA_AULT / ERFA_DAYSEC;
  }
  double length = 0, natural[3], proper[3], terrestrial[3];
  eraPn(seen, &length, natural);
  const double v2 = velocity[0] * velocity[0] + velocity[1] * velocity[1] + velocity[2] * velocity[2];
  eraAb(natural, velocity, distance, std::sqrt(1 - v2), proper);
  eraRxp(to_earth_frame, proper, terrestrial);

  const double sin_lat = std::sin(observer.latitude_deg * kDegree), cos_lat = std::cos(observer.latitude_deg * kDegree);
  const double sin_lon = std::sin(observer.longitude_deg * kDegree),
               cos_lon = std::cos(observer.longitude_deg * kDegree);
  const double east = -sin_lon * terrestrial[0] + cos_lon * terrestrial[1];
  const double outward = cos_lon * terrestrial[0] + sin_lon * terrestrial[1];
  const double north = -sin_lat * outward + cos_lat * terrestrial[2];
  const double up = cos_lat * outward + sin_lat * terrestrial[2];
  double azimuth = std::atan2(east, north) / kDegree;
  if (azimuth < 0) azimuth += 360;
  return {azimuth, std::atan2(up, std::hypot(east, north)) / kDegree};
}

double rotation_sigma_deg(std::int64_t utc_us) { return times_of(utc_us).ut1_sigma_s * 15.0 / 3600; }

double refraction_deg(double elevation_deg, const Atmosphere& atmosphere) {
  constexpr double kSemidiameter = 0.26667, kAtHorizon = 0.5667;
  if (elevation_deg < -(kSemidiameter + kAtHorizon)) return 0;
  return atmosphere.pressure_hpa / 1010 * (283 / (273 + atmosphere.temperature_c)) * 1.02 /
         (60 * std::tan((elevation_deg + 10.3 / (elevation_deg + 5.11)) * kDegree));
}

double separation_deg(const SunDirection& a, const SunDirection& b) {
  const double de = std::sin((a.elevation_deg - b.elevation_deg) * kDegree / 2);
  const double da = std::sin((a.azimuth_deg - b.azimuth_deg) * kDegree / 2);
  const double h = de * de + std::cos(a.elevation_deg * kDegree) * std::cos(b.elevation_deg * kDegree) * da * da;
  return 2 * std::asin(std::sqrt(std::clamp(h, 0.0, 1.0))) / kDegree;
}

}  // namespace spoor
