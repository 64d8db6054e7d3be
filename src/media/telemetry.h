#pragma once
/// Timed values that travel in a clip: data tracks, timed text, location tags.

#include "base/job.h"
#include "base/result.h"
#include "media/byte_source.h"
#include "media/series.h"

#include <string_view>
#include <vector>

namespace spoor {

/// All series of a clip, ordered by source and id:
/// - GoPro's `gpmd` tracks (GPS5 and GPSU as gps.*, ACCL, GYRO, GRAV, ... with unit and scale as the file gives
///   them), the samples of a packet spread evenly over its duration;
/// - timed text with values in it, as drones write it ("[latitude: 50.1] [iso: 100]", "GPS (8.5, 50.1, 20)");
/// - ISO 6709 location tags of the container, one point at time 0.
///
/// Errors: those of opening the container. A clip without any gives an empty list. At most 2,000,000 points of
/// a series are kept.
Result<std::vector<Series>> read_telemetry(const ByteSource& source, const Job& job);

/// Latitude, longitude and (where present) altitude of a text such as "+50.0755+014.4378+200.0/"; empty where it
/// is none or out of range. Degrees, or degrees with minutes and seconds (ISO 6709 annex H).
std::vector<double> iso6709_values(std::string_view text);

}  // namespace spoor
