#pragma once
/// Profiles of the ground across a pair of wheel lines, and how alike both lines are.

#include <opencv2/core.hpp>

#include <array>
#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

namespace spoor {

inline constexpr double kLateralStep = 0.04;  ///< m
inline constexpr std::size_t kTrackFields = 4;
inline constexpr int kLineReach = 9;  ///< lateral steps to either side of a wheel line: 0.36 m
inline constexpr int kMostAside = 3;  ///< lateral steps of a path to either side: 0.12 m

/// Mean of the features (track_features.h) at each lateral step, left to right, over a stretch of a path.
struct TrackProfile {
  std::vector<cv::Vec4f> mean;
  std::vector<bool> seen;
};

/// What runs across one wheel line.
struct WheelLine {
  std::array<std::array<double, 2 * kLineReach + 1>, kTrackFields> across{};  ///< less their means
  std::array<double, kTrackFields> ridge{};  ///< mean within 0.16 m of the line less that at 0.24 to 0.36 m
};

/// A pair of wheel lines and the parallel lines that it is compared with.
class WheelPair {
 public:
  explicit WheelPair(double track_m);

  int reach() const { return reach_; }  ///< lateral steps to either side that profiles must have
  using Lines = std::vector<std::optional<WheelLine>>;
  Lines lines(const TrackProfile& profile) const;
  /// Of a pair `aside` lateral steps to the right: covariance of both lines and the smaller of both ridges where they
  /// have one sign, each less its mean at parallel pairs 0.80 and 1.04 m aside, in deviations of ground without tracks;
  /// weighted over the features. Nothing where less than four fifths of a line is seen, or no parallel pair.
  std::optional<double> evidence(const Lines& lines, int aside) const;

  /// Mean squares of the profile between the wheels (0.5 m to either side of the middle) and at both wheels.
  std::optional<std::pair<double, double>> energies(const TrackProfile& profile, int aside) const;

 private:
  std::size_t index(int step) const { return static_cast<std::size_t>(step + reach_); }
  void fill(Lines& lines, const TrackProfile& profile, int step) const;

  int half_, reach_;
};

}  // namespace spoor
