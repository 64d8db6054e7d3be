#include "methods/motion/lucas_kanade.h"

#include "base/parallel.h"
#include "support/made_scene.h"

#include <gtest/gtest.h>

#include <cmath>

namespace spoor {
namespace {

const cv::Size kSize(320, 240);

cv::Matx33d shifted(double x, double y) { return {1, 0, x, 0, 1, y, 0, 0, 1}; }

cv::Mat shot(const cv::Matx33d& there_from_here, double sigma, std::uint64_t seed) {
  return test::seen_through(test::made_place(kSize, 11), there_from_here.inv(), kSize, sigma, seed);
}

TEST(LucasKanade, finds_planted_shifts_to_a_tenth_of_a_pixel) {
  const cv::Mat first = shot(cv::Matx33d::eye(), 1, 1);
  const auto points = trackable_points(first, {}, 80, 8);
  ASSERT_GT(points.size(), 40U);
  for (const cv::Point2d shift : {cv::Point2d(0.3, -0.7), {4.4, 2.2}, {-15.5, 9.25}}) {
    const cv::Mat second = shot(shifted(shift.x, shift.y), 1, 2);
    const auto found = flow(flow_pyramid(first, 4), flow_pyramid(second, 4), points, {});
    std::size_t good = 0, told = 0;
    for (std::size_t i = 0; i < points.size(); ++i) {
      const cv::Point2d to = points[i] + shift;
      const bool seen = to.x > 20 && to.y > 20 && to.x < 300 && to.y < 220 && points[i].x > 20 && points[i].y > 20 &&
                        points[i].x < 300 && points[i].y < 220;
      if (!seen) continue;
      told += found[i].found;
      good += found[i].found && std::hypot(found[i].at.x - to.x, found[i].at.y - to.y) < 0.2;
    }
    EXPECT_GT(good, 20U) << shift;
    EXPECT_GE(good + 2, told) << shift;
  }
}

TEST(LucasKanade, does_not_find_what_is_not_there) {
  const cv::Mat first = shot(cv::Matx33d::eye(), 1, 1);
  const cv::Mat other = test::seen_through(test::made_place(kSize, 99), cv::Matx33d::eye(), kSize, 1, 2);
  const auto points = trackable_points(first, {}, 80, 8);
  const auto found = flow(flow_pyramid(first, 4), flow_pyramid(other, 4), points, {});
  EXPECT_LT(std::count_if(found.begin(), found.end(), [](const FlowPoint& p) { return p.found; }), 25);
}

TEST(LucasKanade, flat_and_noisy_places_hold_nothing) {
  cv::Mat noisy(kSize, CV_32FC1);
  cv::RNG(4).fill(noisy, cv::RNG::NORMAL, 100, 1.5);
  EXPECT_TRUE(trackable_points(noisy, {}, 80, 8).empty());
  EXPECT_TRUE(trackable_points(cv::Mat(kSize, CV_32FC1, cv::Scalar(7)), {}, 80, 8).empty());
}

TEST(LucasKanade, gives_the_same_bytes_for_any_number_of_threads) {
  const cv::Mat first = shot(cv::Matx33d::eye(), 1, 1), second = shot(shifted(3, 4), 1, 2);
  const auto points = trackable_points(first, {}, 80, 8);
  const auto with = [&](int threads) {
    const ThreadLimit limit(threads);
    return flow(flow_pyramid(first, 4), flow_pyramid(second, 4), points, {});
  };
  const auto one = with(1), four = with(4);
  for (std::size_t i = 0; i < one.size(); ++i) {
    EXPECT_EQ(one[i].found, four[i].found);
    EXPECT_EQ(one[i].at, four[i].at);
  }
}

TEST(LucasKanade, a_mask_keeps_points_within) {
  cv::Mat mask(kSize, CV_8UC1, cv::Scalar(0));
  mask(cv::Rect(100, 50, 80, 60)) = 255;
  for (const auto& point : trackable_points(shot(cv::Matx33d::eye(), 1, 1), mask, 80, 5)) {
    EXPECT_TRUE(cv::Rect(100, 50, 80, 60).contains(cv::Point(point)));
  }
}

}  // namespace
}  // namespace spoor
