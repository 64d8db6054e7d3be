#include "analysis/ground_setting.h"

#include "support/scene_marks.h"
#include "support/structure_source.h"

#include <gtest/gtest.h>

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
