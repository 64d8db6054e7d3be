#include "analysis/pass.h"
#include "methods/projective/lens.h"
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
    if (region.role != "suggested") {
      EXPECT_EQ(region.role, "vertical");
    }
    EXPECT_EQ(region.shape, Shape::kLine);
    EXPECT_LT(std::abs(region.points[0].x - region.points[1].x), 2) << region.id;
  }
  EXPECT_GE(test::value_of(*output, "families"), 1);
  EXPECT_NE(output->regions[0].label.find("edge A, upright"), std::string::npos);
  EXPECT_EQ(test::find_observation(*output, "suggestions")->bearing, Bearing::kNeutral);
}

// Beams that a wide lens bends, level in the world.
cv::Mat beams(const Lens& lens) {
  cv::Mat picture(480, 640, CV_8UC1, cv::Scalar(180));
  for (const double y : {-260.0, -150.0, -40.0, 70.0, 180.0}) {
    std::vector<cv::Point> outline;
    for (int k = -120; k <= 120; ++k) {
      if (const auto at = lens.distorted({320 + 3.0 * k, 240 + y}))
        outline.emplace_back(cvRound((at->x - 0.5) * 16), cvRound((at->y - 0.5) * 16));
    }
    for (int k = 120; k >= -120; --k) {
      if (const auto at = lens.distorted({320 + 3.0 * k, 258 + y}))
        outline.emplace_back(cvRound((at->x - 0.5) * 16), cvRound((at->y - 0.5) * 16));
    }
    cv::fillPoly(picture, std::vector<std::vector<cv::Point>>{outline}, cv::Scalar(50), cv::LINE_AA, 4);
  }
  cv::GaussianBlur(picture, picture, {}, 0.8);
  return picture;
}

TEST(SceneLines, offers_long_bent_edges_as_straight_with_the_lens_that_straightens_them) {
  const Lens lens{{320, 240}, 400, -0.25};
  const auto output = output_of(beams(lens));
  ASSERT_TRUE(output) << to_text(output.error());
  const auto* const said = test::find_observation(*output, "lens");
  ASSERT_NE(said, nullptr);
  EXPECT_EQ(said->bearing, Bearing::kNeutral);
  EXPECT_NEAR(test::value_of(*output, "lens_lambda"), -0.25, 0.02);
  std::vector<Region> straight;
  for (const Region& region : output->regions) {
    if (region.role == "straight") straight.push_back(region);
  }
  EXPECT_GE(straight.size(), 6U);
  // As marks they give the other passes the same lens.
  const MarkedEdges marked = straight_marks(straight, 0, 2);
  EXPECT_EQ(marked.edges.size(), straight.size());
  const auto estimate = lens_from_straight_edges(marked.edges, 640, 480, 8);
  ASSERT_TRUE(estimate);
  EXPECT_NEAR(estimate->lens.lambda, -0.25, 0.02);
}

TEST(SceneLines, keeps_the_longest) {
  const auto output = output_of(posts(), {{"most", std::int64_t{5}}});
  ASSERT_TRUE(output);
  EXPECT_EQ(std::count_if(output->regions.begin(), output->regions.end(),
                          [](const Region& region) { return region.id.starts_with("edge."); }),
            5);
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
