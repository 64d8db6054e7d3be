#include "analysis/result_codec.h"
#include "engine/protocol.h"
#include "engine/result_parts.h"
#include "engine/shm_frames.h"
#include "engine/structures_codec.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <span>

/// Everything that the program reads of a worker: packets, bodies, structures, results, places in shared memory. The
/// input is a body, and, cut into pieces of 200 bytes, packets. Accepted places must lie inside the slot.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace spoor;
  const Bytes input = std::as_bytes(std::span(data, size));
  Assembler assembler;
  for (std::size_t at = 0; at < size; at += 200) {
    if (!assembler.add(input.subspan(at, std::min<std::size_t>(200, size - at)))) break;
  }
  const auto parts = decode_parts(input);
  if (!parts) return 0;
  const nlohmann::json& document = parts->document;
  (void)decode_structure<MediaInfo>(document);
  (void)decode_structure<ContainerTree>(document);
  (void)decode_structure<Metadata>(document);
  (void)decode_structure<JpegStructure>(document);
  (void)decode_structure<CodecTrace>(document);
  (void)decode_structure<std::vector<Series>>(document);
  (void)decode_structure<std::vector<FrameRow>>(document);
  (void)decode_structure<PictureHead>(document);
  (void)decode_structure<MapHead>(document);
  (void)result_from_parts(*parts, 4);
  constexpr std::uint64_t kSlot = 1 << 16;
  if (const auto places = decode_places(document, kSlot)) {
    for (const MatrixPlace& place : *places) {
      if (place.rows == 0 || place.cols == 0) continue;
      if (place.offset >= kSlot || place.stride * static_cast<std::uint64_t>(place.rows - 1) >= kSlot) std::abort();
    }
  }
  return 0;
}
