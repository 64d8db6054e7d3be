#pragma once
/// Telemetry and other timed values that travel in a file.

#include "base/time_stamp.h"

#include <string>
#include <vector>

namespace spoor {

/// One quantity over time: GPS latitude of a data track, a subtitle's exposure time, an XMP flight yaw (one value).
struct Series {
  struct Point {
    TimeStamp time;  ///< on the media's own clock
    double value = 0;
  };
  std::string id;      ///< e.g. "gps.latitude", "gimbal.yaw"
  std::string unit;    ///< "deg", "m", "m/s", ... ; empty for a pure number
  std::string clock;   ///< what `time` counts from: "media", "utc"
  std::string source;  ///< where it was read: "stream 3 (gpmd)", "Xmp.drone-dji.GimbalYawDegree"
  std::vector<Point> points;
  std::int64_t left_out = 0;  ///< points after these that the file holds and that were not read
};

}  // namespace spoor
