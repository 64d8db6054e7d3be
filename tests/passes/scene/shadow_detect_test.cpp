#include "analysis/pass.h"
#include "support/jpeg_oracle.h"
#include "support/run_pass.h"
#include "support/shadowed_ground.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace spoor {
namespace {

Result<PassOutput> output_of(const cv::Mat& bgr, const ParamValues& given = {}) {
  return test::run_pass("scene.shadow_detect", test::jpeg_from_bgr(bgr, {1, 1, 95, {}}), given);
}

const Observation& only(const PassOutput& output) {
  EXPECT_EQ(output.observations.size(), 1U);
  return output.observations.front();
}

TEST(ShadowDetectPass, suggests_planted_shadows_and_says_that_nothing_uses_them) {
  const auto output = output_of(test::ground_with_shadows(21).picture());
  ASSERT_TRUE(output) << to_text(output.error());
  EXPECT_EQ(overall_bearing(*output), Bearing::kNeutral);
  EXPECT_NE(only(*output).statement.find("4 places may be cast shadows (4 regions, 0 edges)"), std::string::npos)
      << only(*output).statement;
  EXPECT_NE(only(*output).statement.find("no other method uses one unless it is made a mark"), std::string::npos);
  ASSERT_EQ(output->tables.size(), 1U);
  EXPECT_EQ(output->tables[0].rows.size(), output->regions.size());
  EXPECT_EQ(test::value_of(*output, "suggestions"), static_cast<double>(output->regions.size()));
  // Sun and sky over sky.
  EXPECT_NEAR(test::value_of(*output, "ratio"), 0.98 / 0.18, 1.0);
  int regions = 0, axes = 0;
  for (const Region& region : output->regions) {
    EXPECT_EQ(region.role, region.shape == Shape::kLine ? "shadow_direction" : "shadow");
    EXPECT_TRUE(points_fit(region.shape, region.points.size()));
    const bool is_region = region.label.starts_with("shadow region, score 0.");
    const bool is_axis = region.label.starts_with("shadow axis, score 0.");
    EXPECT_TRUE(is_region || is_axis || region.label.ends_with("score 1.00")) << region.label;
    regions += region.shape == Shape::kPolygon, axes += region.shape == Shape::kLine;
  }
  EXPECT_EQ(regions, 4);
  EXPECT_EQ(axes, 3);
}

TEST(ShadowDetectPass, gives_no_more_than_asked_for) {
  const auto output = output_of(test::ground_with_shadows(23).picture(), {{"most", ParamValue(std::int64_t{2})}});
  ASSERT_TRUE(output);
  EXPECT_EQ(output->regions.size(), 2U);
}

TEST(ShadowDetectPass, says_why_it_suggests_nothing) {
  test::ShadowedGround overcast({640, 480}, 0.08, 1.5, 25);
  overcast.overcast({300, 200}, 100);
  auto output = output_of(overcast.picture());
  ASSERT_TRUE(output) << to_text(output.error());
  EXPECT_TRUE(output->regions.empty());
  EXPECT_EQ(overall_bearing(*output), Bearing::kInconclusive);
  EXPECT_NE(only(*output).statement.find("20 would be needed"), std::string::npos) << only(*output).statement;

  output = output_of(test::ShadowedGround({640, 480}, 0.9, 1.2, 27).picture());
  ASSERT_TRUE(output) << to_text(output.error());
  EXPECT_TRUE(output->regions.empty());
  EXPECT_EQ(overall_bearing(*output), Bearing::kInconclusive);
  EXPECT_NE(only(*output).statement.find("as in leaves"), std::string::npos) << only(*output).statement;
}

TEST(ShadowDetectPass, declines_what_it_cannot_look_at) {
  const auto small = output_of(test::ground_with_shadows(1).picture()(cv::Rect(0, 0, 300, 60)).clone());
  ASSERT_FALSE(small);
  EXPECT_EQ(small.error().fault, Fault::kNotApplicable);
  const auto grey = output_of(cv::Mat(200, 300, CV_8UC3, cv::Scalar(90, 90, 90)));
  ASSERT_FALSE(grey);
  EXPECT_EQ(grey.error().fault, Fault::kNotApplicable);
  const auto late = output_of(test::ground_with_shadows(1).picture(), {{"frame", ParamValue(std::int64_t{7})}});
  ASSERT_FALSE(late);
  EXPECT_EQ(late.error().fault, Fault::kNotApplicable);
}

}  // namespace
}  // namespace spoor
