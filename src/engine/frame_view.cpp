#include "engine/frame_view.h"

#include <utility>

namespace spoor {

Result<void> FrameView::restart() {
  last_.reset();
  position_ = 0;
  return reader_->rewind();
}

Result<std::optional<Frame>> FrameView::step() {
  auto frame = reader_->next();
  if (frame && *frame) {
    position_ = (*frame)->info.index + 1;
    last_ = **frame;
  }
  return frame;
}

Result<Frame> FrameView::frame(std::int64_t index) {
  if (index < 0) return failure(Fault::kBadArgument, "frames are counted from 0");
  if (last_ && last_->info.index == index) return *last_;
  if (reader_->access().random) {
    auto frame = reader_->frame(index);
    if (frame) {
      last_ = *frame;
      return frame;
    }
    // Opening the index may have shown that only decoding in sequence can be relied on.
    if (reader_->access().random) return frame;
    if (auto again = restart(); !again) return tl::unexpected(again.error());
  }
  if (index < position_) {
    if (auto again = restart(); !again) return tl::unexpected(again.error());
  }
  for (;;) {
    auto frame = step();
    if (!frame) return tl::unexpected(frame.error());
    if (!*frame) return failure(Fault::kBadArgument, "the clip ends before this frame");
    if ((*frame)->info.index >= index) return std::move(**frame);
  }
}

Result<Frame> FrameView::frame_at(const TimeStamp& pts) {
  if (reader_->access().random) {
    const auto index = reader_->index_at(pts);
    if (index) return frame(*index);
    if (reader_->access().random) return tl::unexpected(index.error());
  }
  if (auto again = restart(); !again) return tl::unexpected(again.error());
  std::optional<Frame> shown;
  for (;;) {
    auto frame = step();
    if (!frame) return tl::unexpected(frame.error());
    if (!*frame || ((*frame)->info.pts && *(*frame)->info.pts > pts)) break;
    shown = std::move(**frame);
  }
  if (!shown) return failure(Fault::kBadArgument, "the clip begins later");
  return std::move(*shown);
}

}  // namespace spoor
