#pragma once
/// How the pictures of two exhibits of one place lie upon each other.

#include "evidence/region.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace spoor {

/// A homography, row by row.
using Homography = std::array<double, 9>;
inline constexpr Homography kSamePlace{1, 0, 0, 0, 1, 0, 0, 0, 1};

/// The same point of the scene in both pictures, as an analyst sees it.
struct PointPair {
  PicturePoint left, right;
  bool operator==(const PointPair&) const = default;
};

/// How the brightness of the same places compares: left = gain * right + offset, luma in steps of 0..255.
struct BrightnessMatch {
  double gain = 1, offset = 0;
  double correlation = 0;  ///< of both lumas where they overlap, -1..1
  bool operator==(const BrightnessMatch&) const = default;
};

/// Agreement that was found by features of the pictures alone.
struct FeatureFit {
  Homography right_from_left = kSamePlace;  ///< right picture's point for a left one
  std::int64_t left_features = 0, right_features = 0;
  std::int64_t matches = 0;  ///< pairs of features that look alike, and like no others
  std::int64_t inliers = 0;  ///< of them, pairs that the homography explains
  double error_px = 0;       ///< median distance of an inlier from its place in the right picture
  double error_95_px = 0;    ///< 95 of 100 inliers are closer
  double coverage = 0;       ///< share of the left picture that lies among the inliers (their convex hull), 0..1
  std::optional<BrightnessMatch> brightness;
  std::string method;  ///< with its version and seed
  bool operator==(const FeatureFit&) const = default;
};

/// Which frames of two exhibits are to be registered.
struct RegistrationRequest {
  std::int64_t left_frame = 0, right_frame = 0;
  std::string role = "other";  ///< of the right exhibit among the session's further inputs
};

/// Two exhibits laid upon each other, in force as `right_from_left`.
struct Registration {
  std::int64_t left = 0, right = 0;  ///< exhibits of the case
  std::int64_t left_frame = 0, right_frame = 0;
  std::optional<FeatureFit> features;
  std::vector<PointPair> pairs;
  Homography right_from_left = kSamePlace;
  std::string method;           ///< "features", "4 point pairs", "features, shifted to 1 point pair", ...
  std::string author, created;  ///< created: RFC 3339, UTC
  bool operator==(const Registration&) const = default;
};

/// What every registration by a homography leaves open, in one sentence.
inline constexpr const char* kRegistrationLimits =
    "A homography fits one plane, or a camera that only turned: what stands off that plane is displaced where the "
    "camera stood elsewhere, so a difference there is no change of the scene.";

}  // namespace spoor
