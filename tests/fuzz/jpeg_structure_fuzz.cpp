#include "media/jpeg_structure.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

/// Structure and, for small pictures, coefficients of arbitrary bytes. Everything found must lie within the file.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const spoor::Bytes file = std::as_bytes(std::span(data, size));
  const auto structure = spoor::read_jpeg_structure(file);
  if (!structure) return 0;
  const auto inside = [&](std::int64_t offset, std::int64_t length) {
    if (offset < 0 || length < 0 || offset + length > static_cast<std::int64_t>(size)) std::abort();
  };
  if (structure->pictures.empty()) std::abort();
  for (const spoor::JpegSegment& segment : structure->segments) inside(segment.offset, segment.length);
  for (const spoor::JpegTrailer& trailer : structure->trailers) inside(trailer.offset, trailer.length);
  for (const spoor::JpegPicture& picture : structure->pictures) {
    inside(picture.offset, picture.length);
    if (std::int64_t{picture.width} * picture.height > 256 * 256) continue;
    const auto begin = static_cast<std::size_t>(picture.offset), length = static_cast<std::size_t>(picture.length);
    (void)spoor::read_jpeg_coefficients(file.subspan(begin, length));
  }
  return 0;
}
