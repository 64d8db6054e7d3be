#include "random.h"

#include <algorithm>
#include <cmath>

namespace spoor::samples {
namespace {

double fade(double t) { return t * t * t * (t * (t * 6 - 15) + 10); }

double mix(double a, double b, double t) { return a + (b - a) * t; }

// Dot product of (dx, dy) with the lattice point's gradient, one of eight directions.
double slope(std::uint64_t seed, std::int64_t x, std::int64_t y, double dx, double dy) {
  const auto direction = static_cast<int>(lattice(seed, x, y) * 8);
  constexpr double kDiagonal = 0.70710678118654752;
  switch (direction) {
    case 0:
      return dx;
    case 1:
      return -dx;
    case 2:
      return dy;
    case 3:
      return -dy;
    case 4:
      return (dx + dy) * kDiagonal;
    case 5:
      return (dx - dy) * kDiagonal;
    case 6:
      return (dy - dx) * kDiagonal;
    default:
      return -(dx + dy) * kDiagonal;
  }
}

}  // namespace

float gaussian(std::uint64_t seed, std::uint64_t index) {
  const std::uint64_t bits = mixed(seed, index);
  // Half a step away from zero, so that the logarithm exists.
  const float u = (static_cast<float>(bits >> 40) + 0.5F) * 0x1p-24F;
  const float v = static_cast<float>(bits & 0xFFFFFFU) * 0x1p-24F;
  return std::sqrt(-2 * std::log(u)) * std::cos(2 * std::numbers::pi_v<float> * v);
}

float gradient_noise(std::uint64_t seed, double x, double y) {
  const double fx = std::floor(x), fy = std::floor(y);
  const auto ix = static_cast<std::int64_t>(fx), iy = static_cast<std::int64_t>(fy);
  const double dx = x - fx, dy = y - fy, u = fade(dx), v = fade(dy);
  const double top = mix(slope(seed, ix, iy, dx, dy), slope(seed, ix + 1, iy, dx - 1, dy), u);
  const double bottom = mix(slope(seed, ix, iy + 1, dx, dy - 1), slope(seed, ix + 1, iy + 1, dx - 1, dy - 1), u);
  return static_cast<float>(mix(top, bottom, v) * 1.4);
}

float value_noise(std::uint64_t seed, double x, double y, double z) {
  const double fx = std::floor(x), fy = std::floor(y), fz = std::floor(z);
  const auto ix = static_cast<std::int64_t>(fx), iy = static_cast<std::int64_t>(fy);
  const auto iz = static_cast<std::int64_t>(fz);
  const double u = fade(x - fx), v = fade(y - fy), w = fade(z - fz);
  const auto row = [&](int j, int k) {
    return mix(lattice(seed, ix, iy + j, iz + k), lattice(seed, ix + 1, iy + j, iz + k), u);
  };
  return static_cast<float>(mix(mix(row(0, 0), row(1, 0), v), mix(row(0, 1), row(1, 1), v), w));
}

float fractal_noise(std::uint64_t seed, double x, double y, double wavelength, int octaves, double gain,
                    double footprint) {
  double sum = 0, amplitude = 1;
  for (int octave = 0; octave < octaves; ++octave) {
    const double visible = footprint > 0 ? std::clamp(wavelength / (2 * footprint) - 0.5, 0.0, 1.0) : 1.0;
    if (visible <= 0) break;
    const std::uint64_t own = seed + static_cast<std::uint64_t>(octave) * 0x51ED27ULL;
    sum += amplitude * visible * gradient_noise(own, x / wavelength, y / wavelength);
    amplitude *= gain;
    wavelength /= 2;
  }
  return static_cast<float>(sum);
}

}  // namespace spoor::samples
