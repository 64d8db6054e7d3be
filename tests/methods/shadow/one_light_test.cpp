#include "methods/shadow/one_light.h"

#include "support/generated_scene.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace spoor {
namespace {

constexpr double kDegree = std::numbers::pi / 180;

// A wedge of +-3 degrees about the line from the shadow to the object, taken as exact.
ShadowMark wedge(PicturePoint shadow, PicturePoint object) {
  const auto turned = [&](double angle) -> PicturePoint {
    const double dx = object.x - shadow.x, dy = object.y - shadow.y;
    return {shadow.x + std::cos(angle) * dx - std::sin(angle) * dy,
            shadow.y + std::sin(angle) * dx + std::cos(angle) * dy};
  };
  return {"m", ShadowMark::Kind::kCast, shadow, turned(-3 * kDegree), turned(3 * kDegree), 0, 0};
}

std::vector<ShadowMark> worked_example() {
  return {wedge({300, 800}, {600, 375}), wedge({700, 700}, {900, 300}), wedge({1100, 850}, {1200, 412.5}),
          wedge({500, 600}, {750, 225})};
}

bool in(const LightRegion& region, PicturePoint light) {
  for (std::size_t i = 0; i < region.outline.size(); ++i) {
    const PicturePoint &p = region.outline[i], &q = region.outline[(i + 1) % region.outline.size()];
    const double cross = (q.x - p.x) * (light.y - p.y) - (q.y - p.y) * (light.x - p.x);
    if (cross < -0.1 * std::hypot(q.x - p.x, q.y - p.y)) return false;  // a tenth of a pixel outside
  }
  return true;
}

TEST(OneLight, satisfies_the_worked_example_in_front_of_the_camera) {
  const auto marks = worked_example();
  const auto regions = light_regions(marks, 0);
  ASSERT_EQ(regions.size(), 1U);
  EXPECT_EQ(regions.front().side, LightSide::kFront);
  EXPECT_FALSE(regions.front().reaches_infinity);
  EXPECT_TRUE(in(regions.front(), {1500, -900}));
  EXPECT_TRUE(in(regions.front(), {1339.7, -526.9}));
  EXPECT_NEAR(total_slack(marks, LightSide::kFront).total, 0, 1e-9);
  EXPECT_NEAR(total_slack(marks, LightSide::kBehind).total, 614.0, 0.05);
  EXPECT_EQ(agreement(marks).widening, 0);
  EXPECT_TRUE(conflict_sets(marks, 0).empty());
}

TEST(OneLight, fails_the_worked_example_with_a_fifth_shadow) {
  auto marks = worked_example();
  marks.push_back(wedge({900, 780}, {625, 360}));
  EXPECT_TRUE(light_regions(marks, 0).empty());
  EXPECT_NEAR(total_slack(marks, LightSide::kFront).total, 695.2, 0.05);
  EXPECT_NEAR(total_slack(marks, LightSide::kBehind).total, 897.7, 0.05);
  const auto sets = conflict_sets(marks, 0);
  ASSERT_FALSE(sets.empty());
  for (const ConflictSet& set : sets) {
    EXPECT_TRUE(std::count(set.marks.begin(), set.marks.end(), std::size_t{4})) << "the fifth is in every conflict";
    EXPECT_LE(set.marks.size(), 4U);
    for (std::size_t leave = 0; leave < set.marks.size(); ++leave) {
      std::vector<ShadowMark> rest;
      for (std::size_t i = 0; i < set.marks.size(); ++i) {
        if (i != leave) rest.push_back(marks[set.marks[i]]);
      }
      EXPECT_FALSE(light_regions(rest, 0).empty()) << "no smaller set conflicts";
    }
  }
}

TEST(OneLight, can_already_fail_two_marks) {
  const std::vector marks{wedge({200, 1500}, {600, 1500}), wedge({1500, 600}, {1500, 200})};
  EXPECT_TRUE(light_regions(marks, 0).empty());
  double least = total_slack(marks, LightSide::kFront).total, most = total_slack(marks, LightSide::kBehind).total;
  if (least > most) std::swap(least, most);
  EXPECT_NEAR(least, 86.8, 0.05);
  EXPECT_NEAR(most, 130.8, 0.05);
  const auto sets = conflict_sets(marks, 0);
  ASSERT_EQ(sets.size(), 1U);
  EXPECT_EQ(sets.front().marks, (std::vector<std::size_t>{0, 1}));
}

ShadowMark clicked_mark(const test::SeenPole& pole, double sigma, SeededNoise& noise) {
  const PicturePoint tip = test::clicked(pole.tip, sigma, noise), top = test::clicked(pole.top, sigma, noise);
  return {"pole", ShadowMark::Kind::kCast, tip, top, top, sigma, sigma};
}

TEST(OneLight, finds_the_sun_of_exact_marks_in_front_and_behind) {
  SeededNoise noise(11);
  int behind = 0;
  for (int trial = 0; trial < 200; ++trial) {
    const test::PoleScene scene = test::pole_scene(noise, 4);
    std::vector<ShadowMark> marks;
    for (const auto& pole : scene.poles) {
      marks.push_back({"pole", ShadowMark::Kind::kCast, pole.tip, pole.top, pole.top, 0.01, 0.01});
    }
    const Agreement found = agreement(marks);
    EXPECT_LT(found.widening, 0.05);
    const double w = static_cast<double>(found.side), f = scene.camera.f_px;
    const cv::Vec3d seen = cv::normalize(cv::Vec3d((found.light.x - w * 960) / f, (found.light.y - w * 540) / f, w));
    const double off = std::acos(std::min(1.0, seen.dot(scene.camera.camera_from_world() * scene.to_sun)));
    EXPECT_LT(off, 0.5 * kDegree) << trial;
    behind += scene.camera.image_of(scene.to_sun)[2] < 0;
  }
  EXPECT_GT(behind, 50);
}

// What is said of honest marks on 2,000 scenes with one sun: three to eight poles, clicks of 1 to 4 px.
TEST(OneLight, seldom_suspects_honest_marks) {
  SeededNoise noise(2013);
  constexpr int kScenes = 2000, kDraws = 99;
  int conflicts = 0, holds_the_sun = 0, below_5 = 0, below_1 = 0, below_half = 0;
  for (int trial = 0; trial < kScenes; ++trial) {
    const auto count = static_cast<std::size_t>(3 + trial % 6);
    const double sigma = noise.uniform(1, 4);
    const test::PoleScene scene = test::pole_scene(noise, count);
    std::vector<ShadowMark> marks;
    for (const auto& pole : scene.poles) marks.push_back(clicked_mark(pole, sigma, noise));
    const Agreement found = agreement(marks);
    conflicts += found.widening > kSigmas;
    const cv::Vec3d sun = scene.camera.image_of(scene.to_sun);
    const double w = std::abs(sun[2]);
    for (const LightRegion& region : light_regions(marks, joint_widening(count, 0.95))) {
      if ((region.side == LightSide::kFront) == (sun[2] > 0) && in(region, {sun[0] / w, sun[1] / w})) ++holds_the_sun;
    }
    if (found.widening == 0) continue;
    const HonestMarking honest = honest_marking(marks, found, kDraws, static_cast<std::uint64_t>(trial), Job());
    below_5 += honest.p <= 0.05;
    below_1 += honest.p <= 0.01;
    below_half += honest.p <= 0.5;
  }
  RecordProperty("conflicts", conflicts);
  std::printf("of %d: conflict at 2 sigma %d, 95 %% region holds the sun %d, p<=0.05 %d, p<=0.01 %d, p<=0.5 %d\n",
              kScenes, conflicts, holds_the_sun, below_5, below_1, below_half);
  EXPECT_LE(conflicts, kScenes * 3 / 100);
  EXPECT_NEAR(static_cast<double>(holds_the_sun) / kScenes, 0.95, 0.02);
  EXPECT_LE(below_5, kScenes * 65 / 1000) << "a p-value is no smaller than it claims";
  EXPECT_LE(below_1, kScenes * 18 / 1000);
  EXPECT_NEAR(static_cast<double>(below_half) / kScenes, 0.5, 0.06);
}

// A fifth pole lit by another sun.
TEST(OneLight, notices_a_second_sun) {
  int noticed_far = 0, noticed_near = 0;
  constexpr int kScenes = 200;
  for (int trial = 0; trial < kScenes; ++trial) {
    SeededNoise noise(static_cast<std::uint64_t>(5000 + trial));
    const test::PoleScene scene = test::pole_scene(noise, 5);
    for (const double turn : {60.0, 10.0}) {
      std::vector<ShadowMark> marks;
      for (std::size_t i = 0; i < 5; ++i) marks.push_back(clicked_mark(scene.poles[i], 2, noise));
      ShadowMark& odd = marks.back();
      const double c = std::cos(turn * kDegree), s = std::sin(turn * kDegree);
      const double dx = odd.first.x - odd.at.x, dy = odd.first.y - odd.at.y;
      odd.first = odd.second = {odd.at.x + c * dx - s * dy, odd.at.y + s * dx + c * dy};
      (turn > 30 ? noticed_far : noticed_near) += agreement(marks).widening > kSigmas;
    }
  }
  std::printf("of %d: turned by 60 degrees noticed %d, by 10 degrees %d\n", kScenes, noticed_far, noticed_near);
  EXPECT_GE(noticed_far, kScenes * 9 / 10);
  EXPECT_LE(noticed_near, noticed_far);
}

TEST(OneLight, repeats_its_draws) {
  SeededNoise noise(1);
  const test::PoleScene scene = test::pole_scene(noise, 5);
  std::vector<ShadowMark> marks;
  for (const auto& pole : scene.poles) marks.push_back(clicked_mark(pole, 3, noise));
  const Agreement found = agreement(marks);
  const HonestMarking once = honest_marking(marks, found, 200, 9, Job()),
                      twice = honest_marking(marks, found, 200, 9, Job());
  EXPECT_EQ(once.as_much, twice.as_much);
  EXPECT_EQ(once.feasible_again, twice.feasible_again);
}

}  // namespace
}  // namespace spoor
