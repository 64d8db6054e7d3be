#pragma once
/// Marked shadows freed of the lens's distortion.

#include "methods/projective/lens.h"
#include "methods/shadow/shadow_marks.h"

namespace spoor {

/// The mark where it would have been made without distortion. Its deviations grow by what the lens is uncertain by in
/// the direction that the mark states (an error that shifts all its points alike turns nothing), and with the
/// distances that undistorting stretches.
ShadowMark undistorted(const ShadowMark& mark, const LensEstimate& lens);

}  // namespace spoor
