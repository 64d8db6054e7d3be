#pragma once
/// What is known of a camera before marks are looked at, as unknowns of an adjustment.

#include "methods/projective/adjustment.h"
#include "methods/projective/view.h"

#include <optional>
#include <span>
#include <vector>

namespace spoor {

struct UncertainCamera {
  double f_px = 1000;
  double f_share = 0.1;  ///< standard deviation of ln f
  PicturePoint centre;
  double centre_sigma_px = 0;            ///< of the principal point, in each direction; 0: taken as exact
  cv::Vec3d up{0, -1, 0};                ///< where the search begins, or what is known
  std::optional<double> up_sigma_deg{};  ///< of each of two tilts; absent: only the marks tell
};

inline constexpr std::size_t kCameraUnknowns = 5;  ///< ln f, principal point, two tilts (radians)

std::vector<Unknown> unknowns_of(const UncertainCamera& camera);

/// The view that the first kCameraUnknowns unknowns describe.
View view_from(const UncertainCamera& camera, std::span<const double> unknowns);

/// The ground's normal in the camera's frame for a camera that looks `pitch_deg` above the horizon (-90: straight down)
/// and is turned clockwise by `roll_deg` about the line of sight.
cv::Vec3d up_from_attitude(double pitch_deg, double roll_deg);

/// Up, leaning by tangents `ahead` and `right` of the heading: of length 1.
cv::Vec3d leaning(const View& view, double ahead, double right);

}  // namespace spoor
