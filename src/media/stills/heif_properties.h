#pragma once
/// Item properties of a HEIF or AVIF that libheif applies or hides: size, rotation, mirror, crop.

#include "base/byte_reader.h"

#include <cstdint>
#include <map>
#include <vector>

namespace spoor::stills {

struct HeifItem {
  std::uint32_t width = 0, height = 0;  ///< ispe, before any transformation
  int orientation = 1;                  ///< of irot and imir in their order, as EXIF numbers it
  bool cropped = false;                 ///< a clap property stands, not applied
};

/// By item id. Reads meta/iprp; what is damaged is left out.
std::map<std::uint32_t, HeifItem> heif_items(Bytes file);

}  // namespace spoor::stills
