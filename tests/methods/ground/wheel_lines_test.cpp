#include "methods/ground/wheel_lines.h"

#include "methods/statistics/seeded_noise.h"

#include <gtest/gtest.h>

#include <cmath>

namespace spoor {
namespace {

constexpr double kTrack = 1.82;

TrackProfile profile(const WheelPair& pair, double left, double right, double noise_of, std::uint64_t seed) {
  SeededNoise noise(seed);
  TrackProfile made;
  for (int s = -pair.reach(); s <= pair.reach(); ++s) {
    const double x = s * kLateralStep;
    const auto rut = [](double u) { return std::abs(u) < 0.16 ? -1.0 : std::abs(u) < 0.25 ? 0.8 : 0.0; };
    const double value = left * rut(x + kTrack / 2) + right * rut(x - kTrack / 2) + noise_of * noise.normal();
    made.mean.push_back(cv::Vec4f::all(static_cast<float>(value)));
    made.seen.push_back(true);
  }
  return made;
}

TEST(WheelLines, of_a_pair_of_ruts_are_alike_and_those_of_one_are_not) {
  const WheelPair pair(kTrack);
  const auto evidence = [&](double left, double right) {
    return pair.evidence(pair.lines(profile(pair, left, right, 0.1, 3)), 0).value();
  };
  EXPECT_GT(evidence(1, 1), 8);
  EXPECT_LT(evidence(1, 0), 2);
  EXPECT_LT(evidence(0, 0), 2);
  EXPECT_LT(evidence(1, -1), 0) << "one dark, one bright";
  EXPECT_GT(evidence(-1, -1), 8) << "bright ones count as much";
}

TEST(WheelLines, tell_what_is_changed_between_the_wheels) {
  const WheelPair pair(kTrack);
  TrackProfile made = profile(pair, 0.5, 0.5, 0.02, 4);
  auto energy = pair.energies(made, 0);
  ASSERT_TRUE(energy);
  EXPECT_LT(energy->first, 0.1 * energy->second);
  for (int s = -8; s <= 8; ++s) made.mean[static_cast<std::size_t>(s + pair.reach())] = cv::Vec4f::all(1.5F);
  energy = pair.energies(made, 0);
  EXPECT_GT(energy->first, energy->second);
}

TEST(WheelLines, say_nothing_where_a_line_is_not_seen) {
  const WheelPair pair(kTrack);
  TrackProfile made = profile(pair, 1, 1, 0.1, 5);
  for (int s = 0; s <= pair.reach(); ++s) made.seen[static_cast<std::size_t>(s + pair.reach())] = false;
  EXPECT_FALSE(pair.evidence(pair.lines(made), 0));
  EXPECT_FALSE(pair.energies(made, 0));
}

}  // namespace
}  // namespace spoor
