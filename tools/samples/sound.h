#pragma once
/// The sound of a clip: mains hum and wind.

#include <cstdint>
#include <vector>

namespace spoor::samples {

struct Hum {
  double nominal_hz = 50;
  double wander_hz = 0.02;  ///< amplitude of a slow swing about the nominal frequency
  double wander_period_s = 7;
  double level = 0.05;  ///< amplitude of the fundamental, 1 is full scale
};

/// Phase of the hum's fundamental at `time_s`, radians; 0 at time 0.
double hum_phase(const Hum& hum, double time_s);

/// `count` samples at 48 kHz: the hum with its second and third harmonic, and soft low noise.
std::vector<float> hum_and_wind(const Hum& hum, std::size_t count, std::uint64_t seed);

}  // namespace spoor::samples
