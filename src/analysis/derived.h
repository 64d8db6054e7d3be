#pragma once
/// What several passes need of one frame, computed once and shared.

#include "base/result.h"
#include "media/frame.h"
#include "media/picture.h"

#include <opencv2/core.hpp>

#include <memory>

namespace spoor {

enum class DerivedKind {
  kLuma,       ///< media/picture.h luma()
  kLumaFloat,  ///< media/picture.h luma_float()
  kBgr8,       ///< media/picture.h bgr8() under colour_assumption()
};

/// One frame on its way through a sweep. A pass may ask only for intermediates that its descriptor declares: the
/// sweep counts the declared readers and releases each intermediate after its last one.
///
/// Thread-safe: passes of one sweep may run in parallel on the same frame.
class FrameContext {
 public:
  FrameContext(Frame frame, bool still);
  ~FrameContext();
  FrameContext(const FrameContext&) = delete;
  FrameContext& operator=(const FrameContext&) = delete;

  const Frame& frame() const;
  const FrameInfo& info() const { return frame().info; }
  bool still() const;
  ColourAssumption assumption() const;

  /// Computed at the first call. The matrix is shared and must not be written.
  Result<cv::Mat> derived(DerivedKind kind) const;

  /// Used by the sweep: drops an intermediate that nobody will ask for again.
  void release(DerivedKind kind) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace spoor
