#include "methods/shadow/shadow_marks.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace spoor {
namespace {

using std::numbers::pi;

double angle_to(const PicturePoint& from, const PicturePoint& to) { return std::atan2(to.y - from.y, to.x - from.x); }
double distance(const PicturePoint& p, const PicturePoint& q) { return std::hypot(q.x - p.x, q.y - p.y); }
double wrapped(double angle) { return std::remainder(angle, 2 * pi); }

PicturePoint turned(const PicturePoint& about, const PicturePoint& point, double angle) {
  const double c = std::cos(angle), s = std::sin(angle), dx = point.x - about.x, dy = point.y - about.y;
  return {about.x + c * dx - s * dy, about.y + s * dx + c * dy};
}

// Deviation of the direction from `mark.at` to `end`.
double direction_sigma(const ShadowMark& mark, const PicturePoint& end) {
  const double length = distance(mark.at, end);
  const double sigma = std::hypot(mark.sigma_at_px, mark.sigma_px);
  if (sigma == 0) return 0;
  return length > 0 ? sigma / length : pi;
}

struct Wedge {
  double from = 0, opening = 0;  ///< radians; anticlockwise where y points up, clockwise on the screen
};

Wedge wedge_of(const ShadowMark& mark, double widening) {
  double a = angle_to(mark.at, mark.first), b = angle_to(mark.at, mark.second);
  double sigma_a = direction_sigma(mark, mark.first), sigma_b = direction_sigma(mark, mark.second);
  double opening = wrapped(b - a);
  if (opening < 0) {
    std::swap(a, b);
    std::swap(sigma_a, sigma_b);
    opening = -opening;
  }
  return {a - widening * sigma_a, opening + widening * (sigma_a + sigma_b)};
}

// Points whose direction from `at` turns from `angle` by 0 to 180 degrees, in the coordinates of one side.
HalfPlane left_of(const PicturePoint& at, double angle, double sign, double margin) {
  const double a = -std::sin(angle), b = std::cos(angle);
  return {a, b, -sign * (a * at.x + b * at.y) + margin};
}

}  // namespace

std::vector<std::vector<HalfPlane>> constraints(const ShadowMark& mark, double widening, LightSide side) {
  const double sign = static_cast<double>(side);
  const double margin = side == LightSide::kBehind ? widening * mark.sigma_at_px : 0;
  if (mark.kind == ShadowMark::Kind::kCast) {
    const Wedge wedge = wedge_of(mark, widening);
    if (wedge.opening >= pi) return {{}};
    std::vector<HalfPlane> group{left_of(mark.at, wedge.from, sign, margin),
                                 left_of(mark.at, wedge.from + wedge.opening - pi, sign, margin)};
    // Closed to a ray, the two sides alone would leave the whole line.
    if (wedge.opening < 1e-9) group.push_back(left_of(mark.at, wedge.from + wedge.opening / 2 - pi / 2, sign, margin));
    return {std::move(group)};
  }
  // Half-planes turned either way together cover all that are turned less.
  const double lit = angle_to(mark.at, mark.first), turn = widening * direction_sigma(mark, mark.first);
  if (turn >= pi / 2) return {{}};
  std::vector<std::vector<HalfPlane>> groups{{left_of(mark.at, lit - turn - pi / 2, sign, margin)}};
  if (turn > 0) groups.push_back({left_of(mark.at, lit + turn - pi / 2, sign, margin)});
  return groups;
}

ShadowMark agreeing(const ShadowMark& mark, const PicturePoint& light, LightSide side) {
  const double sign = static_cast<double>(side);
  // From the shadow towards the light: beyond the object in front, away from the antisolar point behind.
  const double towards = std::atan2(light.y - sign * mark.at.y, light.x - sign * mark.at.x);
  double turn = 0;
  if (mark.kind == ShadowMark::Kind::kCast) {
    const Wedge wedge = wedge_of(mark, 0);
    const double middle = wedge.from + wedge.opening / 2, off = wrapped(towards - middle);
    turn = std::copysign(std::max(0.0, std::abs(off) - wedge.opening / 2), off);
  } else {
    const double off = wrapped(towards - angle_to(mark.at, mark.first));
    turn = std::copysign(std::max(0.0, std::abs(off) - pi / 2), off);
  }
  ShadowMark moved = mark;
  moved.first = turned(mark.at, mark.first, turn);
  moved.second = turned(mark.at, mark.second, turn);
  return moved;
}

ShadowMark clicked_again(const ShadowMark& mark, SeededNoise& noise) {
  ShadowMark again = mark;
  const auto move = [&](PicturePoint& p, double sigma) {
    p.x += sigma * noise.normal();
    p.y += sigma * noise.normal();
  };
  const bool one_object = mark.first == mark.second;
  move(again.at, mark.sigma_at_px);
  move(again.first, mark.sigma_px);
  if (one_object) {
    again.second = again.first;
  } else {
    move(again.second, mark.sigma_px);
  }
  return again;
}

std::vector<PicturePoint> wedge_outline(const ShadowMark& mark, double widening, double reach) {
  Wedge wedge;
  if (mark.kind == ShadowMark::Kind::kCast) {
    wedge = wedge_of(mark, widening);
  } else {
    const double turn = widening * direction_sigma(mark, mark.first);
    wedge = {angle_to(mark.at, mark.first) - pi / 2 - turn, pi + 2 * turn};
  }
  wedge.opening = std::min(wedge.opening, 2 * pi);
  const int steps = std::max(1, static_cast<int>(std::ceil(wedge.opening / (pi / 8))));
  std::vector<PicturePoint> outline{mark.at};
  for (int i = 0; i <= steps; ++i) {
    const double angle = wedge.from + wedge.opening * i / steps;
    outline.push_back({mark.at.x + reach * std::cos(angle), mark.at.y + reach * std::sin(angle)});
  }
  return outline;
}

}  // namespace spoor
