#pragma once
/// Named conversions from decoded planes to pictures for viewing and for methods that need BGR or grey.

#include "base/result.h"
#include "media/frame.h"

#include <opencv2/core.hpp>

namespace spoor {

/// What a conversion assumed where the medium declared nothing; written beside every result that used it.
struct ColourAssumption {
  int matrix = 0;  ///< H.273 code point used
  ColourRange range = ColourRange::kFull;
  bool assumed = false;  ///< true where it was not declared
};

/// The matrix and range that a frame declares, or by convention: stills BT.601 full; clips BT.709 limited from
/// 720 rows on, BT.601 limited below.
ColourAssumption colour_assumption(const FrameInfo& info, bool still);

/// Y' as decoded: plane 0 of YCbCr and grey; for RGB, round(0.299 R + 0.587 G + 0.114 B); CMYK through RGB.
/// CV_8U for up to 8 bits, CV_16U above (float samples: 0..1 as 0..65535); no range expansion. Never resampled.
/// Shares the frame's samples where the frame owns them, and copies where it wraps a decoder's buffer.
Result<cv::Mat> luma(const Frame& frame);

/// `luma` in CV_32F, in units of 8-bit sample steps (a 10-bit sample is divided by 4).
Result<cv::Mat> luma_float(const Frame& frame);

/// 8-bit BGR, chroma upsampled by repetition, full range; alpha dropped. Sums of 16.16 fixed-point tables, so the
/// same bytes on every machine; within 0.51 of the real-valued conversion. Matrices: H.273 codes 1, 4..10 and 0.
/// CMYK and YCCK without a profile, ink over ink; stored light instead of ink where the layout says so.
///
/// Errors: kUnsupported for colour models and matrices that are none of these.
Result<cv::Mat> bgr8(const Frame& frame, const ColourAssumption& assumption);

/// Reduced 8-bit BGR whose longer side is at most `max_side` (area averaging), for thumbnails.
Result<cv::Mat> thumbnail_bgr8(const Frame& frame, const ColourAssumption& assumption, int max_side);

}  // namespace spoor
