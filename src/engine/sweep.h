#pragma once
/// Several readers fed from one decoding of an exhibit, decoding and reading overlapped.

#include "analysis/derived.h"
#include "engine/frame_choice.h"
#include "engine/session.h"

#include <functional>
#include <vector>

namespace spoor {

/// One reader of a sweep.
struct SweepReader {
  FrameWish wish;
  std::vector<DerivedKind> derived;  ///< intermediates that `look` may ask for

  /// Shown each frame wished for, in presentation order and never two at once; other readers may be looking at
  /// the same frame meanwhile. False: it wants no more frames. Must not throw.
  std::function<bool(const FrameContext&)> look;
};

/// At most this many frames are alive in a sweep, besides those that the frame reader and key wishes hold.
inline constexpr std::size_t kSweepFrames = 4;

/// Decodes what the readers wish for, once, and shows it to them. Returns early when no reader wants more. Gives what
/// was decoded; no frames where they were fetched by index.
///
/// `job` is told of every frame decoded, from one thread at a time. Throws Cancelled once it says so, within the
/// frame in work, when no reader is being shown anything any more.
/// Errors: what the frame reader could not read; frames before it have been shown.
Result<DecodedClip> sweep(FrameReader& frames, const ClipShape& shape, const std::vector<SweepReader>& readers,
                          const Job& job);

}  // namespace spoor
