#pragma once
/// Whether lengths known of several objects agree with one scale, and what the others say of each.

#include "methods/projective/ground_camera.h"

#include <optional>

namespace spoor {

std::size_t known_lengths(const SceneMarks& marks);

struct LengthAgreement {
  double chi_square = 0;  ///< that the known lengths add to all other marks
  int degrees_of_freedom = 0;
  double p = 1;  ///< how often honest marks and lengths disagree as much
};

/// The known lengths (and the camera's height, where it is known) against one scale: the squared deviations of `fit`
/// less those of the same marks without any known length; one degree of freedom less than known lengths. Nothing below
/// two, or where the other marks alone leave the horizon open (then CameraFit::p holds all that can be examined).
std::optional<LengthAgreement> length_agreement(const SceneMarks& marks, const CameraPrior& prior, const CameraFit& fit,
                                                const Job& job = {});

/// marks.lengths[i] as measured by all other marks: without its own known length, where it has one. Nothing where the
/// others give no scale, or it lies beyond the horizon.
std::optional<Estimate> length_by_others(const SceneMarks& marks, const CameraPrior& prior, const CameraFit& fit,
                                         std::size_t i, const Job& job = {});

/// The same of a side of marks.rectangles[i].
enum class Side { kLength, kWidth };
std::optional<Estimate> side_by_others(const SceneMarks& marks, const CameraPrior& prior, const CameraFit& fit,
                                       std::size_t i, Side side, const Job& job = {});

}  // namespace spoor
