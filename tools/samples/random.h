#pragma once
/// Random numbers that are functions of a seed and a place: any pixel's value can be asked for by itself, in any
/// order and on any thread, and is the same on every machine.

#include <cstdint>
#include <numbers>

namespace spoor::samples {

/// Finaliser of SplitMix64 (Steele, Lea, Flood 2014).
constexpr std::uint64_t mixed(std::uint64_t x) {
  x += 0x9E3779B97F4A7C15ULL;
  x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9ULL;
  x = (x ^ (x >> 27)) * 0x94D049BB133111EBULL;
  return x ^ (x >> 31);
}

constexpr std::uint64_t mixed(std::uint64_t seed, std::uint64_t index) { return mixed(mixed(seed) ^ index); }

/// Uniform in [0, 1), 24 bits.
constexpr float uniform(std::uint64_t bits) { return static_cast<float>(bits >> 40) * 0x1p-24F; }

/// Uniform in [0, 1) at lattice point (x, y, z).
constexpr float lattice(std::uint64_t seed, std::int64_t x, std::int64_t y, std::int64_t z = 0) {
  const auto ux = static_cast<std::uint64_t>(x) * 0x8CB92BA72F3D8DD7ULL;
  const auto uy = static_cast<std::uint64_t>(y) * 0xD6E8FEB86659FD93ULL;
  const auto uz = static_cast<std::uint64_t>(z) * 0xA0761D6478BD642FULL;
  return uniform(mixed(seed ^ ux ^ uy ^ uz));
}

/// Standard normal value number `index` of the sequence `seed` (Box and Muller 1958).
float gaussian(std::uint64_t seed, std::uint64_t index);

/// Smooth noise with zero mean, about -1..1, features about one unit wide (Perlin 2002).
float gradient_noise(std::uint64_t seed, double x, double y);

/// Smooth noise in three dimensions, 0..1, features about one unit wide.
float value_noise(std::uint64_t seed, double x, double y, double z);

/// Sum of `octaves` gradient noises, the first with features `wavelength` wide, each next half as wide and
/// `gain` as strong. An octave finer than twice `footprint` (the width that one sample stands for) is faded out
/// instead of being aliased.
float fractal_noise(std::uint64_t seed, double x, double y, double wavelength, int octaves, double gain,
                    double footprint = 0);

}  // namespace spoor::samples
