#include "analysis/pass.h"
#include "evidence/claim_words.h"
#include "methods/sun/sun_position.h"
#include "support/paths.h"
#include "support/run_pass.h"
#include "support/scene_marks.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

namespace spoor {
namespace {

const std::string kClaim = "50.48N 35.67E 2023-05-22T10:00+03:00";
constexpr double kHeight = 2, kHeading = 250;
const cv::Vec3d kFoot(-9.4, -3.4, 0);  // 10 m before the camera

struct Scene {
  test::StructureSource source = test::bare_picture(1920, 1080);
  Marks marks;
  ParamValues params;
};

test::PinholeCamera camera() {
  test::PinholeCamera camera;
  camera.heading_deg = kHeading;
  camera.pitch_deg = -12;
  camera.position = {0, 0, 4};
  return camera;
}

PicturePoint tip_at(std::int64_t utc_us) {
  SunDirection sun = sun_direction({50.48, 35.67, 0}, utc_us);
  sun.elevation_deg += refraction_deg(sun.elevation_deg, {});
  const cv::Vec3d to_sun = test::sun_vector(sun.azimuth_deg, sun.elevation_deg);
  return *camera().seen(kFoot + cv::Vec3d(0, 0, kHeight) - kHeight / to_sun[2] * to_sun);
}

// A pole's shadow at the claimed time and `passed_s` later, told to be `told_s` later.
Scene two_shadows(double passed_s, double told_s, double click = 1) {
  Scene scene;
  const std::int64_t first = claim_from_text(kClaim)->time->first_us;
  scene.marks.groups.push_back({"mast", "pole", "", {{"later", told_s, "s", 1}}, {}});
  test::add_point(scene.marks, "mast", "foot", *camera().seen(kFoot), click);
  test::add_point(scene.marks, "mast", "shadow_tip", tip_at(first), click);
  test::add_point(scene.marks, "mast", "later_tip", tip_at(first + std::llround(passed_s * 1e6)), click);
  scene.params = {{"attitude", std::string("parameters")},
                  {"pitch", -12.0},
                  {"roll", 0.0},
                  {"attitude_deviation", 0.2},
                  {"focal", 1200.0},
                  {"focal_deviation", 1.0}};
  return scene;
}

Result<PassOutput> output_of(Scene& scene, const std::string& claim = kClaim) {
  return test::output_over(passes::scene_shadow_course(), scene.source, scene.marks, *claim_from_text(claim),
                           scene.params);
}

TEST(SceneShadowCourse, agrees_with_the_time_that_passed_without_the_height_or_a_heading) {
  Scene scene = two_shadows(3600, 3600);
  const auto output = output_of(scene);
  ASSERT_TRUE(output) << to_text(output.error());
  EXPECT_GT(test::value_of(*output, "p_course"), 0.5) << "marks without noise";
  EXPECT_NEAR(test::value_of(*output, "rate"), 1, 0.03);
  EXPECT_NEAR(test::value_of(*output, "turned"), test::value_of(*output, "predicted_turn"), 0.3);
  EXPECT_NEAR(test::value_of(*output, "length_ratio"), test::value_of(*output, "predicted_length_ratio"), 0.02);
  EXPECT_EQ(test::find_observation(*output, "course")->bearing, Bearing::kNeutral);
  EXPECT_NEAR(std::remainder(test::value_of(*output, "asked_heading") - kHeading, 360), 0, 1);
}

TEST(SceneShadowCourse, tells_another_duration_and_how_much_time_passed_by_the_shadows) {
  Scene scene = two_shadows(1200, 3600);
  const auto output = output_of(scene);
  ASSERT_TRUE(output) << to_text(output.error());
  EXPECT_LT(test::value_of(*output, "p_course"), 1e-4);
  EXPECT_NEAR(test::value_of(*output, "rate"), 1.0 / 3, 0.05);
  const Observation* course = test::find_observation(*output, "course");
  EXPECT_EQ(course->bearing, Bearing::kInconclusive) << "no clips have been counted";
  EXPECT_FALSE(course->innocent_causes.empty());
  EXPECT_NE(course->statement.find("does not agree"), std::string::npos) << course->statement;
}

TEST(SceneShadowCourse, a_shadow_that_stands_still_is_told_where_the_marks_can_tell) {
  Scene scene = two_shadows(0, 3600);
  const auto output = output_of(scene);
  ASSERT_TRUE(output) << to_text(output.error());
  EXPECT_LT(test::value_of(*output, "p_course"), 1e-4);
  EXPECT_NEAR(test::value_of(*output, "rate"), 0, 0.05);
}

TEST(SceneShadowCourse, agreement_of_coarse_marks_says_that_it_says_nothing) {
  Scene scene = two_shadows(60, 60, 20);
  const auto output = output_of(scene);
  ASSERT_TRUE(output) << to_text(output.error());
  const Observation* course = test::find_observation(*output, "course");
  EXPECT_EQ(course->bearing, Bearing::kInconclusive);
  EXPECT_NE(course->statement.find("would not be told"), std::string::npos) << course->statement;
}

TEST(SceneShadowCourse, declines_what_it_cannot_hold_against_a_course) {
  Scene scene = two_shadows(3600, 3600);
  EXPECT_EQ(output_of(scene, "2023-05-22T10:00+03:00").error().fault, Fault::kNotApplicable) << "no place";
  EXPECT_EQ(output_of(scene, "50.48N 35.67E 2023-05-22T01:00+03:00").error().fault, Fault::kNotApplicable) << "night";
  scene.marks.groups[0].quantities.clear();
  const auto once = output_of(scene);
  ASSERT_FALSE(once);
  EXPECT_NE(once.error().sentence.find("two times"), std::string::npos) << once.error().sentence;
}

}  // namespace
}  // namespace spoor
