#include "analysis/lens_wording.h"

#include <gtest/gtest.h>

namespace spoor {
namespace {

LensEstimate barrel() {
  LensEstimate estimate;
  estimate.lens = {{960, 540}, 1000, -0.2};
  estimate.covariance = cv::Matx33d::diag({1e-4, 1, 1});
  estimate.p = 0.4;
  return estimate;
}

TEST(LensWording, says_what_a_corner_moves_by) {
  PassOutput output;
  add_lens(output, barrel(), 3);
  ASSERT_EQ(output.measurements.size(), 3U);
  EXPECT_EQ(output.measurements[0].value, -0.2);
  EXPECT_NEAR(*output.measurements[0].sigma, 0.01, 1e-12);
  EXPECT_NEAR(output.measurements[1].value, 250, 1e-9);
  EXPECT_NEAR(*output.measurements[1].sigma, 1000 * 0.01 / 0.64, 1e-9);
  EXPECT_EQ(output.observations[0].bearing, Bearing::kNeutral);
  EXPECT_NE(output.observations[0].statement.find("independent from mark to mark"), std::string::npos);
  PassOutput together;
  add_lens(together, barrel(), 3, LensError::kCommon);
  EXPECT_NE(together.observations[0].statement.find("which is common to all"), std::string::npos);
  LensEstimate bent = barrel();
  bent.p = 1e-5;
  add_lens(output, bent, 1);
  EXPECT_EQ(output.observations[1].bearing, Bearing::kInconclusive);
  EXPECT_NE(output.observations[1].statement.find("not straight"), std::string::npos);
}

TEST(LensWording, follows_an_outline_as_the_lens_bends_it) {
  const Lens lens = barrel().lens;
  const auto seen = outline_in_picture(lens, {{0, 0}, {1920, 0}, {1920, 1080}});
  EXPECT_GT(seen.size(), 40U);
  for (const PicturePoint& p : seen) {
    const PicturePoint back = lens.undistorted(p);
    EXPECT_TRUE(std::abs(back.y) < 1e-6 || std::abs(back.x - 1920) < 1e-6 ||
                std::abs(back.y - back.x * 1080 / 1920) < 1e-6);
  }
}

}  // namespace
}  // namespace spoor
