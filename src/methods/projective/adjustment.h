#pragma once
/// Many uncertain clicks, a few unknowns, and conditions that tie them: what is most likely, and how well it is known.

#include <opencv2/core.hpp>

#include <functional>
#include <limits>
#include <optional>
#include <span>
#include <vector>

namespace spoor {

/// An unknown shared by all marks.
struct Unknown {
  double start = 0;
  std::optional<double> sigma{};                            ///< known beforehand to be `start` with this deviation
  double step = 1e-5;                                       ///< of the numerical derivative
  double stride = std::numeric_limits<double>::infinity();  ///< most that it moves in one round
};

/// One mark: numbers observed with independent normal errors, and conditions that are 0 for the true numbers and the
/// true unknowns. Conditions may be scaled at will.
struct Conditions {
  std::vector<double> observed, sigmas;  ///< same length, sigmas above 0
  using Misclosure = std::function<std::optional<std::vector<double>>(std::span<const double> observed,
                                                                      std::span<const double> unknowns)>;
  Misclosure misclosure;  ///< nothing where the numbers make no sense (a foot above the horizon)
};

struct Adjustment {
  std::vector<double> unknowns;
  cv::Mat covariance;  ///< CV_64F; not widened
  double chi_square = 0;
  int degrees_of_freedom = 0;
  std::vector<double> shares;  ///< of chi_square, by mark; what knowledge beforehand adds is not in them
  bool settled = false;        ///< false: still moving after the last round

  double sigma(int i) const;
};

/// Maximum likelihood to first order, linearised anew at the adjusted numbers until nothing moves (Gauss-Helmert).
/// Nothing where a condition makes no sense on the way or the conditions leave an unknown open.
///
/// Source: Koch, Parameter Estimation and Hypothesis Testing in Linear Models, 1999, chapter 3; Lenzmann and Lenzmann,
/// Strenge Auswertung des nichtlinearen Gauss-Helmert-Modells, 2004 (linearisation at the adjusted observations).
std::optional<Adjustment> adjusted(std::span<const Unknown> unknowns, std::span<const Conditions> marks);

}  // namespace spoor
