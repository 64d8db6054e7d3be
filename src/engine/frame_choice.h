#pragma once
/// Which frames of an exhibit a pass is shown.

#include "analysis/pass.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace spoor {

/// What is known of an exhibit's frames before any is decoded.
struct ClipShape {
  bool still = false;
  std::optional<std::int64_t> count;              ///< exact
  std::int64_t estimate = 0;                      ///< of the count, where it is not known; 0: none
  std::optional<std::vector<std::int64_t>> keys;  ///< indices of all key frames, sorted; only with an exact count
};

/// The key frames that `trace` announces, as indices of presentation order; nothing where packets and frames
/// cannot be matched one to one.
std::optional<std::vector<std::int64_t>> key_frames(const CodecTrace& trace, std::int64_t frame_count);

struct FrameWish {
  enum class Kind {
    kNone,
    kList,   ///< exactly these
    kRange,  ///< all of a range
    kKeys,   ///< frames of a range that turn out to be key frames, or its first frame where there are none
  };
  Kind kind = Kind::kNone;
  std::vector<std::int64_t> list;  ///< sorted
  FrameRange range;
};

/// The frames that a pass with `needs` is shown when it is asked about `range`. Sampling spreads over the part of
/// the range that exists: one frame of each of equal stretches, its first key frame or else its middle.
FrameWish frame_wish(const Needs& needs, const FrameRange& range, const ClipShape& shape);

/// A wish for exactly these frames, sorted and without doublets.
FrameWish list_wish(std::vector<std::int64_t> frames);

/// Whether jumping to each frame of the sorted list `frames` decodes fewer frames than decoding up to the last of
/// them in sequence. Always false where the key frames are not known.
bool jumping_pays(const std::vector<std::int64_t>& frames, const ClipShape& shape);

}  // namespace spoor
