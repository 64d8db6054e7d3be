#include "methods/motion/similarity.h"

#include <gtest/gtest.h>

#include <cmath>

namespace spoor {
namespace {

const Similarity kPlanted{1.1 * std::cos(0.2), 1.1 * std::sin(0.2), 12, -7};

struct Points {
  std::vector<cv::Point2d> from, to;
  std::vector<double> weights;
};

Points points(int good, int bad) {
  Points made;
  for (int i = 0; i < good + bad; ++i) {
    const cv::Point2d p(20 + 37 * i % 200, 15 + 53 * i % 160);
    const PicturePoint q = moved(kPlanted, {p.x, p.y});
    made.from.push_back(p);
    made.to.emplace_back(i < good ? cv::Point2d(q.x, q.y) : cv::Point2d(p.x + 5 + 11 * i % 31, p.y - 40 + 17 * i % 83));
    made.weights.push_back(1);
  }
  return made;
}

TEST(Similarity, is_found_though_as_many_points_lie) {
  const Points p = points(20, 20);
  const auto fit = robust_similarity(p.from, p.to, p.weights, 1, 1);
  ASSERT_TRUE(fit);
  EXPECT_NEAR(fit->motion.a, kPlanted.a, 1e-6);
  EXPECT_NEAR(fit->motion.b, kPlanted.b, 1e-6);
  EXPECT_NEAR(fit->motion.shift_x, kPlanted.shift_x, 1e-4);
  EXPECT_GE(fit->inliers, 20);
  EXPECT_NEAR(scale_of(fit->motion), 1.1, 1e-6);
  EXPECT_NEAR(turn_deg(fit->motion), 0.2 * 180 / 3.14159265, 1e-4);
}

TEST(Similarity, few_points_tell_a_shift_alone) {
  const std::vector<cv::Point2d> from{{0, 0}, {10, 0}, {0, 10}, {10, 10}}, to{{5.1, 3}, {15, 3}, {5, 13.1}, {15, 13}};
  const std::vector<double> weights(4, 1);
  const auto fit = robust_similarity(from, to, weights, 1, 1);
  ASSERT_TRUE(fit);
  EXPECT_EQ(fit->motion.a, 1);
  EXPECT_EQ(fit->motion.b, 0);
  EXPECT_NEAR(fit->motion.shift_x, 5, 0.1);
  EXPECT_FALSE(robust_similarity(std::span(from).first(3), std::span(to).first(3), weights, 1, 1));
}

TEST(Similarity, two_motions_one_after_the_other_are_one) {
  const Similarity second{0.9, -0.1, 3, 4};
  const PicturePoint p{17, 23};
  const PicturePoint once = moved(followed_by(kPlanted, second), p), twice = moved(second, moved(kPlanted, p));
  EXPECT_NEAR(once.x, twice.x, 1e-12);
  EXPECT_NEAR(once.y, twice.y, 1e-12);
}

TEST(Similarity, what_is_undone_leads_back) {
  const PicturePoint p{17, 23}, back = moved(undone(kPlanted), moved(kPlanted, p));
  EXPECT_NEAR(back.x, p.x, 1e-12);
  EXPECT_NEAR(back.y, p.y, 1e-12);
}

TEST(Similarity, a_rectangle_stays_upright) {
  const auto after = moved_shape(Shape::kRectangle, {{10, 20}, {30, 60}}, kPlanted);
  ASSERT_EQ(after.size(), 2U);
  EXPECT_NEAR(after[1].x - after[0].x, 22, 1e-9);
  EXPECT_NEAR(after[1].y - after[0].y, 44, 1e-9);
  const PicturePoint centre = moved(kPlanted, {20, 40});
  EXPECT_NEAR((after[0].x + after[1].x) / 2, centre.x, 1e-9);
}

}  // namespace
}  // namespace spoor
