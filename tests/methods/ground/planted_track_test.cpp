#include "methods/ground/planted_track.h"

#include "support/seen_ground.h"

#include <gtest/gtest.h>

#include <cmath>

namespace spoor {
namespace {

TEST(PlantedTrack, has_berms_of_their_share_of_what_was_displaced) {
  const Rut rut{0.04, 0.3, 0.4, 0, 0};
  double below = 0, above = 0;
  constexpr double kStep = 1e-4;
  for (double u = -1; u < 1; u += kStep) {
    const double h = rut_height(rut, u);
    below += h < 0 ? -h * kStep : 0, above += h > 0 ? h * kStep : 0;
  }
  EXPECT_NEAR(above / below, 0.4, 0.01);
  EXPECT_NEAR(rut_height(rut, 0.1), -0.04, 1e-12);
  EXPECT_EQ(rut_height(rut, 0.9), 0);
}

TEST(PlantedTrack, is_bright_towards_the_sun_and_dark_on_its_other_side) {
  RectifiedGround flat = test::seen_ground(1);
  flat.log_luma.setTo(-1.0F, flat.log_luma == flat.log_luma);
  Rut rut;
  rut.darker = 0, rut.smoothed = 0, rut.depth_m = 0.05;
  const VehicleSize size;
  // The sun to the right: the left sides of ruts face it.
  const RectifiedGround lit = with_tracks(flat, {}, size, rut, {std::numbers::pi / 2, 0.5, 0.2});
  const auto at = [&](double x) {
    const cv::Point2d cell = lit.cell_from_own({x, -5});
    return lit.log_luma.at<float>(cvRound(cell.y), cvRound(cell.x));
  };
  const double side = 0.16 + 0.03;
  for (const double wheel : {-0.91, 0.91}) {
    EXPECT_GT(at(wheel - side), -0.9) << wheel;
    EXPECT_LT(at(wheel + side), -1.1) << wheel;
  }
  EXPECT_NEAR(at(0), -1, 1e-6) << "nothing between the wheels";
  const cv::Point2d ahead = lit.cell_from_own({0.91 + side, 6});
  EXPECT_NEAR(lit.log_luma.at<float>(cvRound(ahead.y), cvRound(ahead.x)), -1, 1e-6) << "nothing ahead";
  const RectifiedGround overcast = with_tracks(flat, {}, size, rut, {0, 0.5, 1});
  cv::Mat change = cv::abs(overcast.log_luma - flat.log_luma);
  cv::patchNaNs(change, 0);
  EXPECT_LT(cv::norm(change, cv::NORM_INF), 1e-5) << "no sun, no shading";
}

TEST(PlantedTrack, goes_ways_that_are_searched) {
  SeededNoise noise(1);
  for (int i = 0; i < 200; ++i) {
    const TrackPath path = some_path(noise, i % 2 == 0);
    EXPECT_EQ(path.ahead, i % 2 == 0);
    EXPECT_LE(std::abs(path.turn_rad), 0.07);
    EXPECT_LE(std::abs(path.curvature_near), 0.1);
    EXPECT_LE(std::abs(path.curvature_far), 0.04);
    EXPECT_LE(std::abs(path.aside_m), 0.12);
  }
}

}  // namespace
}  // namespace spoor
