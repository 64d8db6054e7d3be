#pragma once
/// The frames that several readers wish for, each decoded once and given in presentation order.

#include "engine/frame_choice.h"
#include "engine/session.h"
#include "media/frame_reader.h"

#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <vector>

namespace spoor {

/// Not thread-safe, except for content().
class FramePicker {
 public:
  /// `frames` outlives the picker, stands at frame 0, and is used by nobody else meanwhile.
  FramePicker(FrameReader& frames, std::vector<FrameWish> wishes, const ClipShape& shape);

  struct Picked {
    Frame frame;
    std::vector<std::size_t> readers;  ///< indices of the wishes that this frame meets, ascending; never empty
  };

  /// The next frame that somebody wishes for; nothing when every wish is met. A key wish that met no key frame gets
  /// its range's first frame at the very end.
  ///
  /// `before_each` is called before every decoding step with the frames done and in all (0: unknown); it may throw.
  Result<std::optional<Picked>> next(const std::function<void(std::int64_t done, std::int64_t total)>& before_each);

  /// What was decoded so far; no frames where they are fetched by index. Without `access`.
  DecodedClip decoded() const { return decoded_; }

  /// Reader `index` wants no more frames. Thread-safe, also while next() runs.
  void content(std::size_t index) { active_[index] = false; }

 private:
  void plan_jumps(const ClipShape& shape);
  bool anything_wanted() const;
  Result<std::optional<Frame>> decode();
  std::vector<std::size_t> readers_of(const Frame& frame);
  std::optional<Picked> held_back();

  FrameReader& frames_;
  std::vector<FrameWish> wishes_;
  std::unique_ptr<std::atomic<bool>[]> active_;
  std::map<std::size_t, Frame> first_seen_;  ///< of each key wish without a key frame so far
  std::vector<std::int64_t> jumps_;          ///< frames to fetch by index; empty: decode in sequence
  std::size_t next_jump_ = 0;
  std::int64_t position_ = 0;  ///< index of the frame that decoding in sequence gives next
  std::int64_t done_ = 0, total_ = 0;
  DecodedClip decoded_;
  bool ended_ = false;
};

}  // namespace spoor
