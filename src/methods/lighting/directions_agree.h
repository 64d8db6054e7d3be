#pragma once
/// Whether directions of light measured on several objects are one direction.

#include <span>
#include <vector>

namespace spoor {

struct MeasuredDirection {
  double degrees = 0;
  double sigma_deg = 1;  ///< > 0
};

struct DirectionAgreement {
  double degrees = 0;    ///< the direction that fits best, 0..360
  double sigma_deg = 0;  ///< of it, if there is one
  double chi_square = 0;
  int degrees_of_freedom = 0;
  double p = 1;  ///< chance that directions of one light differ at least as much: the tail of chi-square
  /// By which all deviations would have to grow for `p` to be 0.05; below 1 where it is larger already.
  double factor = 0;
  /// Of each: how many deviations it lies from what the others say, with the sign of its turn; 0 where it is alone.
  std::vector<double> from_others;
};

/// Weighted least squares on the circle: the sum of (turn / sigma)^2 is smallest. Empty input: all zero, p 1.
DirectionAgreement agreement_of_directions(std::span<const MeasuredDirection> directions);

}  // namespace spoor
