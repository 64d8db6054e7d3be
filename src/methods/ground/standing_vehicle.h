#pragma once
/// Where a wheeled vehicle stands on the ground, from the contact points of its wheels.

#include "methods/ground/ground_frame.h"

#include <array>
#include <optional>
#include <vector>

namespace spoor {

/// Lengths in metres. The defaults are those of an HMMWV of the M998 family (length 4.57, width 2.16, height 1.83,
/// wheelbase 3.30, track 1.82, tyres 37x12.5: 0.32 wide), with equal overhangs.
struct VehicleSize {
  double wheelbase = 3.30, track = 1.82, tyre_width = 0.32;
  double length = 4.57, width = 2.16, height = 1.83;
};

/// Contact points by place; those that are not seen are left out.
struct WheelContacts {
  std::optional<cv::Point2d> front_left, front_right, rear_left, rear_right;  ///< ground frame, m
};

struct StandingVehicle {
  GroundPose pose;   ///< origin in the middle of the rear axle, y towards the front axle
  double off_m = 0;  ///< root mean square distance of contacts and corners from those of `size`
  int points = 0;    ///< contacts and corners
  VehicleSize size;
  /// Corners of the body's outline on the ground: front left, front right, rear right, rear left (ground frame).
  std::array<cv::Point2d, 4> outline() const;
};

/// Least squares of a vehicle of this size to its contacts and to the corners of its outline (four in order, from any
/// corner, either way round; none: not marked). Without contacts it is not known which end is the front. Nothing for
/// fewer than two contacts and no outline.
std::optional<StandingVehicle> standing_vehicle(const WheelContacts& contacts, const std::vector<cv::Point2d>& outline,
                                                const VehicleSize& size);

}  // namespace spoor
