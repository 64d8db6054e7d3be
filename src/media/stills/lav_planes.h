#pragma once
/// Pictures of libavcodec, laid out as planes without touching a sample.

#include "base/result.h"
#include "media/av.h"
#include "media/frame.h"

namespace spoor::stills {

/// Layout, planes, colour and size of a decoded still. Palettes are looked up; components of unequal depth
/// (RGB565) are widened to 8 bits; both are named in `repacked_from`.
///
/// Errors: kUnsupported for pixel formats without planes in memory or with more than 16 bits.
Result<Frame> frame_of(const AVFrame& picture);

}  // namespace spoor::stills
