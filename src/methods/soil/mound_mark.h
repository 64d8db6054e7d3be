#pragma once
/// A mound of soil as it is marked in one picture: how high it stands, and how many pixels a height would take.

#include "evidence/region.h"
#include "methods/projective/ground_camera.h"

#include <optional>
#include <utility>
#include <vector>

namespace spoor {

/// Pixels that `height_m` spans at the ground point seen at `foot`; nothing above the horizon.
std::optional<double> rise_px(const GroundCamera& camera, const PicturePoint& foot, double height_m);

/// Height in m of a crest that stands behind its marked near foot, where the near side slopes at `repose_deg` (5..85):
/// seen from above, a crest farther back shows higher in the picture than it is. Nothing above the horizon, or where
/// the line of sight runs along the slope.
std::optional<double> crest_height_m(const GroundCamera& camera, const PicturePoint& foot, const PicturePoint& crest,
                                     double repose_deg);

/// Near foot and crest of a mark: of a line its lower and its upper end; of an outline, closed where it is open, the
/// highest span between two of its edges one above the other. Nothing where it has no height. y runs down.
std::optional<std::pair<PicturePoint, PicturePoint>> foot_and_crest(const std::vector<PicturePoint>& mark);

}  // namespace spoor
