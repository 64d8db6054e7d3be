#include "engine/frame_choice.h"

#include <algorithm>

namespace spoor {
namespace {

/// The first key frame in [first, last], or nothing.
std::optional<std::int64_t> first_key(const std::vector<std::int64_t>& keys, std::int64_t first, std::int64_t last) {
  const auto found = std::lower_bound(keys.begin(), keys.end(), first);
  if (found == keys.end() || *found > last) return std::nullopt;
  return *found;
}

FrameWish key_wish(const FrameRange& range, const ClipShape& shape) {
  if (!shape.count || !shape.keys) return {FrameWish::Kind::kKeys, {}, range};
  const std::int64_t last = std::min(range.last, *shape.count - 1);
  std::vector<std::int64_t> list;
  for (const std::int64_t key : *shape.keys) {
    if (key >= range.first && key <= last) list.push_back(key);
  }
  if (list.empty() && range.first <= last) list.push_back(range.first);
  return list_wish(std::move(list));
}

FrameWish sampled_wish(int max_frames, const FrameRange& range, const ClipShape& shape) {
  const std::int64_t wanted = std::max(max_frames, 1);
  const std::int64_t count = shape.count.value_or(shape.estimate);
  const std::int64_t first = std::max<std::int64_t>(range.first, 0);
  std::vector<std::int64_t> list;
  if (count <= 0) {
    // Nothing tells how long the clip is: its beginning is all that can be promised.
    for (std::int64_t i = 0; i < wanted && i <= range.last - first; ++i) list.push_back(first + i);
    return list_wish(std::move(list));
  }
  const std::int64_t length = std::min(range.last, count - 1) - first + 1;
  if (length <= 0) return list_wish({});
  const std::int64_t samples = std::min(wanted, length);
  for (std::int64_t i = 0; i < samples; ++i) {
    // Divided before multiplied: an estimate from a hostile header may be any number.
    const auto edge = [&](std::int64_t n) { return first + length / samples * n + length % samples * n / samples; };
    const std::int64_t from = edge(i), to = edge(i + 1) - 1;
    const auto key = shape.keys ? first_key(*shape.keys, from, to) : std::nullopt;
    list.push_back(key.value_or(from + (to - from) / 2));
  }
  return list_wish(std::move(list));
}

}  // namespace

std::optional<std::vector<std::int64_t>> key_frames(const CodecTrace& trace, std::int64_t frame_count) {
  struct Shown {
    std::int64_t pts;
    bool key;
  };
  std::vector<Shown> shown;
  for (const PacketRecord& packet : trace.packets) {
    if (packet.discard) continue;
    if (!packet.pts) return std::nullopt;
    shown.push_back({*packet.pts, packet.key});
  }
  if (static_cast<std::int64_t>(shown.size()) != frame_count) return std::nullopt;
  std::stable_sort(shown.begin(), shown.end(), [](const Shown& a, const Shown& b) { return a.pts < b.pts; });
  std::vector<std::int64_t> keys;
  for (std::size_t i = 0; i < shown.size(); ++i) {
    if (shown[i].key) keys.push_back(static_cast<std::int64_t>(i));
  }
  return keys;
}

FrameWish list_wish(std::vector<std::int64_t> frames) {
  std::sort(frames.begin(), frames.end());
  frames.erase(std::unique(frames.begin(), frames.end()), frames.end());
  frames.erase(frames.begin(), std::lower_bound(frames.begin(), frames.end(), 0));
  if (frames.empty()) return {};
  return {FrameWish::Kind::kList, std::move(frames), {}};
}

FrameWish frame_wish(const Needs& needs, const FrameRange& range, const ClipShape& shape) {
  if (needs.frames == FrameChoice::kNone || range.first > range.last) return {};
  if (shape.still) {
    // A still is one frame; of a file with several pages the analyst may name another than the first.
    const std::int64_t page = std::max<std::int64_t>(range.first, 0);
    return page < shape.count.value_or(1) ? list_wish({page}) : FrameWish{};
  }
  switch (needs.frames) {
    case FrameChoice::kNone:
      return {};
    case FrameChoice::kEvery:
      return {FrameWish::Kind::kRange, {}, range};
    case FrameChoice::kKey:
      return key_wish(range, shape);
    case FrameChoice::kSampled:
      return sampled_wish(needs.max_frames, range, shape);
  }
  return {};
}

bool jumping_pays(const std::vector<std::int64_t>& frames, const ClipShape& shape) {
  if (frames.empty() || !shape.keys) return false;
  std::int64_t cost = 0, at = 0;  // `at`: the frame that decoding in sequence would give next
  for (const std::int64_t frame : frames) {
    const auto after = std::upper_bound(shape.keys->begin(), shape.keys->end(), frame);
    const std::int64_t key = after == shape.keys->begin() ? 0 : *std::prev(after);
    cost += frame - std::max(key, at) + 1;
    at = frame + 1;
  }
  // A seek loses the frames in flight; a gain of less than a quarter is not worth it.
  return cost < (frames.back() + 1) / 4 * 3;
}

}  // namespace spoor
