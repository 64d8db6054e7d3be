#pragma once
/// What a camera over level ground lets one say, in words: whether marks and known lengths agree, and what was
/// measured.

#include "analysis/ground_tables.h"

#include <optional>
#include <string>
#include <vector>

namespace spoor {

/// "marks": whether one camera over one plane shows them all; neutral, or inconclusive with its innocent causes.
Observation marks_observation(const CameraFit& fit);

/// "known_lengths": whether one scale holds for all, and which the others contradict most.
Observation known_lengths_observation(const LengthAgreement& found, const std::vector<Sized>& sizes,
                                      const std::string& unit);

/// "sizes": the first five heights and lengths that were not known; nothing where there is none.
std::optional<Observation> sizes_observation(const std::vector<Sized>& sizes, const std::string& unit);

}  // namespace spoor
