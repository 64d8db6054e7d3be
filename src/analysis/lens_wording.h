#pragma once
/// A lens estimate among a pass's results, in the same words wherever marks are freed of distortion.

#include "analysis/output.h"
#include "methods/projective/lens.h"

#include <cstddef>

namespace spoor {

/// Of marked straight edges that no lens bends to what was clicked.
inline constexpr const char* kNoLens = "straight edges: no lens bends straight lines to these";

/// Whether a pass takes the lens's error as independent from mark to mark, or fits it along, common to all.
enum class LensError { kIndependent, kCommon };

/// Adds the measurements lens_lambda (with its deviation), lens_corner_px (how far a mark at the picture's corner
/// moves) and lens_p, and the observation "lens".
void add_lens(PassOutput& output, const LensEstimate& estimate, std::size_t edges,
              LensError error = LensError::kIndependent);

/// An outline of undistorted coordinates as it lies in the picture; edges are followed in pieces, places that the lens
/// shows nowhere are left out.
std::vector<PicturePoint> outline_in_picture(const Lens& lens, const std::vector<PicturePoint>& outline);

}  // namespace spoor
