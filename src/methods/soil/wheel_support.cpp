#include "methods/soil/wheel_support.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace spoor {
namespace {

cv::Vec2d on_ground(const cv::Vec3d& p) { return {p[0], p[1]}; }

// From rear to front along the sides that have both wheels; else square to the axle that has both.
std::optional<cv::Vec2d> axis_ahead(const WheelPoints& w) {
  cv::Vec2d ahead(0, 0);
  if (w[kFrontLeft] && w[kRearLeft]) ahead += on_ground(*w[kFrontLeft] - *w[kRearLeft]);
  if (w[kFrontRight] && w[kRearRight]) ahead += on_ground(*w[kFrontRight] - *w[kRearRight]);
  const double length = cv::norm(ahead);
  if (length < 1e-6) return std::nullopt;
  return ahead / length;
}

double cross(const cv::Vec2d& a, const cv::Vec2d& b) { return a[0] * b[1] - a[1] * b[0]; }

}  // namespace

std::optional<WheelAttitude> wheel_attitude(const WheelPoints& wheels) {
  const auto ahead = axis_ahead(wheels);
  const auto count = std::count_if(wheels.begin(), wheels.end(), [](auto& w) { return w.has_value(); });
  if (!ahead || count < 3) return std::nullopt;
  const cv::Vec2d across((*ahead)[1], -(*ahead)[0]);
  cv::Mat a(static_cast<int>(count), 3, CV_64F), z(static_cast<int>(count), 1, CV_64F), x;
  cv::Vec2d middle(0, 0);
  for (const auto& w : wheels) {
    if (w) middle += on_ground(*w) / static_cast<double>(count);
  }
  int row = 0;
  for (const auto& w : wheels) {
    if (!w) continue;
    const cv::Vec2d p = on_ground(*w) - middle;
    a.at<double>(row, 0) = 1;
    a.at<double>(row, 1) = p.dot(*ahead);
    a.at<double>(row, 2) = p.dot(across);
    z.at<double>(row++, 0) = (*w)[2];
  }
  const cv::Mat normal = a.t() * a;
  const double scale = cv::trace(normal)[0] / 3;
  if (!(cv::determinant(normal) > 1e-9 * scale * scale * scale)) return std::nullopt;
  if (!cv::solve(normal, a.t() * z, x, cv::DECOMP_CHOLESKY)) return std::nullopt;
  constexpr double kDegree = std::numbers::pi / 180;
  WheelAttitude found;
  found.ahead = *ahead;
  found.pitch_deg = std::atan(x.at<double>(1)) / kDegree;
  found.roll_deg = -std::atan(x.at<double>(2)) / kDegree;
  if (count == 4) found.twist_m = cv::norm(z - a * x) / 2;
  return found;
}

std::optional<DitchCrossing> ditch_crossing(const WheelPoints& wheels, const GroundEdge& one, const GroundEdge& other) {
  const auto ahead = axis_ahead(wheels);
  if (!ahead) return std::nullopt;
  const auto middle = [&](WheelPlace left, WheelPlace right) -> std::optional<cv::Vec2d> {
    if (!wheels[left] || !wheels[right]) return std::nullopt;
    return (on_ground(*wheels[left]) + on_ground(*wheels[right])) / 2;
  };
  // The long axis runs through the middle of an axle; with wheels of one side only, along that side.
  const auto rear = middle(kRearLeft, kRearRight), front = middle(kFrontLeft, kFrontRight);
  cv::Vec2d start;
  if (rear) {
    start = *rear;
  } else if (front) {
    const auto& side = wheels[kRearLeft] && wheels[kFrontLeft] ? std::pair{wheels[kRearLeft], wheels[kFrontLeft]}
                                                               : std::pair{wheels[kRearRight], wheels[kFrontRight]};
    start = *front - on_ground(*side.second - *side.first);
  } else {
    start = on_ground(wheels[kRearLeft] && wheels[kFrontLeft] ? *wheels[kRearLeft] : *wheels[kRearRight]);
  }
  const auto along = [&](const GroundEdge& edge) -> std::optional<double> {
    const cv::Vec2d d = edge.second - edge.first;
    const double turned = cross(*ahead, d);
    if (!(std::abs(turned) > 0.05 * cv::norm(d))) return std::nullopt;
    return cross(edge.first - start, d) / turned;
  };
  const auto a = along(one), b = along(other);
  if (!a || !b) return std::nullopt;
  return DitchCrossing{std::min(*a, *b), std::max(*a, *b)};
}

std::optional<double> drop_into_gap_m(double diameter_m, double gap_m) {
  if (!(gap_m < diameter_m)) return std::nullopt;
  const double w = std::max(gap_m, 0.0);
  return (diameter_m - std::sqrt(diameter_m * diameter_m - w * w)) / 2;
}

}  // namespace spoor
