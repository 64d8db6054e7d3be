#pragma once
/// What a picture's tags say of its camera: how long its lens was, where it looked, how it was held.

#include "media/metadata.h"
#include "media/series.h"

#include <optional>
#include <string>
#include <vector>

namespace spoor {

struct CameraTags {
  std::optional<double> focal_px;     ///< in pixels of a picture as decoded, of square pixels
  std::string focal_source;           ///< the tags it was read from
  std::optional<double> heading_deg;  ///< clockwise from north; of a camera looking down, of the picture's upper edge
  std::string heading_source;
  bool heading_magnetic = false;    ///< from magnetic north, not corrected
  std::optional<double> pitch_deg;  ///< above the horizon; -90: straight down
  std::optional<double> roll_deg;   ///< clockwise about the line of sight
  std::string attitude_source;
};

/// Focal length: by the sensor's resolution (FocalLength, FocalPlaneXResolution) where the tags' width is that of the
/// picture; else from the 35 mm equivalent, which is defined on the diagonal (CIPA DCG-001: 43.27 mm). Heading and
/// attitude: the gimbal's (DJI's XMP), the heading else GPSImgDirection. Values out of range are left out.
CameraTags camera_tags(const Metadata& metadata, int width, int height);

/// Attitude and heading by a clip's own gimbal track (series gimbal.pitch, gimbal.roll, gimbal.yaw of timed text), in
/// place of what its tags say of the whole clip: the values nearest to `seconds` of the clip's clock, at most one
/// second away.
void take_gimbal_track(const std::vector<Series>& series, double seconds, CameraTags& tags);
bool has_gimbal_track(const std::vector<Series>& series);

}  // namespace spoor
