#pragma once
/// A worker's answers made into values on the trusted side, with everything checked that they claim.

#include "engine/protocol.h"
#include "engine/session.h"
#include "engine/shm_frames.h"
#include "engine/structures_codec.h"

#include <vector>

namespace spoor {

/// A head and private copies of its matrices.
struct Samples {
  nlohmann::json head;
  std::vector<cv::Mat> matrices;
};

/// Errors: kCorrupt. Takes the samples out of `slot`.
Result<Samples> samples_of(const nlohmann::json& document, const SharedSlot& slot);

// Errors of all: kCorrupt where head and samples do not belong together.
Result<Frame> frame_of(Samples samples);
Result<ReducedPicture> picture_of(Samples samples);
Result<SoundSpan> sound_of(Samples samples);
Result<Map> map_of(Samples samples);

/// The planes come as they lie in the message: three of 16 bits.
Result<AveragedFrame> average_of(const Parts& parts);

}  // namespace spoor
