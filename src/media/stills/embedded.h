#pragma once
/// Small facts that travel beside the samples of any still: orientation (EXIF) and the colour profile (ICC).

#include "base/byte_reader.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace spoor::stills {

/// EXIF orientation 1..8 of a TIFF block (with or without the leading "Exif\0\0"); 1 where none is declared.
int exif_orientation(Bytes exif);

/// Offset and length that a TIFF block states, counted from its first byte, unchecked against any end.
struct StatedPlace {
  std::uint32_t offset = 0, length = 0;
};

/// The thumbnail that IFD1 points to (0x0201, 0x0202). Nothing where there is none.
std::optional<StatedPlace> exif_thumbnail(Bytes tiff);

/// The pictures of an MPF index (CIPA DC-007, tag 0xB002), at most 64, without the first, which is the file's own.
std::vector<StatedPlace> mpf_pictures(Bytes tiff);

/// Description of an ICC profile (LittleCMS), "unnamed profile" where it has none, "unreadable profile" where it
/// is none; empty for no bytes.
std::string icc_description(Bytes profile);

}  // namespace spoor::stills
