#pragma once
/// SubRip text as a file of its own: the sidecar in which drones write what they measured.

#include "media/media_source.h"

#include <memory>
#include <string_view>
#include <vector>

namespace spoor {

struct SrtCaption {
  std::int64_t begin_ms = 0, end_ms = 0;
  std::string_view text;  ///< lines below the times, as written; points into the file
};

/// Captions in file order: a line with "hh:mm:ss,mmm --> hh:mm:ss,mmm" (a dot or a comma), then text up to an empty
/// line. What is none is passed over.
std::vector<SrtCaption> srt_captions(std::string_view file);

/// Whether a file that begins so is SubRip: a number alone on its line, then a line of times.
bool is_srt(std::string_view head);

/// A source without pictures and sound that tells what its captions hold as telemetry.
///
/// Errors: kTooLarge above 64 MB; kCorrupt where no caption can be read; kUnsupported where none holds a measurement.
Result<std::unique_ptr<MediaSource>> open_srt(std::shared_ptr<const ByteSource> bytes);

}  // namespace spoor
