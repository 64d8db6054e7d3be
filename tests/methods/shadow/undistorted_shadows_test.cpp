#include "methods/shadow/undistorted_shadows.h"

#include "methods/shadow/one_light.h"
#include "support/straight_edges.h"

#include <gtest/gtest.h>

#include <cmath>

namespace spoor {
namespace {

// Honest shadows of one sun through a bending lens: as seen they conflict, freed of the distortion they seldom do, and
// p stays what it claims.
TEST(UndistortedShadows, agree_where_bent_ones_conflict) {
  SeededNoise noise(17);
  constexpr int kScenes = 300, kDraws = 99;
  int bent = 0, freed = 0, below_5 = 0, grown = 0;
  for (int i = 0; i < kScenes; ++i) {
    const test::PoleScene scene = test::pole_scene(noise, 6);
    Lens lens = test::some_lens(noise, 15);
    lens.lambda = -0.25;
    const auto edges = test::straight_edges(lens, 4, 8, 1.5, noise);
    const auto found = lens_from_straight_edges(edges, 1920, 1080, 15);
    ASSERT_TRUE(found);
    std::vector<ShadowMark> seen, corrected;
    for (const auto& pole : scene.poles) {
      const auto tip = lens.distorted(pole.tip), top = lens.distorted(pole.top);
      ASSERT_TRUE(tip && top);
      const PicturePoint at = test::clicked(*tip, 1.5, noise), object = test::clicked(*top, 1.5, noise);
      seen.push_back({"pole", ShadowMark::Kind::kCast, at, object, object, 1.5, 1.5});
      corrected.push_back(undistorted(seen.back(), *found));
      grown += corrected.back().sigma_px > 1.5;
    }
    bent += agreement(seen).widening > kSigmas;
    const Agreement agreed = agreement(corrected);
    freed += agreed.widening > kSigmas;
    if (agreed.widening > 0) {
      below_5 += honest_marking(corrected, agreed, kDraws, static_cast<std::uint64_t>(i), Job()).p <= 0.05;
    }
  }
  std::printf("of %d: bent marks conflict %d, freed ones %d, p<=0.05 %d; grown %d of %d\n", kScenes, bent, freed,
              below_5, grown, 6 * kScenes);
  EXPECT_GT(bent, kScenes / 4);
  EXPECT_LE(freed, kScenes * 5 / 100);
  EXPECT_LE(below_5, kScenes * 8 / 100) << "5 % and two deviations of a count";
}

TEST(UndistortedShadows, keep_what_a_lens_without_distortion_shows) {
  LensEstimate none;
  none.lens = {{960, 540}, 1100, 0};
  none.covariance = cv::Matx33d::zeros();
  const ShadowMark mark{"m", ShadowMark::Kind::kCast, {10, 20}, {300, 40}, {300, 60}, 2, 3};
  const ShadowMark same = undistorted(mark, none);
  EXPECT_NEAR(same.first.x, 300, 1e-9);
  EXPECT_NEAR(same.sigma_at_px, 2, 1e-6);
  EXPECT_NEAR(same.sigma_px, 3, 1e-6);
  none.covariance(0, 0) = 0.01;
  EXPECT_GT(undistorted(mark, none).sigma_px, 3.5) << "an unknown lens makes the direction uncertain";
}

}  // namespace
}  // namespace spoor
