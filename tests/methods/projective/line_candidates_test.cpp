#include "methods/projective/line_candidates.h"

#include "methods/statistics/seeded_noise.h"

#include <gtest/gtest.h>
#include <opencv2/imgproc.hpp>

#include <cmath>

namespace spoor {
namespace {

// A grid of lines towards two points, on grey with noise.
cv::Mat drawn(const std::vector<cv::Point2d>& towards, int width, std::uint64_t seed) {
  cv::Mat picture(width * 3 / 4, width, CV_8UC1, cv::Scalar(160));
  SeededNoise noise(seed);
  for (const cv::Point2d& v : towards) {
    for (int i = 0; i < 8; ++i) {
      const cv::Point2d at(noise.uniform(0.1, 0.9) * width, noise.uniform(0.1, 0.65) * width);
      const cv::Point2d d = (v - at) / std::hypot(v.x - at.x, v.y - at.y);
      const double half = 0.06 * width;
      cv::line(picture, at - half * d, at + half * d, cv::Scalar(60), std::max(2, width / 300), cv::LINE_AA);
    }
  }
  for (auto& pixel : cv::Mat_<std::uint8_t>(picture))
    pixel = cv::saturate_cast<std::uint8_t>(pixel + 2 * noise.normal());
  return picture;
}

TEST(LineCandidates, find_lines_and_the_points_they_run_towards) {
  const cv::Mat picture = drawn({{-1500, 300}, {640, 9000}}, 1280, 1);
  const LineSearch search = line_candidates(line_segments(picture, 1280), 60, {});
  EXPECT_GE(search.lines.size(), 24U) << "both sides of most of 16 lines";
  ASSERT_GE(search.families.size(), 2U);
  int left = 0, down = 0;
  for (const LineFamily& family : search.families) {
    const double x = family.vanishing[0] / family.vanishing[2], y = family.vanishing[1] / family.vanishing[2];
    EXPECT_GE(family.members, 5);
    EXPECT_LT(family.log10_nfa, -3);
    left += std::abs(std::atan2(y - 480, x - 640)) > 2.9;
    down += std::abs(x - 640) < 0.1 * std::abs(y - 480);
  }
  EXPECT_GE(left, 1);
  EXPECT_GE(down, 1);
  for (std::size_t i = 1; i < search.lines.size(); ++i) {
    const auto of = [&](std::size_t k) {
      return std::hypot(search.lines[k].to.x - search.lines[k].from.x, search.lines[k].to.y - search.lines[k].from.y);
    };
    EXPECT_GE(of(i - 1), of(i)) << "longest first";
  }
}

TEST(LineCandidates, stand_where_they_are_in_a_picture_that_is_averaged_down) {
  cv::Mat picture(2000, 3000, CV_8UC1, cv::Scalar(200));
  picture(cv::Rect(1200, 0, 1800, 2000)).setTo(40);
  const LineSearch search = line_candidates(line_segments(picture, 1000), 10, {});
  ASSERT_EQ(search.lines.size(), 1U);
  EXPECT_NEAR(search.lines[0].from.x, 1200, 3);
  EXPECT_NEAR(search.lines[0].to.x, 1200, 3);
  EXPECT_GT(std::abs(search.lines[0].to.y - search.lines[0].from.y), 1900);
}

// Lines of random directions make a family in few pictures.
TEST(LineCandidates, see_no_family_in_lines_of_random_directions) {
  int families = 0;
  for (int seed = 0; seed < 20; ++seed) {
    SeededNoise noise(static_cast<std::uint64_t>(100 + seed));
    cv::Mat picture(600, 800, CV_8UC1, cv::Scalar(160));
    for (int i = 0; i < 25; ++i) {
      const cv::Point2d at(noise.uniform(80, 720), noise.uniform(80, 520));
      const double turn = noise.uniform(0, std::numbers::pi);
      const cv::Point2d d(40 * std::cos(turn), 40 * std::sin(turn));
      // A wedge, so that its two sides are not parallel.
      const std::vector<cv::Point> wedge{at - d, at + d, at + 0.6 * cv::Point2d(-d.y, d.x)};
      cv::fillConvexPoly(picture, wedge, cv::Scalar(90), cv::LINE_AA);
    }
    families += !line_candidates(line_segments(picture, 1280), 60, {}).families.empty();
  }
  EXPECT_LE(families, 2) << "of 20";
}

TEST(LineCandidates, find_nothing_in_an_even_picture) {
  EXPECT_TRUE(line_candidates(line_segments(cv::Mat(300, 400, CV_8UC1, cv::Scalar(100)), 1280), 60, {}).lines.empty());
}

}  // namespace
}  // namespace spoor
