#include "methods/shadow/shadow_marks.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace spoor {
namespace {

bool admits(const ShadowMark& mark, double widening, const PicturePoint& light, LightSide side) {
  const auto groups = constraints(mark, widening, side);
  return std::any_of(groups.begin(), groups.end(), [&](const auto& group) {
    return std::all_of(group.begin(), group.end(), [&](const HalfPlane& h) { return h.value(light) >= -1e-9; });
  });
}

ShadowMark cast(PicturePoint at, PicturePoint object, double sigma) {
  return {"m", ShadowMark::Kind::kCast, at, object, object, sigma, sigma};
}

TEST(ShadowMark, admits_a_light_beyond_its_object_only) {
  const ShadowMark mark = cast({100, 500}, {200, 400}, 1);
  EXPECT_TRUE(admits(mark, 2, {400, 200}, LightSide::kFront));
  EXPECT_TRUE(admits(mark, 2, {10100, -9500}, LightSide::kFront));
  EXPECT_FALSE(admits(mark, 2, {0, 600}, LightSide::kFront)) << "on the line, but shadows fall away from a light";
  EXPECT_FALSE(admits(mark, 2, {400, 300}, LightSide::kFront));
}

TEST(ShadowMark, lets_shadows_run_to_the_antisolar_point) {
  const ShadowMark mark = cast({100, 500}, {200, 400}, 1);
  EXPECT_TRUE(admits(mark, 2, {100, -700}, LightSide::kBehind)) << "the antisolar point is (-100, 700)";
  EXPECT_FALSE(admits(mark, 2, {-400, -200}, LightSide::kBehind));
  // One direction at infinity is the same light from either side.
  EXPECT_TRUE(admits(mark, 2, {1e7, -1e7}, LightSide::kFront));
  EXPECT_TRUE(admits(mark, 2, {1e7, -1e7}, LightSide::kBehind));
}

TEST(ShadowMark, is_a_ray_and_not_a_line_where_it_is_exact) {
  const ShadowMark mark = cast({0, 0}, {100, 0}, 0);
  EXPECT_TRUE(admits(mark, 0, {300, 0}, LightSide::kFront));
  EXPECT_FALSE(admits(mark, 0, {-300, 0}, LightSide::kFront));
}

TEST(ShadowMark, widens_by_its_clicks_errors) {
  const ShadowMark mark = cast({0, 0}, {100, 0}, 2);
  const double angle = 2 * std::sqrt(8.0) / 100;  // two deviations of the direction
  EXPECT_TRUE(admits(mark, 2, {1000, 999 * std::tan(angle)}, LightSide::kFront));
  EXPECT_FALSE(admits(mark, 2, {1000, 1001 * std::tan(angle)}, LightSide::kFront));
  const auto nothing = constraints(mark, 1000, LightSide::kFront);
  EXPECT_TRUE(nothing.size() == 1 && nothing.front().empty()) << "says nothing";
}

TEST(ShadowMark, keeps_an_attached_shadows_light_on_the_lit_side) {
  ShadowMark mark{"a", ShadowMark::Kind::kAttached, {100, 100}, {150, 100}, {150, 100}, 0, 0};
  EXPECT_TRUE(admits(mark, 2, {101, 9000}, LightSide::kFront));
  EXPECT_FALSE(admits(mark, 2, {99, 100}, LightSide::kFront));
  mark.sigma_px = 2.5;
  EXPECT_TRUE(admits(mark, 2, {0, 9000}, LightSide::kFront)) << "five degrees and more of doubt";
  EXPECT_TRUE(admits(mark, 2, {0, -9000}, LightSide::kFront)) << "to either hand";
  EXPECT_FALSE(admits(mark, 2, {0, 100}, LightSide::kFront));
}

TEST(ShadowMark, agrees_after_the_smallest_turn) {
  for (const LightSide side : {LightSide::kFront, LightSide::kBehind}) {
    const PicturePoint light{300, -700};
    ShadowMark wedge{"w", ShadowMark::Kind::kCast, {100, 500}, {180, 520}, {180, 460}, 1, 1};
    for (const ShadowMark& mark : {cast({100, 500}, {200, 440}, 1), wedge}) {
      const ShadowMark made = agreeing(mark, light, side);
      EXPECT_TRUE(admits(made, 1e-6, light, side));
      EXPECT_NEAR(std::hypot(made.first.x - made.at.x, made.first.y - made.at.y),
                  std::hypot(mark.first.x - mark.at.x, mark.first.y - mark.at.y), 1e-9);
    }
  }
  ShadowMark fits{"w", ShadowMark::Kind::kCast, {0, 0}, {100, 50}, {100, -50}, 1, 1};
  EXPECT_EQ(agreeing(fits, {1000, 10}, LightSide::kFront).first, fits.first) << "nothing turns that agrees";
}

}  // namespace
}  // namespace spoor
