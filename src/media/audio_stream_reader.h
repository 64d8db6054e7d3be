#pragma once
/// The sound of one stream of a clip, through libav.

#include "media/audio_reader.h"
#include "media/media_source.h"

#include <memory>

namespace spoor {

/// Samples are numbered from the first that the decoder gives when it runs from the beginning: encoder delay
/// ("priming") that the container declares is already cut off, and an edit list's start is in SoundInfo::start.
/// A position is exact because it was counted by decoding: the first request far into a stream decodes up to
/// there, later ones begin a second before the range and drop what comes earlier. Where times jump, a span ends.
/// Values of codecs that invent noise (AAC's perceptual noise substitution) may differ in the noisy bands
/// between a jump and an uninterrupted reading; reading forward span by span never jumps.
///
/// Errors: kUnsupported where there is no decoder; kBadArgument where the stream holds no sound.
Result<std::unique_ptr<AudioReader>> open_audio_stream(std::shared_ptr<const ByteSource> bytes,
                                                       const OpenLimits& limits, int stream);

}  // namespace spoor
