#pragma once
/// Directions of a scene in the camera's frame, and where a search for its poses begins.

#include "methods/projective/ground_camera.h"

#include <optional>
#include <vector>

namespace spoor {

/// The level direction at `bearing` (radians) clockwise, seen from above, from the one ahead that is square to the
/// picture's rows; of length 1. Bearing 0 is ahead, a quarter turn is right.
cv::Vec3d level_direction(const View& view, double bearing);

/// What a line of this kind follows; `of` a level set or a vehicle.
cv::Vec3d direction_of(const GroundCamera& camera, const SceneMarks& marks, LineKind kind, std::size_t of);

/// Half the distance of a line's ends across the line from their middle to the direction's vanishing point.
struct Across {
  double off = 0;
  cv::Vec2d normal;
};
Across across(const View& view, const PicturePoint& p, const PicturePoint& q, const cv::Vec3d& direction);

/// Ground normals to begin a search with: what is known beforehand, what the marks give directly for this focal length,
/// then a fan of pitches.
std::vector<cv::Vec3d> first_normals(const SceneMarks& marks, const CameraPrior& prior, const Lens& lens, double f_px);

/// Free bearings, rectangles and vehicles as they would be seen by this view; nothing where a corner lies above the
/// horizon, or two corners of a rectangle are unseen.
std::optional<GroundCamera> with_poses(const SceneMarks& marks, GroundCamera camera);

/// Vehicles turned so that their lines run from rear to front and from left to right: the same lines, since a line has
/// no sense, and the same differences.
GroundCamera with_sense(const SceneMarks& marks, GroundCamera camera);

}  // namespace spoor
