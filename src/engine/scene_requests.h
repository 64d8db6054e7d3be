#pragma once
/// Following, registering and averaging: what is asked of an exhibit's frames besides passes.

#include "engine/frame_view.h"
#include "engine/session.h"

namespace spoor {

/// Longest track that is asked for at once.
inline constexpr std::int64_t kMostTracked = 100'000;

/// As Session::track. Backwards, frames are read forwards in portions, since that is how they are decoded.
Result<Track> tracked(FrameView& frames, const TrackRequest& request, const Job& job);

/// As Session::registration.
Result<FeatureFit> registered(FrameView& left, FrameView& right, const RegistrationRequest& request, const Job& job);

/// As Session::average. `still`: as of colour_assumption.
Result<AveragedFrame> averaged(FrameView& frames, std::int64_t middle, int count, bool still, const Job& job);

}  // namespace spoor
