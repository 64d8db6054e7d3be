#pragma once
/// Item properties of a HEIF or AVIF that libheif applies or hides: size, rotation, mirror, crop, chroma.

#include "base/byte_reader.h"

#include <cstdint>
#include <map>
#include <vector>

namespace spoor::stills {

struct HeifItem {
  std::uint32_t width = 0, height = 0;  ///< ispe, before any transformation
  int orientation = 1;                  ///< of irot and imir in their order, as EXIF numbers it
  bool cropped = false;                 ///< a clap property stands, not applied
  /// chroma_format_idc of the coded pictures (0 none, 1 4:2:0, 2 4:2:2, 3 4:4:4), from hvcC or av1C; of a grid,
  /// that of its first tile; -1 where it is not told.
  int chroma_format = -1;
};

/// By item id. Reads meta/iprp and meta/iref; what is damaged is left out.
std::map<std::uint32_t, HeifItem> heif_items(Bytes file);

}  // namespace spoor::stills
