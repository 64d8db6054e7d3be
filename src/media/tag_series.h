#pragma once
/// Where a picture's camera stood and looked, by its tags, under the names that clips' telemetry has.

#include "media/metadata.h"
#include "media/series.h"

#include <optional>
#include <string_view>
#include <vector>

namespace spoor {

/// "+42.80", "-89.9" or "1234/100" with nothing behind it, as tags are written; nothing where it is no finite number.
std::optional<double> tag_number(std::string_view text);

/// One value each at time 0, ordered by source and id:
/// - DJI's XMP (drone-dji): gimbal.yaw, gimbal.pitch, gimbal.roll, flight.yaw, flight.pitch, flight.roll in degrees,
///   gps.height_above_start and gps.altitude in metres, flight.x_speed, y_speed, z_speed in m/s;
/// - EXIF GPS: gps.latitude, gps.longitude, gps.altitude; gps.image_direction in degrees, from true or from magnetic
///   north (gps.image_direction_magnetic) as the tag's reference says.
///
/// Values that are no finite number, and angles beyond 360 degrees, are left out.
std::vector<Series> tag_series(const Metadata& metadata);

}  // namespace spoor
