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
};

/// Walks the chunks; nothing where there is no IHDR.
std::optional<PngChunks> read_png_chunks(Bytes file);

/// The same picture with the first `bytes` of its compressed samples only, made of the sound chunks before the first
/// IDAT, one IDAT and IEND: for decoders that give nothing of a damaged file.
std::vector<std::byte> png_of_first_samples(Bytes file, std::size_t bytes);

/// Bytes of compressed samples that can be found in the IDAT chunks, the last of which may be cut.
std::size_t png_sample_bytes(Bytes file);

}  // namespace spoor::stills
