#pragma once
/// Three numbers: a place (metres), a direction or a linear colour.

#include <cmath>

namespace spoor::samples {

struct Vec {
  double x = 0, y = 0, z = 0;

  friend Vec operator+(Vec a, Vec b) { return {a.x + b.x, a.y + b.y, a.z + b.z}; }
  friend Vec operator-(Vec a, Vec b) { return {a.x - b.x, a.y - b.y, a.z - b.z}; }
  friend Vec operator*(Vec a, double s) { return {a.x * s, a.y * s, a.z * s}; }
  friend Vec operator*(Vec a, Vec b) { return {a.x * b.x, a.y * b.y, a.z * b.z}; }
};

inline double dot(Vec a, Vec b) { return a.x * b.x + a.y * b.y + a.z * b.z; }
inline double length(Vec a) { return std::sqrt(dot(a, a)); }
inline Vec unit(Vec a) { return a * (1 / length(a)); }
inline Vec cross(Vec a, Vec b) { return {a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x}; }
inline Vec blend(Vec a, Vec b, double t) { return a + (b - a) * t; }

/// `v` turned by `angle_rad` about the vertical axis, counter-clockwise seen from above.
inline Vec turned(Vec v, double angle_rad) {
  const double c = std::cos(angle_rad), s = std::sin(angle_rad);
  return {c * v.x - s * v.y, s * v.x + c * v.y, v.z};
}

/// 0 below `low`, 1 above `high`, smooth between.
inline double smooth_step(double low, double high, double x) {
  const double t = std::fmin(1.0, std::fmax(0.0, (x - low) / (high - low)));
  return t * t * (3 - 2 * t);
}

}  // namespace spoor::samples
