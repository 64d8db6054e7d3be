#pragma once
/// What a PNG's chunks say besides its samples, and where they are damaged.

#include "base/byte_reader.h"
#include "media/anomaly.h"

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

namespace spoor::stills {

struct PngChunks {
  std::uint32_t width = 0, height = 0;
  int bit_depth = 0, colour_type = 0;
  bool animated = false;  ///< acTL before the first IDAT
  int orientation = 1;    ///< eXIf
  bool srgb = false;
  std::optional<std::array<std::uint32_t, 2>> pixels_per_unit;  ///< pHYs
  bool samples_cut = false;      ///< the image data end before their last chunk does, or IEND is missing
  bool samples_damaged = false;  ///< a chunk of image data fails its checksum
  std::vector<Anomaly> anomalies;

  /// Offset of a chunk of image data that runs over the end of the file.
  std::optional<std::size_t> cut_chunk;
};

/// Walks the chunks; nothing where there is no IHDR.
std::optional<PngChunks> read_png_chunks(Bytes file);

/// A copy of `file` whose last, cut chunk of image data (at `chunk`) declares the length that is there, followed by
/// an end chunk, so that a decoder gives the rows that were received.
std::vector<std::byte> with_closed_chunk(Bytes file, std::size_t chunk);

}  // namespace spoor::stills
