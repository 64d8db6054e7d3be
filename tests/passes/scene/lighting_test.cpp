#include "analysis/pass.h"
#include "support/jpeg_oracle.h"
#include "support/lit_ellipsoid.h"
#include "support/run_pass.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <iostream>

namespace spoor {
namespace {

constexpr double kDegree = std::numbers::pi / 180;

// `clockwise_deg` from the top of the picture.
cv::Vec3d light_from(double clockwise_deg, double forward_deg) {
  const double f = forward_deg * kDegree;
  return {std::sin(clockwise_deg * kDegree) * std::cos(f), -std::cos(clockwise_deg * kDegree) * std::cos(f),
          std::sin(f)};
}

Region contour(const std::string& id, std::vector<PicturePoint> points, bool closed, double sigma) {
  Region region;
  region.id = id;
  region.shape = closed ? Shape::kPolygon : Shape::kPath;
  region.points = std::move(points);
  region.role = "occluding_contour";
  region.sigma_px = sigma;
  return region;
}

Result<PassOutput> output_of(const std::vector<std::byte>& jpeg, const std::vector<Region>& regions,
                             const ParamValues& given = {}) {
  return test::run_pass("scene.lighting", jpeg, given, 0, regions);
}

struct Scene {
  std::vector<std::byte> jpeg;
  std::vector<Region> marks;
};

// Three bodies; the third has a light of its own.
Scene three_bodies(double third_deg, SeededNoise& noise, double sigma_px) {
  cv::Mat bgr(300, 900, CV_8UC3, cv::Scalar::all(test::srgb_code(0.3)));
  Scene scene;
  for (int i = 0; i < 3; ++i) {
    test::LitEllipsoid e;
    e.centre = {150.0 + 300 * i, 150};
    e.a = noise.uniform(60, 100), e.b = noise.uniform(50, 90), e.c = noise.uniform(50, 100);
    e.turned_deg = noise.uniform(0, 180);
    e.texture = 0.04;
    e.to_light = light_from(i == 2 ? third_deg : 40, 20);
    test::draw(bgr, e, 1, noise);
    scene.marks.push_back(
        contour("body " + std::to_string(i + 1), test::outline(e, 14, 10, 360, sigma_px, noise), true, sigma_px));
  }
  scene.jpeg = test::jpeg_from_bgr(bgr, {1, 1, 92, {}});
  return scene;
}

TEST(SceneLighting, finds_one_light_on_three_bodies) {
  SeededNoise noise(6);
  const Scene scene = three_bodies(40, noise, 1.5);
  const auto output = output_of(scene.jpeg, scene.marks);
  ASSERT_TRUE(output) << to_text(output.error());
  EXPECT_EQ(test::value_of(*output, "contours"), 3);
  EXPECT_NEAR(test::value_of(*output, "direction"), 40, 6);
  EXPECT_GT(test::value_of(*output, "p_agree"), 0.05);
  const Observation* o = test::find_observation(*output, "direction_of_light");
  ASSERT_NE(o, nullptr);
  EXPECT_EQ(o->bearing, Bearing::kNeutral);
  EXPECT_NE(o->statement.find("sRGB"), std::string::npos) << o->statement;
  EXPECT_EQ(output->regions.size(), 6U) << "an arrow and a sector each";
  EXPECT_EQ(output->tables.front().rows.size(), 3U);
}

TEST(SceneLighting, names_the_body_with_a_light_of_its_own) {
  SeededNoise noise(6);
  const Scene scene = three_bodies(110, noise, 1.5);
  const auto output = output_of(scene.jpeg, scene.marks);
  ASSERT_TRUE(output);
  EXPECT_LT(test::value_of(*output, "p_agree"), 1e-4);
  const Observation* o = test::find_observation(*output, "direction_of_light");
  EXPECT_EQ(o->bearing, Bearing::kInconclusive) << "no photographs have been counted";
  EXPECT_FALSE(o->innocent_causes.empty());
  EXPECT_NE(o->statement.find("body 3"), std::string::npos) << o->statement;
}

TEST(SceneLighting, p_alarms_no_more_often_than_it_says) {
  SeededNoise noise(16);
  int alarms = 0;
  constexpr int kScenes = 60;
  for (int i = 0; i < kScenes; ++i) {
    const Scene scene = three_bodies(40, noise, 1.5);
    // Without the part for surfaces that the generator does not have.
    const auto output = output_of(scene.jpeg, scene.marks, {{"surface_sigma", 0.0}, {"draws", std::int64_t{60}}});
    ASSERT_TRUE(output);
    alarms += test::value_of(*output, "p_agree") < 0.05;
  }
  std::cout << "[ measured ] p below 0.05 in " << alarms << " of " << kScenes << " scenes of one light\n";
  EXPECT_LE(alarms, 8) << "5 % of 60 give more than 8 in 1 of 1,000 runs";
}

TEST(SceneLighting, sees_a_light_turned_by_30_degrees_on_one_of_three) {
  SeededNoise noise(26);
  int seen = 0;
  constexpr int kScenes = 30;
  for (int i = 0; i < kScenes; ++i) {
    const Scene scene = three_bodies(70, noise, 1.5);
    const auto output = output_of(scene.jpeg, scene.marks, {{"draws", std::int64_t{60}}});
    ASSERT_TRUE(output);
    seen += test::value_of(*output, "p_agree") < 0.05;
  }
  std::cout << "[ measured ] p below 0.05 in " << seen << " of " << kScenes
            << " scenes with a light turned by 30 degrees\n";
  EXPECT_GE(seen, 24);
}

TEST(SceneLighting, leaves_out_what_covers_too_little_and_says_so) {
  SeededNoise noise(6);
  Scene scene = three_bodies(40, noise, 1);
  scene.marks.push_back(contour("pole", {{10, 20}, {10, 60}, {10, 100}, {10, 150}, {10, 200}}, false, 1));
  const auto output = output_of(scene.jpeg, scene.marks);
  ASSERT_TRUE(output);
  const Observation* left = test::find_observation(*output, "left_out");
  ASSERT_NE(left, nullptr);
  EXPECT_NE(left->statement.find("pole"), std::string::npos);
  const auto alone = output_of(scene.jpeg, {scene.marks.back()});
  ASSERT_FALSE(alone);
  EXPECT_EQ(alone.error().fault, Fault::kNotApplicable);
}

TEST(SceneLighting, declines_without_contours_or_with_too_many) {
  SeededNoise noise(6);
  const Scene scene = three_bodies(40, noise, 1);
  EXPECT_EQ(output_of(scene.jpeg, {}).error().fault, Fault::kNotApplicable);
  EXPECT_EQ(output_of(scene.jpeg, std::vector<Region>(21, scene.marks[0])).error().fault, Fault::kBadArgument);
  const auto later = output_of(scene.jpeg, scene.marks, {{"frame", std::int64_t{7}}});
  ASSERT_FALSE(later);
  EXPECT_NE(later.error().sentence.find("frame"), std::string::npos);
}

}  // namespace
}  // namespace spoor
