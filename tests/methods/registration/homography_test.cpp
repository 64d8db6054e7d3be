#include "methods/registration/homography.h"

#include <gtest/gtest.h>

#include <cmath>

namespace spoor {
namespace {

// A turn, a scale, a shift, and a tilt that moves the horizon to some 3,000 px away.
constexpr Homography kPlanted{1.1, -0.15, 40, 0.12, 0.95, -25, 0.0002, -0.0001, 1};

std::vector<PointPair> pairs_of(const Homography& h, const std::vector<PicturePoint>& points) {
  std::vector<PointPair> pairs;
  for (const PicturePoint& p : points) pairs.push_back({p, mapped(h, p).value()});
  return pairs;
}

void expect_same(const Homography& a, const Homography& b, double tolerance_px) {
  for (const PicturePoint& p : {PicturePoint{0, 0}, {640, 0}, {0, 480}, {640, 480}, {320, 240}}) {
    const auto x = mapped(a, p), y = mapped(b, p);
    ASSERT_TRUE(x && y);
    EXPECT_NEAR(x->x, y->x, tolerance_px);
    EXPECT_NEAR(x->y, y->y, tolerance_px);
  }
}

TEST(Homography, goes_through_four_pairs_exactly) {
  const auto pairs = pairs_of(kPlanted, {{10, 20}, {600, 30}, {580, 440}, {30, 460}});
  const auto found = homography_through(pairs);
  ASSERT_TRUE(found) << to_text(found.error());
  expect_same(*found, kPlanted, 1e-6);
  for (const auto& residual : residuals_px(*found, pairs)) EXPECT_LT(residual.value(), 1e-6);
}

TEST(Homography, shares_the_errors_of_more_pairs_out) {
  std::vector<PicturePoint> points;
  for (int i = 0; i < 30; ++i) points.push_back({20.0 + 97 * i % 600, 10.0 + 61 * i % 440});
  auto pairs = pairs_of(kPlanted, points);
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    pairs[i].right.x += 0.5 * std::sin(3.0 * static_cast<double>(i));
    pairs[i].right.y += 0.5 * std::cos(5.0 * static_cast<double>(i));
  }
  const auto found = homography_through(pairs);
  ASSERT_TRUE(found);
  expect_same(*found, kPlanted, 0.6);
  const auto sum = [&](const Homography& h) {
    double total = 0;
    for (const auto& r : residuals_px(h, pairs)) total += r.value() * r.value();
    return total;
  };
  // It is the least: no better than it is any homography beside it, the true one included.
  EXPECT_LE(sum(*found), sum(kPlanted));
  for (std::size_t i = 0; i < 8; ++i) {
    for (const double factor : {1 - 1e-5, 1 + 1e-5}) {
      Homography beside = *found;
      beside[i] *= factor;
      EXPECT_LE(sum(*found), sum(beside) + 1e-9);
    }
  }
}

TEST(Homography, declines_too_few_pairs_and_pairs_on_a_line) {
  EXPECT_FALSE(homography_through(pairs_of(kPlanted, {{0, 0}, {100, 0}, {0, 100}})));
  const auto line = homography_through(pairs_of(kPlanted, {{0, 0}, {100, 100}, {200, 200}, {300, 300}}));
  ASSERT_FALSE(line);
  EXPECT_EQ(line.error().fault, Fault::kNotApplicable);
  EXPECT_FALSE(homography_through(pairs_of(kPlanted, {{0, 0}, {100, 100}, {200, 200}, {300, 50}})));
}

TEST(Homography, its_inverse_leads_back) {
  const auto back = inverse(kPlanted);
  ASSERT_TRUE(back);
  const auto there = mapped(kPlanted, {123, 321});
  const auto again = mapped(*back, *there);
  EXPECT_NEAR(again->x, 123, 1e-9);
  EXPECT_NEAR(again->y, 321, 1e-9);
  EXPECT_FALSE(inverse({1, 0, 0, 1, 0, 0, 0, 0, 1}));
}

TEST(Homography, says_nothing_beyond_the_horizon) {
  const Homography tilted{1, 0, 0, 0, 1, 0, -0.01, 0, 1};
  EXPECT_TRUE(mapped(tilted, {99, 0}));
  EXPECT_FALSE(mapped(tilted, {101, 0}));
}

TEST(Homography, fewer_than_four_pairs_correct_what_was_found) {
  // What was found is off by a shift, then by a turn and a scale, then by a shear.
  const Homography shift{1, 0, 7, 0, 1, -3, 0, 0, 1}, turn{0.98, -0.1, 7, 0.1, 0.98, -3, 0, 0, 1},
      shear{1.02, 0.05, 7, -0.02, 0.97, -3, 0, 0, 1};
  const std::vector<PicturePoint> places{{100, 100}, {500, 120}, {300, 400}};
  std::size_t n = 0;
  for (const Homography& error : {shift, turn, shear}) {
    ++n;
    std::vector<PointPair> pairs;
    for (std::size_t i = 0; i < n; ++i) {
      pairs.push_back({places[i], mapped(error, mapped(kPlanted, places[i]).value()).value()});
    }
    const auto made = corrected(kPlanted, pairs);
    ASSERT_TRUE(made);
    for (const auto& residual : residuals_px(made->right_from_left, pairs)) EXPECT_LT(residual.value(), 1e-9);
    for (const PicturePoint& p : {PicturePoint{50, 60}, {600, 400}}) {
      const auto wanted = mapped(error, mapped(kPlanted, p).value()), got = mapped(made->right_from_left, p);
      EXPECT_NEAR(wanted->x, got->x, 1e-6);
      EXPECT_NEAR(wanted->y, got->y, 1e-6);
    }
    EXPECT_NE(made->method.find("features"), std::string::npos);
  }
  EXPECT_EQ(corrected(kPlanted, {})->right_from_left, kPlanted);
  EXPECT_FALSE(corrected(std::nullopt, pairs_of(kPlanted, places)));
  const auto four = corrected(kSamePlace, pairs_of(kPlanted, {{10, 20}, {600, 30}, {580, 440}, {30, 460}}));
  ASSERT_TRUE(four);
  expect_same(four->right_from_left, kPlanted, 1e-6);
  EXPECT_EQ(four->method, "4 point pairs");
}

}  // namespace
}  // namespace spoor
