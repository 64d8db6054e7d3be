#include "analysis/ground_view.h"

#include "support/street_marks.h"

#include <gtest/gtest.h>

namespace spoor {
namespace {

struct Given {
  test::StreetScene scene;
  test::StructureSource source = test::bare_picture(1920, 1080);
  Marks marks;
  GroundParams params;

  explicit Given(std::uint64_t seed) {
    SeededNoise noise(seed);
    auto made = test::street_scene(noise, {});
    while (!made) made = test::street_scene(noise, {});
    scene = *made;
    marks = test::street_marks(scene);
    params.focal = scene.prior.f_px;
    params.lean = 0.5;
    params.relief = 0;
  }
  Result<GroundSetting> setting(const std::set<std::string>& without = {}) {
    RunContext context;
    context.source = &source;
    context.regions = marks.regions;
    context.groups = marks.groups;
    return ground_setting(context, params, without);
  }
};

TEST(GroundView, finds_the_camera_that_took_a_street) {
  Given given(31);
  const auto setting = given.setting();
  ASSERT_TRUE(setting) << to_text(setting.error());
  const auto fit = ground_fit(*setting, true, {});
  ASSERT_TRUE(fit) << to_text(fit.error());
  EXPECT_NEAR(fit->camera.height_m, given.scene.camera.position[2], 0.15 * given.scene.camera.position[2]);
  EXPECT_TRUE(fit->has_scale);
}

TEST(GroundView, keeps_groups_out_that_are_not_of_the_camera) {
  Given given(32);
  const auto setting = given.setting({"post0", "post1", "post2"});
  ASSERT_TRUE(setting);
  EXPECT_TRUE(ground_fit(*setting, false, {})) << "lines still give the horizon";
  const auto fit = ground_fit(*setting, true, {});
  ASSERT_FALSE(fit) << "the known posts gave the scale";
  EXPECT_EQ(fit.error().fault, Fault::kNotApplicable);
  EXPECT_EQ(setting->regions.size(), given.marks.regions.size());
}

TEST(GroundView, declines_where_nothing_tells_of_the_horizon) {
  Given given(33);
  given.marks = {};
  const auto setting = given.setting();
  ASSERT_TRUE(setting);
  EXPECT_EQ(ground_fit(*setting, false, {}).error().fault, Fault::kNotApplicable);
  given.source.information.video.clear();
  EXPECT_EQ(given.setting().error().fault, Fault::kNotApplicable);
}

}  // namespace
}  // namespace spoor
