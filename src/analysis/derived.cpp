#include "analysis/derived.h"

#include <array>
#include <mutex>
#include <optional>

namespace spoor {

struct FrameContext::State {
  Frame frame;
  bool still = false;
  // One slot for each DerivedKind, guarded by its own mutex so that different intermediates are made in parallel.
  struct Slot {
    std::mutex mutex;
    std::optional<Result<cv::Mat>> value;
  };
  std::array<Slot, 3> slots;
};

FrameContext::FrameContext(Frame frame, bool still) : state_(std::make_unique<State>()) {
  state_->frame = std::move(frame);
  state_->still = still;
}

FrameContext::~FrameContext() = default;

const Frame& FrameContext::frame() const { return state_->frame; }

bool FrameContext::still() const { return state_->still; }

ColourAssumption FrameContext::assumption() const { return colour_assumption(state_->frame.info, state_->still); }

Result<cv::Mat> FrameContext::derived(DerivedKind kind) const {
  State::Slot& slot = state_->slots[static_cast<std::size_t>(kind)];
  const std::scoped_lock lock(slot.mutex);
  if (!slot.value) {
    switch (kind) {
      case DerivedKind::kLuma:
        slot.value = luma(state_->frame);
        break;
      case DerivedKind::kLumaFloat:
        slot.value = luma_float(state_->frame);
        break;
      case DerivedKind::kBgr8:
        slot.value = bgr8(state_->frame, assumption());
        break;
    }
  }
  return *slot.value;
}

void FrameContext::release(DerivedKind kind) const {
  State::Slot& slot = state_->slots[static_cast<std::size_t>(kind)];
  const std::scoped_lock lock(slot.mutex);
  slot.value.reset();
}

}  // namespace spoor
