#pragma once
/// The equations of fitted_camera: what each mark says of a camera, and by what deviation.

#include "methods/projective/ground_camera.h"

#include <string>
#include <vector>

namespace spoor {

/// Differences between marks and what `camera` would show of them, in a fixed order, of which the last three of each
/// vehicle are what is said of it beforehand; nothing where a mark of the ground lies above its horizon.
std::optional<std::vector<double>> camera_differences(const GroundCamera& camera, const SceneMarks& marks,
                                                      const CameraPrior& prior);

/// Their standard deviations, in the same order.
std::optional<std::vector<double>> camera_deviations(const GroundCamera& camera, const SceneMarks& marks,
                                                     const CameraPrior& prior);

/// Whose they are, in the same order.
std::vector<std::string> camera_row_names(const SceneMarks& marks, const CameraPrior& prior);

/// Whether anything is known in metres.
bool has_scale(const SceneMarks& marks, const CameraPrior& prior);

}  // namespace spoor
