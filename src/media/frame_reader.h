#pragma once
/// Frames of one video stream (or of one still, which is a clip of one frame), in any order.

#include "base/job.h"
#include "base/result.h"
#include "media/frame.h"

#include <memory>
#include <optional>
#include <string>

namespace spoor {

/// Not thread-safe: one reader, one thread. Memory does not grow with the clip's length beyond a table of at
/// most 64 bytes a frame.
class FrameReader {
 public:
  virtual ~FrameReader() = default;

  /// Number of frames where it is known without decoding everything: always for stills, for a clip after its
  /// index was built. Declared by no header: counted.
  virtual std::optional<std::int64_t> frame_count() const = 0;

  /// Whether frame(i) in any order equals the i-th frame of a sequential decode. Where it cannot hold (a
  /// damaged stream), only next() may be used and `reason` says why in one sentence.
  struct Access {
    bool random = true;
    std::string reason;
  };
  virtual Access access() const = 0;

  /// Frame `index` of presentation order, from 0.
  ///
  /// Errors: kBadArgument beyond the last frame; kUnsupported where access() is not random; kCorrupt.
  virtual Result<Frame> frame(std::int64_t index) = 0;

  /// Index of the frame shown at `pts`: the last one whose pts is not later. kBadArgument before the first.
  virtual Result<std::int64_t> index_at(const TimeStamp& pts) = 0;

  /// The next frame in presentation order; nothing at the end. The first call gives frame 0.
  virtual Result<std::optional<Frame>> next() = 0;

  /// Makes next() start again at frame 0.
  virtual Result<void> rewind() = 0;
};

}  // namespace spoor
