#include "methods/ground/wheel_lines.h"

#include <algorithm>
#include <cmath>

namespace spoor {
namespace {

constexpr std::array<int, 4> kControls{-26, -20, 20, 26};  // lateral steps
constexpr int kRidge = 4, kFlank = 6;                      // of them, to either side
// Deviations of covariance and ridge along 2 m of ground without tracks, for features of unit variance.
constexpr double kTwinNoise = 0.035, kRidgeNoise = 0.2;
constexpr std::array<double, kTrackFields> kWeights{1, 1.0 / 3, 1.0 / 3, 1.0 / 3};

std::optional<WheelLine> line_at(const TrackProfile& profile, int middle) {
  WheelLine line;
  std::array<int, kTrackFields> inside{}, outside{};
  std::array<double, kTrackFields> in{}, out{}, sum{};
  int seen = 0;
  for (int u = -kLineReach; u <= kLineReach; ++u) {
    const auto at = static_cast<std::size_t>(middle + u);
    if (!profile.seen[at]) continue;
    ++seen;
    for (std::size_t f = 0; f < kTrackFields; ++f) {
      const double v = profile.mean[at][static_cast<int>(f)];
      sum[f] += v;
      if (std::abs(u) <= kRidge) in[f] += v, ++inside[f];
      if (std::abs(u) >= kFlank) out[f] += v, ++outside[f];
    }
  }
  if (seen < (2 * kLineReach + 1) * 4 / 5) return std::nullopt;
  for (std::size_t f = 0; f < kTrackFields; ++f) {
    if (inside[f] == 0 || outside[f] == 0) return std::nullopt;
    line.ridge[f] = in[f] / inside[f] - out[f] / outside[f];
    for (int u = -kLineReach; u <= kLineReach; ++u) {
      const auto at = static_cast<std::size_t>(middle + u);
      line.across[f][static_cast<std::size_t>(u + kLineReach)] =
          profile.seen[at] ? profile.mean[at][static_cast<int>(f)] - sum[f] / seen : 0;
    }
  }
  return line;
}

struct Twin {
  std::array<double, kTrackFields> covariance{}, ridge{};
};

Twin twin_of(const WheelLine& left, const WheelLine& right) {
  Twin twin;
  for (std::size_t f = 0; f < kTrackFields; ++f) {
    double sum = 0;
    for (std::size_t u = 0; u < left.across[f].size(); ++u) sum += left.across[f][u] * right.across[f][u];
    twin.covariance[f] = sum / (2 * kLineReach + 1);
    if (left.ridge[f] * right.ridge[f] > 0) twin.ridge[f] = std::min(std::abs(left.ridge[f]), std::abs(right.ridge[f]));
  }
  return twin;
}

}  // namespace

WheelPair::WheelPair(double track_m)
    : half_(cvRound(track_m / 2 / kLateralStep)), reach_(half_ + kControls.back() + kMostAside + kLineReach) {}

std::optional<double> WheelPair::evidence(const Lines& lines, int aside) const {
  const auto pair_at = [&](int shift) -> std::optional<Twin> {
    const auto &left = lines[index(-half_ + aside + shift)], &right = lines[index(half_ + aside + shift)];
    if (!left || !right) return std::nullopt;
    return twin_of(*left, *right);
  };
  const auto here = pair_at(0);
  if (!here) return std::nullopt;
  Twin beside;
  int controls = 0;
  for (const int shift : kControls) {
    const auto control = pair_at(shift);
    if (!control) continue;
    ++controls;
    for (std::size_t f = 0; f < kTrackFields; ++f)
      beside.covariance[f] += control->covariance[f], beside.ridge[f] += control->ridge[f];
  }
  if (controls == 0) return std::nullopt;
  double sum = 0, weights = 0;
  for (std::size_t f = 0; f < kTrackFields; ++f) {
    sum += kWeights[f] * ((here->covariance[f] - beside.covariance[f] / controls) / kTwinNoise +
                          (here->ridge[f] - beside.ridge[f] / controls) / kRidgeNoise);
    weights += kWeights[f];
  }
  return sum / weights;
}

std::optional<std::pair<double, double>> WheelPair::energies(const TrackProfile& profile, int aside) const {
  constexpr int kCentre = 12;
  const auto mean_square = [&](int from, int to) -> std::optional<double> {
    double squares = 0;
    int n = 0;
    for (int s = from; s <= to; ++s) {
      const auto at = static_cast<std::size_t>(s + reach_);
      if (!profile.seen[at]) continue;
      const double v = profile.mean[at][0];
      squares += v * v, ++n;
    }
    if (n < (to - from + 1) / 2) return std::nullopt;
    return squares / n;
  };
  const auto centre = mean_square(aside - kCentre, aside + kCentre);
  const auto left = mean_square(aside - half_ - kLineReach, aside - half_ + kLineReach);
  const auto right = mean_square(aside + half_ - kLineReach, aside + half_ + kLineReach);
  if (!centre || !left || !right) return std::nullopt;
  return std::pair(*centre, (*left + *right) / 2);
}

WheelPair::Lines WheelPair::lines(const TrackProfile& profile) const {
  Lines result(static_cast<std::size_t>(2 * reach_ + 1));
  for (const int side : {-half_, half_}) {
    for (int aside = -kMostAside; aside <= kMostAside; ++aside) {
      fill(result, profile, side + aside);
      for (const int shift : kControls) fill(result, profile, side + aside + shift);
    }
  }
  return result;
}

void WheelPair::fill(Lines& lines, const TrackProfile& profile, int step) const {
  if (!lines[index(step)]) lines[index(step)] = line_at(profile, step + reach_);
}

}  // namespace spoor
