#pragma once
/// Item properties of a HEIF or AVIF that libheif applies or hides: size, rotation, mirror, crop, coding.

#include "base/byte_reader.h"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace spoor::stills {

struct HeifItem {
  std::uint32_t width = 0, height = 0;  ///< ispe, before any transformation
  int orientation = 1;                  ///< of irot and imir in their order, as EXIF numbers it
  bool cropped = false;                 ///< a clap property stands, not applied
  /// chroma_format_idc of the coded pictures (0 none, 1 4:2:0, 2 4:2:2, 3 4:4:4), from hvcC or av1C; of a grid,
  /// that of its first tile; -1 where it is not told.
  int chroma_format = -1;
  bool is_alpha = false;

  std::string type;     ///< "hvc1", "av01", "grid", ...
  Bytes configuration;  ///< payload of hvcC or av1C
  /// The item's data, in order, within the file; together no more than the file holds. Empty where they are
  /// damaged or stand elsewhere.
  std::vector<Bytes> extents;
  std::vector<std::uint32_t> parts;  ///< items that it is made of (dimg)
  std::uint32_t alpha = 0;           ///< item of its alpha plane, 0: none
};

/// By item id. Reads the boxes of meta; what is damaged is left out. Spans point into `file`.
std::map<std::uint32_t, HeifItem> heif_items(Bytes file);

}  // namespace spoor::stills
