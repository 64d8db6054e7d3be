#pragma once
/// Error level of a decoded frame by the way that fits it: a JPEG's own planes, or the whole chain from RGB.

#include "base/job.h"
#include "base/result.h"
#include "media/frame.h"
#include "methods/jpeg/error_level.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace spoor {

/// The subsampling of a JPEG that comes nearest to `layout`: 4:4:4 unless chroma is halved across, or both ways.
Subsampling nearest_subsampling(const SampleLayout& layout);

struct ChannelErrorLevel {
  std::string name;            ///< "Y'", "Cb", "red", ...
  std::vector<cv::Mat> error;  ///< per table: CV_32FC1, one cell per 8x8 samples of the channel
  cv::Size2d cell{8, 8};       ///< in picture pixels
};

struct PictureErrorLevel {
  bool own_planes = false;  ///< false: through RGB
  std::vector<ChannelErrorLevel> channels;
  cv::Mat texture;  ///< of the first channel, or of Y' made from RGB
};

/// Each component of a JPEG on its own grid; `tables` gives a component's steps (luma or chroma).
PictureErrorLevel component_error_level(const Frame& frame, std::span<const JpegTables> tables, const Job& job);

PictureErrorLevel rgb_error_level(const cv::Mat& bgr, Subsampling subsampling, std::span<const JpegTables> tables,
                                  const Job& job);

/// Error level of the luma (raw planes) or the mean over red, green and blue of table `t`.
cv::Mat main_error(const PictureErrorLevel& level, std::size_t t);

/// Mean over Cb and Cr of table `t`; empty where there are none.
cv::Mat chroma_error(const PictureErrorLevel& level, std::size_t t);

/// The samples of `frame` inside `rectangle`, whose sides must be multiples of the chroma sampling.
Frame part_of(const Frame& frame, const cv::Rect& rectangle);

struct ErrorSummary {
  double mean = 0, median = 0, p95 = 0;
};
ErrorSummary summary(const cv::Mat& error);

}  // namespace spoor
