#pragma once
/// Random numbers that are the same on every machine, for Monte Carlo runs that a reader can repeat.

#include <cstdint>

namespace spoor {

/// SplitMix64 (Steele, Lea, Flood 2014) and the polar method: a seed names one sequence, whatever the library.
class SeededNoise {
 public:
  explicit SeededNoise(std::uint64_t seed) : state_(seed) {}

  std::uint64_t bits();
  double uniform();  ///< [0, 1)
  double uniform(double low, double high) { return low + (high - low) * uniform(); }
  double normal();  ///< mean 0, standard deviation 1

 private:
  std::uint64_t state_;
  double spare_ = 0;
  bool has_spare_ = false;
};

}  // namespace spoor
