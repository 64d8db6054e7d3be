#pragma once
/// From libav's frames to ours: planes wrapped without copying where they are planar, laid out anew where not.

#include "base/result.h"
#include "media/av.h"
#include "media/frame.h"

#include <cstdint>
#include <memory>
#include <string>

namespace spoor {

/// A shared owner of a decoded frame's references, counted by decoded_frames_alive().
std::shared_ptr<const AVFrame> shared_frame(AvFrame frame);

/// Decoded frames that somebody in this process still holds: what tests watch for leaks.
std::int64_t decoded_frames_alive();

/// libav's word for how a picture was coded: switching and sprite pictures are kOther.
PictureType picture_type(AVPictureType type);

/// `decoded` as a Frame. Taken from `known`: index, pts, duration, orientation, and the sample aspect where the
/// frame declares none. Everything else comes from the frame. The declared crop is taken off exactly (a decoder
/// that is to report it must run with apply_cropping = 0).
///
/// Layouts: planar formats in native byte order are wrapped. Semi-planar, packed, palette (R G B A), bit-packed
/// and foreign-endian ones are copied into planes with the same sample values. White-is-zero bitmaps (monow) are
/// inverted, so that 1 is white. Components of unequal depth (RGB 5:6:5) are shifted up to the deepest.
///
/// Errors: kUnsupported for layouts without samples of their own (hardware surfaces, Bayer).
Result<Frame> frame_from_av(std::shared_ptr<const AVFrame> decoded, const FrameInfo& known);

/// The layout in which frames of a pixel format are given; kUnsupported as above.
Result<SampleLayout> sample_layout(AVPixelFormat format);

/// MD5 over the frame in its decoder's own layout, as FFmpeg's framemd5 writes it (with `-vsync passthrough
/// -noautorotate`). Empty for palette formats, whose indices are not kept.
std::string framemd5_digest(const Frame& frame);

}  // namespace spoor
