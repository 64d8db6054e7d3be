#pragma once
/// Where the sun stands for an observer on the ground.

#include <cstdint>

namespace spoor {

/// WGS 84. Height above the ellipsoid.
struct Observer {
  double latitude_deg = 0;   ///< north positive
  double longitude_deg = 0;  ///< east positive
  double height_m = 0;
};

/// What bends the light. No pressure: no refraction.
struct Atmosphere {
  double pressure_hpa = 1013.25;
  double temperature_c = 15;
};

/// Direction towards the centre of the sun's disc.
struct SunDirection {
  double azimuth_deg = 0;    ///< from true north, clockwise, 0..360
  double elevation_deg = 0;  ///< above the horizontal plane, as if there were no air
};

/// Topocentric and apparent: light time, aberration, precession and nutation (IAU 2000B), Earth's rotation, parallax.
///
/// `utc_us` counts microseconds since 1970-01-01T00:00:00Z. Before 1972 the instant is taken as UT1, since clocks were
/// kept to it then; after, UT1 follows from leap seconds and Delta T, and where those are not known yet UT1 is taken
/// for UTC. Years 1900 to 2100; within 0.0005 degree where Delta T is known.
SunDirection sun_direction(const Observer& observer, std::int64_t utc_us);

/// Standard uncertainty of the Earth's rotation at that instant, as degrees of hour angle.
double rotation_sigma_deg(std::int64_t utc_us);

/// What the air adds to `elevation_deg` (airless). 0 for a sun that is below the horizon altogether.
///
/// Source: Saemundsson, Sky and Telescope 72, 1986, as in Reda and Andreas, NREL/TP-560-34302, 2004, equation 42.
double refraction_deg(double elevation_deg, const Atmosphere& atmosphere);

/// The angle between two directions, in degrees.
double separation_deg(const SunDirection& a, const SunDirection& b);

/// The instant as a decimal year.
double decimal_year(std::int64_t utc_us);

}  // namespace spoor
