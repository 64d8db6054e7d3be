#include "methods/statistics/deviating_regions.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>

namespace spoor {
namespace {

// Independent standard normal scores.
cv::Mat scores(int width, int height, std::uint32_t seed) {
  std::mt19937 random(seed);
  std::normal_distribution<float> normal;
  cv::Mat z(height, width, CV_32FC1);
  for (int j = 0; j < height; ++j) {
    for (int i = 0; i < width; ++i) z.at<float>(j, i) = normal(random);
  }
  return z;
}

TEST(DeviatingRegions, finds_a_planted_part_and_its_sign) {
  cv::Mat z = scores(100, 80, 1);
  const cv::Rect planted(30, 20, 16, 12);
  z(planted) -= 2.5F;
  const DeviatingRegions found = deviating_regions(z);
  ASSERT_EQ(found.regions.size(), 1u);
  const DeviatingRegion& region = found.regions[0];
  EXPECT_LT(region.log10_nfa, -5);
  EXPECT_LT(region.mean_z, -1.5);
  EXPECT_EQ((region.box & planted), planted);
  // The 5x5 mean may carry it two cells outward.
  EXPECT_LE(region.box.width, planted.width + 4);
  EXPECT_LE(region.box.height, planted.height + 4);
}

TEST(DeviatingRegions, is_quiet_on_independent_scores) {
  int regions = 0;
  for (std::uint32_t seed = 0; seed < 40; ++seed) {
    regions += static_cast<int>(deviating_regions(scores(90, 70, seed)).regions.size());
  }
  EXPECT_LE(regions, 1);
}

TEST(DeviatingRegions, counts_correlated_cells_as_fewer_votes) {
  const cv::Mat independent = scores(80, 80, 9);
  cv::Mat coarse(80, 80, CV_32FC1);
  for (int j = 0; j < 80; ++j) {
    for (int i = 0; i < 80; ++i) coarse.at<float>(j, i) = independent.at<float>(j / 3, i / 3);
  }
  EXPECT_LT(deviating_regions(independent).correlated_unit, 4);
  EXPECT_GT(deviating_regions(coarse).correlated_unit, 6);
}

TEST(DeviatingRegions, leaves_out_what_was_not_measured) {
  cv::Mat z(50, 50, CV_32FC1, cv::Scalar(std::numeric_limits<double>::quiet_NaN()));
  EXPECT_TRUE(deviating_regions(z).regions.empty());
  z = scores(100, 80, 1);
  z(cv::Rect(30, 20, 16, 12)) -= 2.5F;
  z(cv::Rect(60, 0, 40, 80)).setTo(std::numeric_limits<double>::quiet_NaN());
  EXPECT_EQ(deviating_regions(z).regions.size(), 1u);
}

}  // namespace
}  // namespace spoor
