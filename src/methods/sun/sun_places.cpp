#include "methods/sun/sun_places.h"

#include <cmath>
#include <limits>
#include <numbers>

namespace spoor {

PlaceField places_that_fit(const MeasuredSun& measured, std::int64_t utc_us, double cell_deg) {
  constexpr double kDegree = std::numbers::pi / 180;
  // Seen from where equator and Greenwich meridian cross, east, north and up are the Earth's own axes.
  const SunDirection origin = sun_direction({0, 0, 0}, utc_us);
  const double ce = std::cos(origin.elevation_deg * kDegree), x = std::sin(origin.elevation_deg * kDegree),
               y = ce * std::sin(origin.azimuth_deg * kDegree), z = ce * std::cos(origin.azimuth_deg * kDegree);
  PlaceField field;
  field.cell_deg = cell_deg;
  const int rows = static_cast<int>(std::lround(180 / cell_deg)), columns = 2 * rows;
  field.deviations = cv::Mat(rows, columns, CV_32FC1);
  const double bound = std::sqrt(bound_95(dimensions_of(measured)));
  double within = 0, whole = 0;
  for (int row = 0; row < rows; ++row) {
    const double latitude = 90 - (row + 0.5) * cell_deg;
    const double cos_lat = std::cos(latitude * kDegree), sin_lat = std::sin(latitude * kDegree);
    for (int column = 0; column < columns; ++column) {
      const double longitude = (column + 0.5) * cell_deg - 180;
      const double cos_lon = std::cos(longitude * kDegree), sin_lon = std::sin(longitude * kDegree);
      const double outward = cos_lon * x + sin_lon * y;
      const double up = cos_lat * outward + sin_lat * z, north = -sin_lat * outward + cos_lat * z,
                   east = -sin_lon * x + cos_lon * y;
      SunDirection sun{std::atan2(east, north) / kDegree, std::atan2(up, std::hypot(east, north)) / kDegree};
      sun.elevation_deg += refraction_deg(sun.elevation_deg, {});
      const double d = std::sqrt(squared_distance(measured, {latitude, longitude, {}}, sun));
      field.deviations.at<float>(row, column) =
          std::isinf(d) ? std::numeric_limits<float>::quiet_NaN() : static_cast<float>(d);
      whole += cos_lat;
      if (d <= bound) within += cos_lat;
    }
  }
  field.share_within = within / whole;
  return field;
}

}  // namespace spoor
