#include "engine/frame_picker.h"

#include <algorithm>
#include <utility>

namespace spoor {
namespace {

/// Last frame that could meet the wish.
std::int64_t last_frame(const FrameWish& wish) {
  return wish.kind == FrameWish::Kind::kList ? wish.list.back() : wish.range.last;
}

}  // namespace

FramePicker::FramePicker(FrameReader& frames, std::vector<FrameWish> wishes, const ClipShape& shape)
    : frames_(frames), wishes_(std::move(wishes)), active_(new std::atomic<bool>[wishes_.size()]) {
  for (std::size_t i = 0; i < wishes_.size(); ++i) active_[i] = wishes_[i].kind != FrameWish::Kind::kNone;
  plan_jumps(shape);
  if (!jumps_.empty()) {
    total_ = static_cast<std::int64_t>(jumps_.size());
  } else {
    std::int64_t last = -1;
    for (const FrameWish& wish : wishes_) {
      if (wish.kind != FrameWish::Kind::kNone) last = std::max(last, last_frame(wish));
    }
    if (shape.count) {
      total_ = std::min(last, *shape.count - 1) + 1;
    } else if (last < std::max<std::int64_t>(shape.estimate, 1)) {
      total_ = last + 1;
    } else {
      total_ = shape.estimate;
    }
  }
}

void FramePicker::plan_jumps(const ClipShape& shape) {
  if (!shape.count || !frames_.access().random) return;
  std::vector<std::int64_t> all;
  for (const FrameWish& wish : wishes_) {
    if (wish.kind == FrameWish::Kind::kKeys) return;
    if (wish.kind == FrameWish::Kind::kRange) {
      // A range that begins late is reached by a jump.
      const std::int64_t first = std::max<std::int64_t>(wish.range.first, 0);
      if (first == 0) return;
      for (std::int64_t i = first; i < *shape.count && i <= wish.range.last; ++i) all.push_back(i);
    }
    all.insert(all.end(), wish.list.begin(), wish.list.end());
  }
  all = list_wish(std::move(all)).list;
  all.erase(std::lower_bound(all.begin(), all.end(), *shape.count), all.end());
  if (jumping_pays(all, shape)) jumps_ = std::move(all);
}

bool FramePicker::anything_wanted() const {
  for (std::size_t i = 0; i < wishes_.size(); ++i) {
    if (active_[i] && last_frame(wishes_[i]) >= position_) return true;
  }
  return false;
}

Result<std::optional<Frame>> FramePicker::decode() {
  if (jumps_.empty()) {
    auto frame = frames_.next();
    if (frame && *frame) {
      // A reader counts its frames itself; the wishes are held against that count.
      position_ = std::max(position_, (*frame)->info.index) + 1;
      ++decoded_.frames;
      decoded_.concealed += (*frame)->info.concealed ? 1 : 0;
    } else if (frame) {
      decoded_.complete = true;
    }
    return frame;
  }
  if (next_jump_ == jumps_.size()) return std::optional<Frame>();
  const std::int64_t index = jumps_[next_jump_++];
  position_ = index + 1;
  auto frame = frames_.frame(index);
  if (!frame) return tl::unexpected(frame.error());
  return std::optional<Frame>(std::move(*frame));
}

std::vector<std::size_t> FramePicker::readers_of(const Frame& frame) {
  std::vector<std::size_t> readers;
  const std::int64_t index = frame.info.index;
  for (std::size_t i = 0; i < wishes_.size(); ++i) {
    if (!active_[i]) continue;
    const FrameWish& wish = wishes_[i];
    bool met = false;
    switch (wish.kind) {
      case FrameWish::Kind::kNone:
        break;
      case FrameWish::Kind::kList:
        met = std::binary_search(wish.list.begin(), wish.list.end(), index);
        break;
      case FrameWish::Kind::kRange:
        met = wish.range.contains(index);
        break;
      case FrameWish::Kind::kKeys:
        met = wish.range.contains(index) && frame.info.key;
        if (met) {
          // From here on the stand-in is not needed; the map entry without a frame says so.
          first_seen_[i] = Frame();
        } else if (wish.range.contains(index)) {
          first_seen_.try_emplace(i, frame);
        }
        break;
    }
    if (met) readers.push_back(i);
  }
  return readers;
}

std::optional<FramePicker::Picked> FramePicker::held_back() {
  std::optional<Picked> picked;
  for (auto& [reader, frame] : first_seen_) {
    if (frame.planes.empty() || !active_[reader]) continue;
    if (!picked) {
      picked = Picked{std::exchange(frame, Frame()), {reader}};
    } else if (picked->frame.info.index == frame.info.index) {
      picked->readers.push_back(reader);
      frame = Frame();
    }
  }
  return picked;
}

Result<std::optional<FramePicker::Picked>> FramePicker::next(
    const std::function<void(std::int64_t done, std::int64_t total)>& before_each) {
  for (;;) {
    if (ended_) return held_back();
    if (!anything_wanted()) {
      ended_ = true;
      continue;
    }
    before_each(done_, total_);
    auto frame = decode();
    if (!frame) return tl::unexpected(frame.error());
    if (!*frame) {
      ended_ = true;
      continue;
    }
    ++done_;
    std::vector<std::size_t> readers = readers_of(**frame);
    if (!readers.empty()) return std::optional<Picked>(Picked{std::move(**frame), std::move(readers)});
  }
}

}  // namespace spoor
