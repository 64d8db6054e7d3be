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

/// Values of one caption: pairs in brackets ("[latitude: 50.1] [rel_alt: 1.3 abs_alt: 164.1] [shutter: 1/800.0]")
/// and the older "GPS (longitude, latitude, height)". A fraction is divided. At most 64 values.
std::vector<TextValue> caption_values(std::string_view caption);

}  // namespace spoor
