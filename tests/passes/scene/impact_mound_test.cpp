#include "analysis/pass.h"
#include "support/run_pass.h"
#include "support/street_marks.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace spoor {
namespace {

constexpr double kDegree = std::numbers::pi / 180;

struct Mound {
  test::StreetScene street;
  Marks marks;
  PicturePoint foot, crest;
};

// A street with a nose, and a mound of this height and slope behind the same foot, clicked with the street's deviation.
Mound mound_scene(SeededNoise& noise, double height_m, double slope_deg, double range_m) {
  while (true) {
    auto street = test::street_scene(noise, {});
    if (!street) continue;
    const double b = street->camera.heading_deg * kDegree;
    const double back = height_m / std::tan(slope_deg * kDegree);
    const auto at = [&](double range, double z) {
      const cv::Vec3d p =
          street->camera.image_of(cv::Vec3d(range * std::sin(b), range * std::cos(b), z) - street->camera.position);
      return p[2] < 0.5 ? std::nullopt : street->lens.distorted({p[0] / p[2], p[1] / p[2]});
    };
    const auto foot = at(range_m, 0), crest = at(range_m + back, height_m);
    if (!foot || !crest || foot->y > 1080 || crest->y < 0) continue;
    Mound m{*street, test::street_marks(*street), *foot, *crest};
    Region nose;
    nose.id = "nose", nose.role = "nose", nose.shape = Shape::kPoint, nose.sigma_px = 1.5;
    nose.points = {test::clicked(*foot, 1.5, noise)};
    m.marks.regions.push_back(nose);
    return m;
  }
}

void mark_mound(Mound& m, SeededNoise& noise) {
  test::add_line(m.marks, "heap", "mound_line", test::clicked(m.foot, 1.5, noise), test::clicked(m.crest, 1.5, noise),
                 1.5);
}

Result<PassOutput> output_of(const Mound& m, ParamValues more = {}) {
  ParamValues params{{"focal", m.street.prior.f_px},
                     {"focal_deviation", 100 * m.street.prior.f_log_sigma},
                     {"centre_deviation", 1000.0 / 1920},
                     {"lean", 0.5},
                     {"relief", 0.0},
                     {"draws", std::int64_t{500}}};
  for (auto& [id, value] : more) params[id] = value;
  auto source = test::bare_picture(1920, 1080);
  return test::output_over(passes::scene_impact_mound(), source, m.marks, {}, params);
}

const Measurement& measured(const PassOutput& output, const std::string& id) {
  return *std::find_if(output.measurements.begin(), output.measurements.end(), [&](auto& m) { return m.id == id; });
}

TEST(SceneImpactMound, measures_mounds_within_what_it_states) {
  SeededNoise noise(301);
  constexpr int kScenes = 120;
  int held = 0;
  double worst = 0;
  for (int i = 0; i < kScenes; ++i) {
    const double h = noise.uniform(0.2, 0.9), slope = 34 + 3 * noise.normal();
    auto m = mound_scene(noise, h, slope, noise.uniform(6, 14));
    mark_mound(m, noise);
    const auto output = output_of(m);
    ASSERT_TRUE(output) << to_text(output.error());
    const Measurement& found = measured(*output, "mound_height");
    held += std::abs(found.value - h) < 1.96 * *found.sigma;
    worst = std::max(worst, std::abs(found.value - h) / *found.sigma);
  }
  std::printf("heights of mounds held %d of %d, worst %.1f deviations\n", held, kScenes, worst);
  EXPECT_GE(held, 106) << "of 120 at 95 %: fewer with a chance of 0.3 %";
  EXPECT_LT(worst, 4.5);
}

TEST(SceneImpactMound, says_how_high_an_expected_mound_would_stand_where_none_is_marked) {
  SeededNoise noise(302);
  const auto near = mound_scene(noise, 0.5, 34, 7);
  const auto output = output_of(near);
  ASSERT_TRUE(output) << to_text(output.error());
  const double per_m = measured(*output, "px_per_m").value;
  EXPECT_NEAR(per_m, near.street.camera.f_px / 7, 0.25 * per_m) << "about the focal length over the distance";
  EXPECT_NEAR(measured(*output, "expected_px").value, per_m * measured(*output, "expected_height").value, 1e-6);
  const Observation* expected = test::find_observation(*output, "expected");
  ASSERT_NE(expected, nullptr);
  EXPECT_EQ(expected->bearing, Bearing::kNeutral);
  EXPECT_NE(expected->statement.find("which this picture resolves."), std::string::npos) << expected->statement;
  EXPECT_NE(expected->statement.find("The analyst marked none."), std::string::npos) << expected->statement;
  EXPECT_EQ(test::find_observation(*output, "mound"), nullptr);
  EXPECT_LT(measured(*output, "speed_exceeding").value, 16) << "3 px are passed at a lower speed";
  EXPECT_EQ(output->tables.front().rows.size(), 8U) << "four soils at two speeds";
}

TEST(SceneImpactMound, does_not_resolve_a_mound_far_away) {
  SeededNoise noise(303);
  const auto output = output_of(mound_scene(noise, 0.5, 34, 400));
  ASSERT_TRUE(output) << to_text(output.error());
  const std::string& said = test::find_observation(*output, "expected")->statement;
  EXPECT_NE(said.find("does not resolve"), std::string::npos) << said;
  EXPECT_GT(measured(*output, "speed_exceeding").value, 16);
}

TEST(SceneImpactMound, finds_a_low_mound_lower_than_expected_and_stays_quiet_on_a_fitting_one) {
  SeededNoise noise(304);
  for (int i = 0; i < 10; ++i) {
    auto low = mound_scene(noise, 0.06, 34, 6);
    mark_mound(low, noise);
    const auto output = output_of(low, {{"speed_low", 30.0}});
    ASSERT_TRUE(output) << to_text(output.error());
    const Observation* o = test::find_observation(*output, "mound");
    EXPECT_EQ(o->bearing, Bearing::kInconclusive) << o->statement;
    EXPECT_GE(o->innocent_causes.size(), 4U);
    const double expected = measured(*output, "expected_height").value;
    auto fitting = mound_scene(noise, expected, 34, 6);
    mark_mound(fitting, noise);
    const auto quiet = output_of(fitting, {{"speed_low", 30.0}});
    ASSERT_TRUE(quiet);
    EXPECT_EQ(test::find_observation(*quiet, "mound")->bearing, Bearing::kNeutral);
    EXPECT_NEAR(measured(*quiet, "mound_place").value, 0.5, 0.35);
  }
}

TEST(SceneImpactMound, reads_a_group_of_foot_and_top_as_upright) {
  SeededNoise noise(305);
  auto m = mound_scene(noise, 0.5, 89.9, 8);
  m.marks.groups.push_back({"pile", "mound", "", {}, {}});
  for (const auto& [part, at] : {std::pair{"foot", m.foot}, std::pair{"top", m.crest}}) {
    test::add_point(m.marks, "pile", part, at, 1.0);
    m.marks.regions.back().role = "mound";
  }
  const auto output = output_of(m);
  ASSERT_TRUE(output) << to_text(output.error());
  const Measurement& h = measured(*output, "mound_height");
  EXPECT_NEAR(h.value, 0.5, 4 * *h.sigma);
  EXPECT_LT(*h.sigma, 0.1);
}

TEST(SceneImpactMound, expects_more_of_more_mass_and_speed) {
  SeededNoise noise(306);
  const auto m = mound_scene(noise, 0.5, 34, 8);
  const auto height = [&](ParamValues more) {
    return measured(*output_of(m, std::move(more)), "expected_height").value;
  };
  const double base = height({});
  EXPECT_GT(height({{"speed_low", 25.0}}), base);
  EXPECT_LT(height({{"vehicle", std::string("m998")}}), base);
  EXPECT_GT(height({{"mass_low", 6500.0}, {"mass_high", 6500.0}}), base);
  EXPECT_LT(height({{"soil", std::string("heavy_clay")}}), height({{"soil", std::string("dry_sand")}}));
  EXPECT_LT(height({{"speed_low", 0.0}}), 1e-6);
}

TEST(SceneImpactMound, declines_without_a_nose_or_a_scale) {
  SeededNoise noise(307);
  auto m = mound_scene(noise, 0.5, 34, 8);
  auto no_scale = m;
  for (auto& group : no_scale.marks.groups) group.quantities.clear();
  const auto without = output_of(no_scale);
  ASSERT_FALSE(without);
  EXPECT_EQ(without.error().fault, Fault::kNotApplicable);
  m.marks.regions.pop_back();
  const auto none = output_of(m);
  ASSERT_FALSE(none);
  EXPECT_EQ(none.error().fault, Fault::kNotApplicable);
}

}  // namespace
}  // namespace spoor
