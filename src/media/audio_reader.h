#pragma once
/// Sound samples by time range.

#include "base/result.h"
#include "base/time_stamp.h"

#include <opencv2/core.hpp>

#include <cstdint>
#include <memory>
#include <string>

namespace spoor {

struct SoundInfo {
  int sample_rate = 0;
  int channels = 0;
  std::string codec;
  std::string sample_format;  ///< the decoder's own, e.g. "fltp", "s16"
  TimeStamp start;            ///< time of the first sample
};

/// A run of samples as decoded, converted to float without resampling or mixing.
struct SoundSpan {
  std::int64_t first_sample = 0;  ///< index from the stream's first decoded sample
  TimeStamp start;
  int sample_rate = 0;
  cv::Mat samples;  ///< CV_32FC1, one row per channel, nominal range -1..1
};

/// Not thread-safe. Memory is bounded by the range asked for.
class AudioReader {
 public:
  virtual ~AudioReader() = default;
  virtual const SoundInfo& info() const = 0;

  /// Samples of [from, to). Fewer where the stream ends earlier. kTooLarge beyond 10 minutes at once.
  virtual Result<SoundSpan> samples(const TimeStamp& from, const TimeStamp& to) = 0;
};

}  // namespace spoor
