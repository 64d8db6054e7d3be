#include "analysis/ground_setting.h"

#include "support/scene_marks.h"
#include "support/street_marks.h"
#include "support/structure_source.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace spoor {
namespace {

Region line(const char* role, PicturePoint from, PicturePoint to) {
  Region region;
  region.id = role;
  region.role = role;
  region.shape = Shape::kLine;
  region.points = {from, to};
  return region;
}

RunContext with(test::StructureSource& source, std::vector<Region> regions) {
  RunContext context;
  context.source = &source;
  context.regions = std::move(regions);
  return context;
}

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
    return ground_setting(context, params, {without, false});
  }
};

TEST(GroundSetting, finds_the_camera_that_took_a_street) {
  Given given(31);
  const auto setting = given.setting();
  ASSERT_TRUE(setting) << to_text(setting.error());
  const auto fit = ground_fit(*setting, true, {});
  ASSERT_TRUE(fit) << to_text(fit.error());
  EXPECT_NEAR(fit->camera.height_m, given.scene.camera.position[2], 0.15 * given.scene.camera.position[2]);
  EXPECT_TRUE(fit->has_scale);
}

TEST(GroundSetting, keeps_groups_out_that_are_not_of_the_camera) {
  Given given(32);
  const auto setting = given.setting({"post0", "post1", "post2"});
  ASSERT_TRUE(setting);
  EXPECT_TRUE(ground_fit(*setting, false, {})) << "lines still give the horizon";
  const auto fit = ground_fit(*setting, true, {});
  ASSERT_FALSE(fit) << "the known posts gave the scale";
  EXPECT_EQ(fit.error().fault, Fault::kNotApplicable);
  EXPECT_EQ(setting->upright.size(), given.marks.regions.size());
}

TEST(GroundSetting, reads_marks_into_what_the_camera_is_fitted_from) {
  test::StructureSource source = test::bare_picture(1920, 1080);
  GroundParams params;
  params.camera_height = 10, params.height_deviation = 20, params.relief = 3;
  const auto setting =
      ground_setting(with(source, {line("horizon", {0, 300}, {1900, 310}), line("straight", {1, 2}, {3, 4})}), params);
  ASSERT_TRUE(setting) << to_text(setting.error());
  EXPECT_TRUE(setting->scene.marks.horizon);
  EXPECT_EQ(setting->prior.width, 1920);
  EXPECT_EQ(setting->prior.camera_height->sigma_m, 2);
  EXPECT_NEAR(setting->prior.relief, 0.03, 1e-12);
  EXPECT_FALSE(setting->prior.lens);
  ASSERT_EQ(setting->left_out.size(), 1U) << "two points say nothing of a lens";
  EXPECT_NE(why_no_camera(*setting).find("left out: straight"), std::string::npos) << why_no_camera(*setting);
}

TEST(GroundSetting, declines_without_a_picture_and_without_a_mark_that_tells) {
  test::StructureSource source;
  const auto none = ground_setting(with(source, {}), {});
  ASSERT_FALSE(none);
  EXPECT_EQ(none.error().fault, Fault::kNotApplicable);
  const auto odd = ground_setting(with(source, {line("suspicious", {1, 2}, {3, 4})}), {});
  ASSERT_FALSE(odd);
  EXPECT_EQ(odd.error().fault, Fault::kNotApplicable);
  test::StructureSource picture = test::bare_picture(1920, 1080);
  const auto too_many =
      ground_setting(with(picture, std::vector<Region>(kMostLines + 1, line("vertical", {100, 500}, {100, 200}))), {});
  ASSERT_FALSE(too_many);
  EXPECT_EQ(too_many.error().fault, Fault::kBadArgument);
}

}  // namespace
}  // namespace spoor
