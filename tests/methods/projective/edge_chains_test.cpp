#include "methods/projective/edge_chains.h"

#include "methods/statistics/seeded_noise.h"
#include "support/straight_edges.h"

#include <gtest/gtest.h>
#include <opencv2/imgproc.hpp>

#include <cmath>

namespace spoor {
namespace {

constexpr int kWidth = 1920, kHeight = 1080;

// Bands of another grey whose borders are straight in the world, seen through a lens, with noise.
cv::Mat seen(const Lens& lens, int bands, std::uint64_t seed) {
  SeededNoise noise(seed);
  cv::Mat picture(kHeight, kWidth, CV_8UC1, cv::Scalar(150));
  for (int i = 0; i < bands; ++i) {
    const double turn = noise.uniform(0, std::numbers::pi), off = noise.uniform(-450, 450);
    const cv::Point2d along(std::cos(turn), std::sin(turn)), across(-along.y, along.x);
    std::vector<cv::Point> outline;
    for (const double side : {0.0, 1.0}) {
      for (int k = -100; k <= 100; ++k) {
        const double t = (side > 0 ? -k : k) * 6.0;
        const cv::Point2d p = cv::Point2d(kWidth / 2.0, kHeight / 2.0) + t * along + (off + 26 * side) * across;
        const auto at = lens.distorted({p.x, p.y});
        if (at) outline.emplace_back(cvRound((at->x - 0.5) * 16), cvRound((at->y - 0.5) * 16));
      }
    }
    cv::fillPoly(picture, std::vector<std::vector<cv::Point>>{outline}, cv::Scalar(noise.uniform(30, 100)), cv::LINE_AA,
                 4);
  }
  cv::GaussianBlur(picture, picture, {}, 0.8);
  for (auto& pixel : cv::Mat_<std::uint8_t>(picture))
    pixel = cv::saturate_cast<std::uint8_t>(pixel + 2 * noise.normal());
  return picture;
}

Lens lens_of(double lambda) {
  Lens lens;
  lens.radius_px = std::hypot(kWidth, kHeight) / 2;
  lens.centre = {kWidth / 2.0, kHeight / 2.0};
  lens.lambda = lambda;
  return lens;
}

TEST(EdgeChains, find_the_lens_that_bent_straight_edges) {
  for (const double lambda : {-0.3, -0.15, -0.05, 0.0, 0.05}) {
    int held = 0, known = 0;
    for (std::uint64_t seed = 1; seed <= 5; ++seed) {
      const EdgeChains chains = edge_chains(line_segments(seen(lens_of(lambda), 9, seed), 1280), {});
      if (!chains.lens) continue;
      ++known;
      const double off = chains.lens->lens.lambda - lambda;
      EXPECT_LT(std::abs(off), 0.01) << lambda << " seed " << seed << " sigma " << chains.lens->lambda_sigma() << " of "
                                     << chains.found;
      held += std::abs(off) <= 3 * chains.lens->lambda_sigma();
    }
    EXPECT_GE(known, 4) << lambda;
    EXPECT_GE(held, known - 1) << lambda;
  }
}

TEST(EdgeChains, of_arcs_of_many_sizes_agree_on_no_lens) {
  SeededNoise noise(7);
  cv::Mat picture(kHeight, kWidth, CV_8UC1, cv::Scalar(150));
  for (int i = 0; i < 24; ++i) {
    const cv::Point at(cvRound(noise.uniform(200, 1700)), cvRound(noise.uniform(200, 900)));
    cv::circle(picture, at, cvRound(noise.uniform(500, 2000)), cv::Scalar(noise.uniform(30, 100)), 5, cv::LINE_AA);
  }
  const EdgeChains chains = edge_chains(line_segments(picture, 1280), {});
  EXPECT_GE(chains.found, 4);
  EXPECT_FALSE(chains.lens);
  EXPECT_TRUE(chains.edges.empty());
}

TEST(EdgeChains, are_none_in_an_even_picture) {
  const EdgeChains chains = edge_chains(line_segments(cv::Mat(300, 400, CV_8UC1, cv::Scalar(100)), 1280), {});
  EXPECT_EQ(chains.found, 0);
  EXPECT_FALSE(chains.lens);
}

}  // namespace
}  // namespace spoor
