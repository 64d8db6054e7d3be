#include "analysis/pass.h"
#include "support/run_pass.h"
#include "support/structure_source.h"

#include <gtest/gtest.h>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>

namespace spoor {
namespace {

Result<PassOutput> output_of(const cv::Mat& grey, const ParamValues& given = {}) {
  const PassDescriptor pass = passes::scene_lines();
  test::StructureSource source;
  RunContext context;
  context.source = &source;
  context.params = *resolve_params(pass.params, given);
  auto run = pass.start(context);
  if (!run) return tl::unexpected(run.error());
  Frame frame;
  frame.info.width = grey.cols, frame.info.height = grey.rows;
  frame.info.layout.model = ColourModel::kGrey;
  frame.info.layout.components = 1;
  frame.info.colour.range = ColourRange::kFull;
  frame.planes = {grey};
  if (auto ok = (*run)->frame_again(FrameContext(std::move(frame), true), {}); !ok) return tl::unexpected(ok.error());
  return (*run)->finish({});
}

// A row of upright posts.
cv::Mat posts() {
  cv::Mat picture(480, 640, CV_8UC1, cv::Scalar(180));
  for (int i = 0; i < 8; ++i) picture(cv::Rect(40 + 75 * i, 60 + 17 * i, 12, 200)).setTo(50);
  return picture;
}

TEST(SceneLines, suggests_edges_and_names_the_families) {
  const auto output = output_of(posts());
  ASSERT_TRUE(output) << to_text(output.error());
  EXPECT_GE(output->regions.size(), 14U) << "two edges of each post";
  for (const Region& region : output->regions) {
    EXPECT_EQ(region.role, "suggested");
    EXPECT_EQ(region.shape, Shape::kLine);
    EXPECT_LT(std::abs(region.points[0].x - region.points[1].x), 2) << region.id;
  }
  EXPECT_GE(test::value_of(*output, "families"), 1);
  EXPECT_NE(output->regions[0].label.find("edge A"), std::string::npos);
  EXPECT_EQ(test::find_observation(*output, "suggestions")->bearing, Bearing::kNeutral);
}

TEST(SceneLines, keeps_the_longest) {
  const auto output = output_of(posts(), {{"most", std::int64_t{5}}});
  ASSERT_TRUE(output);
  EXPECT_EQ(output->regions.size(), 5U);
  EXPECT_GE(test::value_of(*output, "found"), 14);
}

TEST(SceneLines, is_quiet_where_nothing_is_straight_and_declines_what_is_too_small) {
  const auto even = output_of(cv::Mat(480, 640, CV_8UC1, cv::Scalar(128)));
  ASSERT_TRUE(even);
  EXPECT_TRUE(even->regions.empty());
  EXPECT_NE(test::find_observation(*even, "suggestions")->statement.find("No straight edge"), std::string::npos);
  EXPECT_EQ(output_of(cv::Mat(40, 640, CV_8UC1, cv::Scalar(128))).error().fault, Fault::kNotApplicable);
}

}  // namespace
}  // namespace spoor
