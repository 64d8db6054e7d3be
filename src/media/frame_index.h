#pragma once
/// Which packet gives which frame of presentation order, and where decoding may begin to reach it.

#include "media/packet_reader.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace spoor {

/// First predicted from the packets' times, then held against what a decode from the beginning really gives: such
/// a decode is the truth, and what contradicts it is dropped. 8 bytes a frame beside the table's 40.
class FrameIndex {
 public:
  explicit FrameIndex(const PacketTable& table) : table_(table) {}

  /// Foretells the order from the complete table. False where times are missing or doubled, or where packets are
  /// not one picture each: then frames are known only as far as they were counted from the beginning.
  bool predict();

  /// Frames known so far; all of them once `complete`.
  std::int64_t size() const { return static_cast<std::int64_t>(tickets_.size()); }
  bool complete() const { return complete_; }

  std::optional<std::int32_t> ticket(std::int64_t index) const;
  std::optional<std::int64_t> index_of(std::int32_t ticket) const;

  /// A decode from the beginning gave the packet `ticket` as frame `index`.
  void learn(std::int64_t index, std::int32_t ticket);

  /// A decode from the beginning ended after `count` frames.
  void learn_end(std::int64_t count);

  /// What was predicted proved wrong somewhere: keeps only what was counted.
  void distrust();

  /// The last packet from which on decoding gives frame `index` exactly; 0: the beginning of the stream.
  std::int32_t start_for(std::int64_t index) const;

  /// Time of a frame in ticks: its packet's presentation time. Where the container gives decoding times only
  /// (AVI), the frames take these in order, which is exact for a constant rate.
  std::optional<std::int64_t> pts(std::int64_t index) const;

 private:
  void truncate(std::int64_t count);
  void append(std::int32_t ticket);

  const PacketTable& table_;
  std::vector<std::int32_t> tickets_;  ///< of each frame
  std::vector<std::int32_t> indices_;  ///< of each packet, -1: gives no frame that is known
  std::int64_t counted_ = 0;           ///< frames that a decode from the beginning confirmed
  bool complete_ = false;
  bool ended_ = false;      ///< a decode from the beginning confirmed all of them
  bool refuted_ = false;    ///< a prediction failed: no second one
  bool ambiguous_ = false;  ///< one packet gave several frames: packets say nothing about positions
};

}  // namespace spoor
