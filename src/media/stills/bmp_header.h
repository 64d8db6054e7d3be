#pragma once
/// What a Windows or OS/2 bitmap declares, held against what a bitmap may declare and what libavcodec reads.

#include "base/byte_reader.h"
#include "base/result.h"

#include <cstdint>

namespace spoor::stills {

struct BmpHeader {
  std::int64_t width = 0, height = 0;  ///< of either sign and any size: the caller holds them against its limits
  int bits = 0;                        ///< of a pixel
  std::int64_t declared_bytes = 0;     ///< of the file; many writers leave 0 or the size of the headers
  std::int64_t samples_at = 0;
  bool top_down = false;
};

/// Errors: kCorrupt for a header that is cut or contradicts itself or the file's size; kUnsupported for kinds that
/// exist and that libavcodec does not read (OS/2's short headers, embedded JPEG and PNG, CMYK, Huffman, RLE24).
Result<BmpHeader> read_bmp_header(Bytes file);

}  // namespace spoor::stills
