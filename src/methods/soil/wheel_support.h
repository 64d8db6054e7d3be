#pragma once
/// How wheels stand on, hang above or bridge the ground, from places in metres.

#include <opencv2/core.hpp>

#include <array>
#include <optional>
#include <utility>

namespace spoor {

enum WheelPlace { kFrontLeft, kFrontRight, kRearLeft, kRearRight };

/// Lowest point of a tyre: to the right, ahead (any horizontal axes) and above the ground plane, m.
using WheelPoints = std::array<std::optional<cv::Vec3d>, 4>;

/// Angles of the plane through three or four wheels against the ground's, degrees: nose up and right side down
/// positive. Four wheels: least squares; `twist_m` is how far each stands off that plane (0 of three).
struct WheelAttitude {
  double pitch_deg = 0, roll_deg = 0, twist_m = 0;
  cv::Vec2d ahead{0, 1};  ///< the vehicle's long axis on the ground, rear to front, of length 1
};

/// Nothing below three wheels, or where they lie on one line.
/// Axes: across from left to right is square to the axis ahead; a wheel at (x, y, z) obeys
/// z = z0 + tan(pitch) ahead - tan(roll) across.
std::optional<WheelAttitude> wheel_attitude(const WheelPoints& wheels);

/// A straight edge on the ground through two points, m.
using GroundEdge = std::pair<cv::Vec2d, cv::Vec2d>;

/// Where a ditch with two edges crosses the long axis of a vehicle, m ahead of its rear axle: near and far.
struct DitchCrossing {
  double near_m = 0, far_m = 0;
};

/// Nothing where the axles are not given by two wheels or more of one side, or an edge runs along the axis.
std::optional<DitchCrossing> ditch_crossing(const WheelPoints& wheels, const GroundEdge& one, const GroundEdge& other);

/// How deep a rigid wheel drops into a gap between two level edges, m: D/2 - sqrt(D^2/4 - w^2/4). Nothing from
/// w = D on: nothing holds it.
std::optional<double> drop_into_gap_m(double diameter_m, double gap_m);

}  // namespace spoor
