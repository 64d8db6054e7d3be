#pragma once
/// What a camera over level ground gives, as tables: directions, sizes, attitudes, speeds, departures.

#include "analysis/output.h"
#include "methods/projective/ground_motion.h"
#include "methods/projective/known_lengths.h"
#include "methods/projective/scene_marks.h"

#include <optional>
#include <string>
#include <vector>

namespace spoor {

inline constexpr double kIn95 = 1.959964;  ///< deviations that hold the truth in 95 of 100 cases

/// A height or length: what all other marks say of it, and what is known of it.
struct Sized {
  std::string of, what;
  double value = 0, sigma = 0;
  bool measured = false;    ///< false: it lies beyond the horizon, or gives the scale itself
  double camera_share = 0;  ///< of the variance: camera, horizon and scale; the rest is the mark's own, 0..1
  std::optional<KnownLength> known;

  /// Between known and measured, in their common deviations; 0 where one is missing.
  double deviations() const;
};

/// Every marked height, length and side of a rectangle, each known one by all others.
std::vector<Sized> sized(const SceneMarks& marks, const CameraPrior& prior, const CameraFit& fit, const Job& job);

/// "1.82 to 2.05 m"
std::string interval_text(double value, double sigma, const std::string& unit);
/// "1.93 ± 0.06 m"
std::string plus_minus(double value, double sigma, const std::string& unit);

Table sizes_table(const std::vector<Sized>& sizes, const std::string& unit);
Table vanishing_table(const CameraFit& fit, const SceneMarks& marks);
Table vehicles_table(const CameraFit& fit, const std::vector<std::string>& ids);
Table residuals_table(const CameraFit& fit);

struct NamedMotion {
  std::string of;
  GroundMotion motion;
};
Table speeds_table(const std::vector<NamedMotion>& motions, const std::string& unit);

/// By how much all deviations would have to grow (above 1) or shrink for the answer of a chi-square at 0.05 to change.
double changing_share(double chi_square, int degrees_of_freedom);

/// What would have had to be different for the marks' agreement, or their disagreement, to change.
Table changes_table(const CameraFit& fit, const CameraPrior& prior, const std::vector<Sized>& sizes,
                    const std::string& unit);

}  // namespace spoor
