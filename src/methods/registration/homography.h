#pragma once
/// Homographies through pairs of points.

#include "base/result.h"
#include "evidence/registration.h"

#include <optional>
#include <string>
#include <vector>

namespace spoor {

/// Nothing where the point lies on or beyond the horizon.
std::optional<PicturePoint> mapped(const Homography& homography, const PicturePoint& point);

/// Nothing where it has none.
std::optional<Homography> inverse(const Homography& homography);

/// Right picture's point for a left one, through at least four pairs: exactly through four, with the least squared
/// distances in the right picture through more.
///
/// Errors: kNotApplicable for fewer pairs, and where three of the points lie on one line, as far as it matters.
/// Source: Hartley and Zisserman, "Multiple View Geometry", 2003, algorithm 4.2 (normalised) and section 4.2.3.
Result<Homography> homography_through(const std::vector<PointPair>& pairs);

/// `found`, and what is done to it: one pair shifts it so that it passes through the pair, two turn and scale it too,
/// three shear it too, and from four on the pairs alone decide. Without pairs it stays.
struct Corrected {
  Homography right_from_left = kSamePlace;
  std::string method;  ///< "features, shifted to 1 point pair"; "5 point pairs"
};
Result<Corrected> corrected(const std::optional<Homography>& found, const std::vector<PointPair>& pairs);

/// Distance of each pair's right point from where the homography puts its left one, in px of the right picture;
/// nothing beyond the horizon.
std::vector<std::optional<double>> residuals_px(const Homography& right_from_left, const std::vector<PointPair>& pairs);

}  // namespace spoor
