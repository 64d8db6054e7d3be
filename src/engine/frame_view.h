#pragma once
/// Single frames on demand, also where the reader can only go forwards.

#include "media/frame_reader.h"

#include <cstdint>
#include <memory>
#include <optional>

namespace spoor {

/// Not thread-safe. Keeps the frame it gave last.
class FrameView {
 public:
  explicit FrameView(std::unique_ptr<FrameReader> reader) : reader_(std::move(reader)) {}

  /// Errors: kBadArgument where there is no such frame.
  Result<Frame> frame(std::int64_t index);

  /// The frame shown at `pts`. kBadArgument before the first frame.
  Result<Frame> frame_at(const TimeStamp& pts);

 private:
  Result<std::optional<Frame>> step();
  Result<void> restart();

  std::unique_ptr<FrameReader> reader_;
  std::optional<Frame> last_;
  std::int64_t position_ = 0;  ///< frame that step() gives next
};

}  // namespace spoor
