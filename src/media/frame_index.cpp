#include "media/frame_index.h"

#include <algorithm>

namespace spoor {

void FrameIndex::truncate(std::int64_t count) {
  for (std::size_t i = static_cast<std::size_t>(count); i < tickets_.size(); ++i) {
    indices_[static_cast<std::size_t>(tickets_[i])] = -1;
  }
  tickets_.resize(static_cast<std::size_t>(count));
  complete_ = false;
  ended_ = false;
}

void FrameIndex::append(std::int32_t ticket) {
  const auto packet = static_cast<std::size_t>(ticket);
  if (indices_.size() <= packet) indices_.resize(packet + 1, -1);
  if (indices_[packet] >= 0) ambiguous_ = true;
  indices_[packet] = static_cast<std::int32_t>(tickets_.size());
  tickets_.push_back(ticket);
}

bool FrameIndex::predict() {
  if (complete_) return true;
  if (refuted_ || !table_.complete || !table_.one_picture_per_packet) return false;
  std::vector<std::int32_t> order;
  order.reserve(table_.entries.size());
  for (std::size_t i = 0; i < table_.entries.size(); ++i) {
    const PacketEntry& entry = table_.entries[i];
    if (!entry.shows || entry.discard) continue;
    if (table_.reorders && entry.pts == AV_NOPTS_VALUE) return false;
    order.push_back(static_cast<std::int32_t>(i));
  }
  if (table_.reorders) {
    const auto pts = [&](std::int32_t ticket) { return table_.entries[static_cast<std::size_t>(ticket)].pts; };
    std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return pts(a) < pts(b); });
    const auto doubled =
        std::adjacent_find(order.begin(), order.end(), [&](auto a, auto b) { return pts(a) == pts(b); });
    if (doubled != order.end()) return false;
  }
  if (counted_ > static_cast<std::int64_t>(order.size()) ||
      !std::equal(tickets_.begin(), tickets_.begin() + counted_, order.begin())) {
    refuted_ = true;
    return false;
  }
  truncate(counted_);
  indices_.resize(table_.entries.size(), -1);
  tickets_.reserve(order.size());
  for (std::size_t i = static_cast<std::size_t>(counted_); i < order.size(); ++i) append(order[i]);
  complete_ = true;
  return true;
}

std::optional<std::int32_t> FrameIndex::ticket(std::int64_t index) const {
  if (index < 0 || index >= size()) return std::nullopt;
  return tickets_[static_cast<std::size_t>(index)];
}

std::optional<std::int64_t> FrameIndex::index_of(std::int32_t ticket) const {
  if (ambiguous_ || ticket < 0 || static_cast<std::size_t>(ticket) >= indices_.size()) return std::nullopt;
  const std::int32_t index = indices_[static_cast<std::size_t>(ticket)];
  if (index < 0) return std::nullopt;
  return index;
}

void FrameIndex::learn(std::int64_t index, std::int32_t ticket) {
  if (index < size() && tickets_[static_cast<std::size_t>(index)] != ticket) {
    truncate(index);
    refuted_ = true;
  }
  if (index == size() && complete_) {  // one more than predicted
    complete_ = false;
    refuted_ = true;
  }
  if (index == size()) append(ticket);
  counted_ = std::max(counted_, index + 1);
}

void FrameIndex::learn_end(std::int64_t count) {
  if (count < size()) {
    truncate(count);
    refuted_ = true;
  }
  complete_ = ended_ = count == size();
}

void FrameIndex::distrust() {
  refuted_ = true;
  if (!ended_) truncate(counted_);
}

std::int32_t FrameIndex::start_for(std::int64_t index) const {
  const auto wanted = ticket(index);
  if (!wanted || ambiguous_) return 0;
  for (std::int32_t start = *wanted; start > 0; --start) {
    if (!table_.entries[static_cast<std::size_t>(start)].safe_start) continue;
    // A frame that is shown before the start picture but comes after it in the file leads it: it may refer to
    // what lies before, so that an earlier start is due.
    const auto first = index_of(start);
    if (first && *first <= index) return start;
  }
  return 0;
}

std::optional<std::int64_t> FrameIndex::pts(std::int64_t index) const {
  const auto packet = ticket(index);
  if (!packet || static_cast<std::size_t>(*packet) >= table_.entries.size()) return std::nullopt;
  const PacketEntry& entry = table_.entries[static_cast<std::size_t>(*packet)];
  if (entry.pts != AV_NOPTS_VALUE) return entry.pts;
  if (!table_.reorders) return ticks_or_nothing(entry.dts);
  if (index >= static_cast<std::int64_t>(table_.entries.size())) return std::nullopt;
  return ticks_or_nothing(table_.entries[static_cast<std::size_t>(index)].dts);
}

}  // namespace spoor
