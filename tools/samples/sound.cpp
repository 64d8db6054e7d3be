#include "sound.h"

#include "clip_file.h"
#include "random.h"

#include <cmath>
#include <numbers>

namespace spoor::samples {

double hum_phase(const Hum& hum, double time_s) {
  const double swing = 2 * std::numbers::pi / hum.wander_period_s;
  // The integral of 2 pi (nominal + wander sin(swing t)).
  return 2 * std::numbers::pi * (hum.nominal_hz * time_s + hum.wander_hz * (1 - std::cos(swing * time_s)) / swing);
}

std::vector<float> hum_and_wind(const Hum& hum, std::size_t count, std::uint64_t seed) {
  std::vector<float> sound(count);
  double slow = 0, gust = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const double phase = hum_phase(hum, static_cast<double>(i) / kSamplesPerSecond);
    const double white = static_cast<double>(gaussian(seed, i));
    slow += 0.02 * (white - slow);
    gust += 0.3 * (slow - gust);
    const double tone = std::sin(phase) + 0.5 * std::sin(2 * phase + 0.7) + 0.25 * std::sin(3 * phase + 1.9);
    sound[i] = static_cast<float>(hum.level * tone + 0.12 * gust + 0.002 * white);
  }
  return sound;
}

}  // namespace spoor::samples
