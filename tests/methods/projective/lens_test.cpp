#include "methods/projective/lens.h"

#include "support/straight_edges.h"

#include <gtest/gtest.h>

#include <cmath>

namespace spoor {
namespace {

constexpr double kCentreSigma = 15;

TEST(Lens, bends_and_straightens_back) {
  SeededNoise noise(1);
  for (int i = 0; i < 500; ++i) {
    const Lens lens = test::some_lens(noise, kCentreSigma);
    const PicturePoint p{noise.uniform(0, 1920), noise.uniform(0, 1080)};
    const auto back = lens.distorted(lens.undistorted(p));
    ASSERT_TRUE(back);
    EXPECT_NEAR(back->x, p.x, 1e-6);
    EXPECT_NEAR(back->y, p.y, 1e-6);
  }
  // By hand: at the unit radius, lambda -0.2 moves a point out to 1 / 0.8.
  const Lens barrel{{0, 0}, 100, -0.2};
  EXPECT_NEAR(barrel.undistorted({100, 0}).x, 125, 1e-12);
  EXPECT_FALSE((Lens{{0, 0}, 100, 0.2}.distorted({1000, 0}))) << "pincushion shows no point so far out";
}

TEST(Lens, is_found_from_exact_edges) {
  SeededNoise noise(2);
  for (int i = 0; i < 50; ++i) {
    const Lens lens = test::some_lens(noise, kCentreSigma);
    auto edges = test::straight_edges(lens, 6, 8, 0, noise);
    for (auto& edge : edges) edge.sigma_px = 0.05;
    const auto found = lens_from_straight_edges(edges, 1920, 1080, 100);
    ASSERT_TRUE(found);
    EXPECT_NEAR(found->lens.lambda, lens.lambda, 2e-4);
    EXPECT_NEAR(found->lens.centre.x, lens.centre.x, 1.5);
    EXPECT_NEAR(found->lens.centre.y, lens.centre.y, 1.5);
    EXPECT_LT(found->chi_square, 0.05);
  }
}

// Lens, its centre and the clicks drawn as they are stated: what is said of lambda, and of another mark freed of
// distortion, holds as often as it claims, and p is uniform.
TEST(Lens, states_intervals_that_hold_the_truth) {
  SeededNoise noise(2001);
  constexpr int kScenes = 2000;
  int lambda_held = 0, mark_held = 0, below_5 = 0, below_1 = 0, below_half = 0;
  for (int i = 0; i < kScenes; ++i) {
    const Lens lens = test::some_lens(noise, kCentreSigma);
    const double sigma = noise.uniform(0.5, 3);
    const auto edges = test::straight_edges(lens, 2 + i % 5, 4 + i % 7, sigma, noise);
    const auto found = lens_from_straight_edges(edges, 1920, 1080, kCentreSigma);
    ASSERT_TRUE(found);
    lambda_held += std::abs(found->lens.lambda - lens.lambda) < 1.959964 * found->lambda_sigma();
    below_5 += found->p <= 0.05, below_1 += found->p <= 0.01, below_half += found->p <= 0.5;
    const PicturePoint seen{noise.uniform(0, 1920), noise.uniform(0, 1080)}, truth = lens.undistorted(seen);
    const UndistortedMark mark = undistorted_mark(*found, test::clicked(seen, sigma, noise), sigma);
    const cv::Vec2d off(mark.at.x - truth.x, mark.at.y - truth.y);
    mark_held += off.dot(mark.covariance.inv() * off) < 5.9915;
    EXPECT_GE(mark.sigma_px() * mark.sigma_px() * 1.000001, mark.covariance(0, 0));
  }
  std::printf("of %d: lambda %d, mark %d, p<=0.05 %d, p<=0.01 %d, p<=0.5 %d\n", kScenes, lambda_held, mark_held,
              below_5, below_1, below_half);
  EXPECT_NEAR(lambda_held / double{kScenes}, 0.95, 0.02);
  EXPECT_NEAR(mark_held / double{kScenes}, 0.95, 0.02);
  EXPECT_NEAR(below_5 / double{kScenes}, 0.05, 0.015);
  EXPECT_NEAR(below_1 / double{kScenes}, 0.01, 0.008);
  EXPECT_NEAR(below_half / double{kScenes}, 0.5, 0.04);
}

TEST(Lens, notices_an_edge_that_is_not_straight) {
  SeededNoise noise(4);
  const Lens lens = test::some_lens(noise, 0);
  auto edges = test::straight_edges(lens, 5, 8, 1, noise);
  const auto honest = lens_from_straight_edges(edges, 1920, 1080, 5);
  // One click 15 of its deviations off, across its edge.
  auto& points = edges[2].points;
  const double dx = points[7].x - points[0].x, dy = points[7].y - points[0].y, length = std::hypot(dx, dy);
  points[3].x -= 15 * dy / length;
  points[3].y += 15 * dx / length;
  const auto bent = lens_from_straight_edges(edges, 1920, 1080, 5);
  ASSERT_TRUE(honest && bent);
  EXPECT_GT(honest->p, 0.01);
  EXPECT_LT(bent->p, 1e-6);
  EXPECT_GT(bent->lambda_sigma(), honest->lambda_sigma()) << "the disagreement widens the deviation";
}

TEST(Lens, says_little_where_edges_run_through_the_centre) {
  std::vector<StraightMark> edges(1);
  for (int i = 0; i < 9; ++i) edges[0].points.push_back({100.0 + 200 * i, 540});
  const auto found = lens_from_straight_edges(edges, 1920, 1080, 1);
  ASSERT_TRUE(found);
  EXPECT_GT(found->lambda_sigma(), 0.3);
  edges[0].points.resize(2);
  EXPECT_FALSE(lens_from_straight_edges(edges, 1920, 1080, 1)) << "two points bend nothing";
  edges[0].points.assign(5, {7, 7});
  EXPECT_FALSE(lens_from_straight_edges(edges, 1920, 1080, 1)) << "one place";
}

TEST(Lens, reads_marks_of_its_role) {
  std::vector<Region> regions(3);
  for (Region& r : regions) r.role = "straight", r.shape = Shape::kPath, r.points = {{1, 1}, {2, 2}, {3, 3}};
  regions[0].sigma_px = 0.7;
  regions[1].points.pop_back();
  regions[1].id = "short";
  regions[2].frames = {5, 9};
  const auto marks = straight_marks(regions, 0, 2);
  ASSERT_EQ(marks.edges.size(), 1U);
  EXPECT_EQ(marks.edges[0].sigma_px, 0.7);
  EXPECT_EQ(marks.edges[0].points.size(), 3U);
  ASSERT_EQ(marks.left_out.size(), 1U);
  EXPECT_EQ(marks.left_out[0].substr(0, 7), "short: ") << "two points are not left out in silence";
  EXPECT_EQ(straight_marks(regions, 6, 2).edges.size(), 2U);
}

}  // namespace
}  // namespace spoor
