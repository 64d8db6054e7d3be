#pragma once
/// Clips and sound files through libav.

#include "media/media_source.h"

#include <memory>

namespace spoor {

/// Opens what libavformat recognises by content as a medium: containers and elementary streams, no playlists,
/// texts or picture sequences. No path or network address that the file names is ever opened.
///
/// Errors: kUnsupported, kCorrupt, kTooLarge, kUnreadable, each in one sentence.
Result<std::unique_ptr<MediaSource>> open_clip(std::shared_ptr<const ByteSource> bytes, const OpenLimits& limits);

}  // namespace spoor
