#pragma once
/// Values written into timed text, as drones do.

#include <string>
#include <string_view>
#include <vector>

namespace spoor {

struct TextValue {
  std::string id;    ///< as in Series: "gps.latitude", "camera.iso"; "text.<key>" for keys that are not known
  std::string unit;  ///< empty where the text names none
  double value = 0;
};

/// Values of one caption: a date and time of day ("2022-05-01 10:20:30.123", "2017.08.05 14:11:51") as clock.local, in
/// seconds since 1970 of a clock whose zone is not named; pairs in brackets ("[latitude: 50.1] [rel_alt: 1.3 abs_alt:
/// 164.1] [shutter: 1/800.0]") and the older "GPS (longitude, latitude, height)" with "BAROMETER:1.9" or "H 1.9m". A
/// fraction is divided. At most 64 values.
std::vector<TextValue> caption_values(std::string_view caption);

}  // namespace spoor
