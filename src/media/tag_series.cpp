#include "media/tag_series.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>
#include <string_view>

namespace spoor {
namespace {

struct KnownTag {
  std::string_view key, id, unit;
};

constexpr std::array<KnownTag, 11> kTags = {{{"Xmp.drone-dji.GimbalYawDegree", "gimbal.yaw", "deg"},
                                             {"Xmp.drone-dji.GimbalPitchDegree", "gimbal.pitch", "deg"},
                                             {"Xmp.drone-dji.GimbalRollDegree", "gimbal.roll", "deg"},
                                             {"Xmp.drone-dji.FlightYawDegree", "flight.yaw", "deg"},
                                             {"Xmp.drone-dji.FlightPitchDegree", "flight.pitch", "deg"},
                                             {"Xmp.drone-dji.FlightRollDegree", "flight.roll", "deg"},
                                             {"Xmp.drone-dji.RelativeAltitude", "gps.height_above_start", "m"},
                                             {"Xmp.drone-dji.AbsoluteAltitude", "gps.altitude", "m"},
                                             {"Xmp.drone-dji.FlightXSpeed", "flight.x_speed", "m/s"},
                                             {"Xmp.drone-dji.FlightYSpeed", "flight.y_speed", "m/s"},
                                             {"Xmp.drone-dji.FlightZSpeed", "flight.z_speed", "m/s"}}};

}  // namespace

std::optional<double> tag_number(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '+')) text.remove_prefix(1);
  const auto take = [&]() -> std::optional<double> {
    double value = 0;
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (code != std::errc() || !std::isfinite(value)) return std::nullopt;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    return value;
  };
  auto value = take();
  if (value && !text.empty() && text.front() == '/') {
    text.remove_prefix(1);
    const auto divisor = take();
    if (!divisor || *divisor == 0) return std::nullopt;
    *value /= *divisor;
  }
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  return text.empty() ? value : std::nullopt;
}

std::vector<Series> tag_series(const Metadata& metadata) {
  std::vector<Series> all;
  const auto add = [&](std::string_view id, std::string_view unit, const std::string& source, double value) {
    if (unit == "deg" && std::abs(value) > 360) return;
    all.push_back({std::string(id), std::string(unit), "media", source, {{TimeStamp{0, {1, 1}}, value}}});
  };
  for (const KnownTag& tag : kTags) {
    if (const auto value = tag_number(metadata.value(tag.key))) add(tag.id, tag.unit, std::string(tag.key), *value);
  }
  if (const auto direction = tag_number(metadata.value("Exif.GPSInfo.GPSImgDirection"))) {
    const bool magnetic = metadata.value("Exif.GPSInfo.GPSImgDirectionRef").starts_with("M");
    add(magnetic ? "gps.image_direction_magnetic" : "gps.image_direction", "deg", "Exif.GPSInfo.GPSImgDirection",
        *direction);
  }
  for (const GeoPoint& place : metadata.places) {
    add("gps.latitude", "deg", place.source, place.latitude_deg);
    add("gps.longitude", "deg", place.source, place.longitude_deg);
    if (place.altitude_m) add("gps.altitude", "m", place.source, *place.altitude_m);
  }
  std::stable_sort(all.begin(), all.end(), [](const Series& a, const Series& b) {
    return std::pair(a.source, a.id) < std::pair(b.source, b.id);
  });
  return all;
}

}  // namespace spoor
