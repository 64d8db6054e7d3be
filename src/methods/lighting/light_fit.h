#pragma once
/// The direction of one light in the picture plane from intensities along an occluding contour.

#include "evidence/region.h"

#include <optional>
#include <span>
#include <vector>

namespace spoor {

struct ContourIntensity {
  PicturePoint outward;  ///< unit normal in the picture plane
  double intensity = 0;  ///< linear in light
};

enum class LightModel {
  /// I = A + max(0, N . L): one distant light and light from all around, on a matt surface of one colour.
  /// Source: Johnson and Farid 2005, section 2 (its 2-D case), with the part turned away from the light kept.
  kSingleLight,
  /// I = c + l1 Nx + l2 Ny: any distant lights together, by the spherical harmonics of order 0 and 1, which on an
  /// occluding contour (Nz = 0) leave these three. Source: Johnson and Farid 2007, section II.
  kHarmonics,
};

struct LightFit {
  PicturePoint towards;        ///< unit, to the light in the picture (x right, y down)
  double strength = 0;         ///< |L| or |(l1, l2)|, in units of the intensities
  double ambience = 0;         ///< A or c
  double residual_rms = 0;     ///< root mean square, with three parameters taken off
  double condition = 0;        ///< of the matrix with rows (Nx, Ny, 1): 1.41 on a whole circle, large on a short arc
  std::vector<double> fitted;  ///< at each of the samples
};

/// Nothing with fewer than 6 samples or where the fit is singular.
std::optional<LightFit> light_fit(std::span<const ContourIntensity> samples, LightModel model);

/// What a fit says of a normal.
double fitted_intensity(const LightFit& fit, LightModel model, const PicturePoint& outward);

}  // namespace spoor
