#include "media/gpmf.h"
#include "media/srt_source.h"
#include "media/telemetry.h"
#include "media/timed_text.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <span>
#include <string_view>

/// Arbitrary bytes as a GPMF packet, as a caption, as captions and as a location. Rows must be as long as the first,
/// counts bounded.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const spoor::Bytes bytes = std::as_bytes(std::span(data, size));
  for (const spoor::GpmfStream& stream : spoor::parse_gpmf(bytes).streams) {
    if (stream.rows.empty() || stream.rows.size() > 200'000) std::abort();
    for (const auto& row : stream.rows) {
      if (row.size() != stream.rows.front().size()) std::abort();
    }
  }
  const std::string_view text = spoor::as_text(bytes);
  if (spoor::caption_values(text).size() > 64) std::abort();
  if (spoor::iso6709_values(text).size() > 3) std::abort();
  for (const spoor::SrtCaption& caption : spoor::srt_captions(text)) {
    if (spoor::caption_values(caption.text).size() > 64) std::abort();
  }
  return 0;
}
