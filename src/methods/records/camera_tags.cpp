#include "methods/records/camera_tags.h"

#include "media/tag_series.h"

#include <algorithm>
#include <cmath>
#include <string_view>

namespace spoor {
namespace {

constexpr double kFullFrameDiagonalMm = 43.27;

std::optional<double> within(std::optional<double> value, double low, double high) {
  return value && *value >= low && *value <= high ? value : std::nullopt;
}

void read_focal(const Metadata& metadata, int width, int height, CameraTags& tags) {
  const auto mm = within(tag_number(metadata.value("Exif.Photo.FocalLength")), 0.1, 10'000);
  const auto per_unit = tag_number(metadata.value("Exif.Photo.FocalPlaneXResolution"));
  const auto unit = tag_number(metadata.value("Exif.Photo.FocalPlaneResolutionUnit"));
  const auto tagged_width = tag_number(metadata.value("Exif.Photo.PixelXDimension"));
  if (mm && per_unit && *per_unit > 0 && tagged_width && *tagged_width == width) {
    const double unit_mm = unit && *unit == 3 ? 10 : 25.4;  // 2: inch, the standard's default
    const double f = *mm * *per_unit / unit_mm;
    if (f > 0.1 * width && f < 200.0 * width) {
      tags.focal_px = f;
      tags.focal_source = "FocalLength and FocalPlaneXResolution";
      return;
    }
  }
  if (const auto equivalent = within(tag_number(metadata.value("Exif.Photo.FocalLengthIn35mmFilm")), 4, 5000)) {
    tags.focal_px = *equivalent * std::hypot(width, height) / kFullFrameDiagonalMm;
    tags.focal_source = "FocalLengthIn35mmFilm";
  }
}

constexpr double kFarthestSeconds = 1;

const Series* track(const std::vector<Series>& series, std::string_view id) {
  const auto found = std::find_if(series.begin(), series.end(), [&](const Series& one) {
    return one.id == id && one.clock == "media" && one.points.size() > 1;
  });
  return found == series.end() ? nullptr : &*found;
}

std::optional<double> value_at(const Series* one, double seconds) {
  if (one == nullptr) return std::nullopt;
  const auto away = [&](const Series::Point& p) { return std::abs(seconds_for_display(p.time) - seconds); };
  const auto nearest = std::min_element(one->points.begin(), one->points.end(),
                                        [&](const auto& a, const auto& b) { return away(a) < away(b); });
  if (away(*nearest) > kFarthestSeconds) return std::nullopt;
  return nearest->value;
}

}  // namespace

bool has_gimbal_track(const std::vector<Series>& series) {
  return track(series, "gimbal.pitch") != nullptr || track(series, "gimbal.yaw") != nullptr;
}

void take_gimbal_track(const std::vector<Series>& series, double seconds, CameraTags& tags) {
  const Series *pitch = track(series, "gimbal.pitch"), *yaw = track(series, "gimbal.yaw");
  if (const auto value = within(value_at(pitch, seconds), -180, 180)) {
    tags.pitch_deg = *value;
    tags.roll_deg = within(value_at(track(series, "gimbal.roll"), seconds), -180, 180).value_or(0);
    tags.attitude_source = "gimbal track, " + pitch->source;
  }
  if (const auto value = within(value_at(yaw, seconds), -360, 360)) {
    tags.heading_deg = std::fmod(*value + 720, 360);
    tags.heading_source = "gimbal track, " + yaw->source;
    tags.heading_magnetic = false;
  }
}

CameraTags camera_tags(const Metadata& metadata, int width, int height) {
  CameraTags tags;
  read_focal(metadata, width, height, tags);
  const auto dji = [&](const char* name) { return tag_number(metadata.value(std::string("Xmp.drone-dji.") + name)); };
  const auto pitch = within(dji("GimbalPitchDegree"), -180, 180), yaw = within(dji("GimbalYawDegree"), -360, 360);
  if (pitch) {
    tags.pitch_deg = *pitch;
    tags.roll_deg = within(dji("GimbalRollDegree"), -180, 180).value_or(0);
    tags.attitude_source = "gimbal tags (drone-dji)";
  }
  if (yaw) {
    tags.heading_deg = std::fmod(*yaw + 720, 360);
    tags.heading_source = "GimbalYawDegree (drone-dji)";
  } else if (const auto direction = within(tag_number(metadata.value("Exif.GPSInfo.GPSImgDirection")), 0, 360)) {
    tags.heading_deg = std::fmod(*direction, 360);
    tags.heading_source = "GPSImgDirection";
    tags.heading_magnetic = metadata.value("Exif.GPSInfo.GPSImgDirectionRef").substr(0, 1) == "M";
  } else if (const auto flight = within(dji("FlightYawDegree"), -360, 360)) {
    tags.heading_deg = std::fmod(*flight + 720, 360);
    tags.heading_source = "FlightYawDegree (drone-dji)";
  }
  return tags;
}

}  // namespace spoor
