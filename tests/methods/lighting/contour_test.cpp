#include "methods/lighting/contour.h"

#include "support/lit_ellipsoid.h"

#include <gtest/gtest.h>

namespace spoor {
namespace {

std::vector<PicturePoint> circle(int count, double first_deg, double span_deg, double sigma = 0) {
  test::LitEllipsoid disc;
  disc.a = disc.b = 100;
  disc.centre = {200, 200};
  SeededNoise noise(3);
  return test::outline(disc, count, first_deg, span_deg, sigma, noise);
}

double worst_turn_deg(const std::vector<ContourSample>& samples) {
  double worst = 0;
  for (const ContourSample& s : samples) {
    const double x = s.at.x - 200, y = s.at.y - 200, r = std::hypot(x, y);
    worst = std::max(worst, std::acos(std::clamp((s.outward.x * x + s.outward.y * y) / r, -1.0, 1.0)));
  }
  return worst * 180 / std::numbers::pi;
}

TEST(Contour, gives_the_normals_of_a_circle) {
  const auto closed = smooth_contour(circle(12, 0, 360), true, ObjectSide::kRight, 100);
  ASSERT_EQ(closed.size(), 100U);
  EXPECT_LT(worst_turn_deg(closed), 1.5);
  for (const ContourSample& s : closed) EXPECT_NEAR(std::hypot(s.at.x - 200, s.at.y - 200), 100, 2.5);
  EXPECT_GT(covered_degrees(closed), 350);
  const auto open = smooth_contour(circle(9, 180, 120), false, ObjectSide::kRight, 60);
  EXPECT_LT(worst_turn_deg(open), 2);
  EXPECT_NEAR(covered_degrees(open), 120, 4);
}

TEST(Contour, averages_clicks_that_lie_closer_than_their_errors) {
  EXPECT_LT(worst_turn_deg(smooth_contour(circle(300, 0, 360, 1.5), true, ObjectSide::kRight, 100)), 4);
}

TEST(Contour, knows_the_objects_side) {
  const auto clicks = circle(12, 180, 180);
  EXPECT_EQ(side_of(clicks, {200, 190}), ObjectSide::kRight) << "clockwise on the screen";
  EXPECT_EQ(side_of(clicks, {200, 20}), ObjectSide::kLeft);
  EXPECT_EQ(inner_side(clicks), ObjectSide::kRight);
  const std::vector<PicturePoint> backwards(clicks.rbegin(), clicks.rend());
  EXPECT_EQ(inner_side(backwards), ObjectSide::kLeft);
  EXPECT_LT(worst_turn_deg(smooth_contour(backwards, false, ObjectSide::kLeft, 50)), 2);
}

TEST(Contour, is_nothing_for_too_few_or_coinciding_clicks) {
  EXPECT_TRUE(smooth_contour(circle(4, 0, 180), false, ObjectSide::kRight, 50).empty());
  const std::vector<PicturePoint> same(9, PicturePoint{5, 5});
  EXPECT_TRUE(smooth_contour(same, false, ObjectSide::kRight, 50).empty());
  EXPECT_TRUE(smooth_contour(same, true, ObjectSide::kRight, 50).empty());
  EXPECT_EQ(covered_degrees({}), 0);
}

}  // namespace
}  // namespace spoor
