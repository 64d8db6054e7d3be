#include "methods/ground/standing_vehicle.h"

#include <cmath>
#include <utility>

namespace spoor {
namespace {

using Pairs = std::vector<std::pair<cv::Point2d, cv::Point2d>>;  // in the vehicle's own frame, on the ground

std::array<cv::Point2d, 4> own_outline(const VehicleSize& size) {
  const double rear = -(size.length - size.wheelbase) / 2, front = rear + size.length, side = size.width / 2;
  return {cv::Point2d(-side, front), {side, front}, {side, rear}, {-side, rear}};
}

// The rotation and shift of least squares.
StandingVehicle laid_on(const Pairs& pairs, const VehicleSize& size) {
  const double count = static_cast<double>(pairs.size());
  cv::Point2d own(0, 0), ground(0, 0);
  for (const auto& [o, g] : pairs) own += o / count, ground += g / count;
  double along = 0, across = 0;
  for (const auto& [o, g] : pairs) {
    const cv::Point2d a = o - own, b = g - ground;
    along += a.dot(b), across += a.cross(b);
  }
  StandingVehicle vehicle;
  vehicle.size = size;
  vehicle.points = static_cast<int>(pairs.size());
  vehicle.pose.bearing_rad = -std::atan2(across, along);  // bearings are clockwise
  vehicle.pose.origin = ground - vehicle.pose.ground_from_own(own);
  double squares = 0;
  for (const auto& [o, g] : pairs) {
    const cv::Point2d d = vehicle.pose.ground_from_own(o) - g;
    squares += d.dot(d);
  }
  vehicle.off_m = std::sqrt(squares / count);
  return vehicle;
}

}  // namespace

std::array<cv::Point2d, 4> StandingVehicle::outline() const {
  std::array<cv::Point2d, 4> corners = own_outline(size);
  for (cv::Point2d& corner : corners) corner = pose.ground_from_own(corner);
  return corners;
}

std::optional<StandingVehicle> standing_vehicle(const WheelContacts& seen, const std::vector<cv::Point2d>& outline,
                                                const VehicleSize& size) {
  Pairs contacts;
  const auto add = [&](const std::optional<cv::Point2d>& at, double x, double y) {
    if (at) contacts.emplace_back(cv::Point2d(x, y), *at);
  };
  add(seen.front_left, -size.track / 2, size.wheelbase);
  add(seen.front_right, size.track / 2, size.wheelbase);
  add(seen.rear_left, -size.track / 2, 0);
  add(seen.rear_right, size.track / 2, 0);
  const auto own = own_outline(size);
  if (outline.size() != own.size()) {
    if (contacts.size() < 2) return std::nullopt;
    return laid_on(contacts, size);
  }
  std::optional<StandingVehicle> best;
  for (std::size_t from = 0; from < own.size(); ++from) {
    for (const bool backwards : {false, true}) {
      Pairs pairs = contacts;
      for (std::size_t i = 0; i < own.size(); ++i)
        pairs.emplace_back(own[i], outline[backwards ? (from + own.size() - i) % own.size() : (from + i) % own.size()]);
      const StandingVehicle vehicle = laid_on(pairs, size);
      if (!best || vehicle.off_m < best->off_m - 1e-9) best = vehicle;
    }
  }
  return best;
}

}  // namespace spoor
