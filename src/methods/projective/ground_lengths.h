#pragma once
/// Heights, lengths and places on level ground, seen by a known or a fitted camera.

#include "methods/projective/ground_camera.h"

#include <optional>
#include <vector>

namespace spoor {

/// In metres (camera heights without scale). Nothing on and above the horizon.
std::optional<double> length_of(const GroundCamera& camera, const MarkedLength& mark);

/// To the right and ahead of the point below the camera, in metres (camera heights without scale).
std::optional<cv::Vec2d> ground_place(const GroundCamera& camera, const PicturePoint& seen);

/// With the uncertainty of camera, clicks, lean and the ground's relief (camera heights).
std::optional<Estimate> length_with_sigma(const CameraFit& fit, const MarkedLength& mark, double relief);

/// Of the fitted rectangle: its length, its width.
std::optional<Estimate> sides_with_sigma(const CameraFit& fit, std::size_t rectangle);

/// The horizon as the lens shows it, from the left to the right edge of a picture of this width; empty where it is
/// nearly upright.
std::vector<PicturePoint> horizon_in_picture(const GroundCamera& camera, double width);

}  // namespace spoor
