#pragma once
/// Small facts that travel beside the samples of any still: orientation (EXIF) and the colour profile (ICC).

#include "base/byte_reader.h"

#include <cstdint>
#include <optional>
#include <string>

namespace spoor::stills {

/// EXIF orientation 1..8 of a TIFF block (with or without the leading "Exif\0\0"); 1 where none is declared.
int exif_orientation(Bytes exif);

/// The thumbnail that IFD1 points to (0x0201, 0x0202): offset and length within the TIFF block, unchecked
/// against its end. Nothing where there is none.
struct ThumbnailPlace {
  std::uint32_t offset = 0, length = 0;
};
std::optional<ThumbnailPlace> exif_thumbnail(Bytes tiff);

/// Description of an ICC profile (LittleCMS), "unnamed profile" where it has none, "unreadable profile" where it
/// is none; empty for no bytes.
std::string icc_description(Bytes profile);

}  // namespace spoor::stills
