#pragma once
/// Still pictures: which format the bytes are, and the source that gives their frames and structures.

#include "base/byte_reader.h"
#include "base/result.h"
#include "media/byte_source.h"
#include "media/media_source.h"

#include <cstdint>
#include <memory>
#include <optional>

namespace spoor {

enum class StillFormat { kJpeg, kPng, kTiff, kWebp, kBmp, kGif, kHeif, kAvif, kJxl, kRaw };

/// The format that `head` (the first bytes of a file of `size` bytes, 4096 are plenty) shows by its content;
/// nothing where it is no still picture. A camera raw built on TIFF (NEF, CR2, ARW, DNG ...) is kRaw.
std::optional<StillFormat> still_format(Bytes head, std::int64_t size);

/// "jpeg", "png", "tiff", "webp", "bmp", "gif", "heif", "avif", "jxl", "raw".
const char* still_format_name(StillFormat format);

/// Opens a still picture. Its frames are decoded when they are asked for; what the decoder then complains of
/// joins `info().anomalies`. Orientation is reported with each frame and never applied.
///
/// Errors: kUnsupported, kCorrupt, kTooLarge (the header claims more than `limits`; nothing is allocated then).
Result<std::unique_ptr<MediaSource>> open_still(std::shared_ptr<const ByteSource> bytes, StillFormat format,
                                                const OpenLimits& limits);

}  // namespace spoor
