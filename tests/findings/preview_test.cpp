#include "findings/preview.h"

#include <gtest/gtest.h>

#include <cmath>

namespace spoor {
namespace {

Map map_of(cv::Mat field, double low, double high) {
  Map map;
  map.id = "m";
  map.field = std::move(field);
  map.low = low;
  map.high = high;
  return map;
}

TEST(MapPreview, levels_are_linear_in_the_maps_range) {
  cv::Mat field = (cv::Mat_<float>(1, 5) << -1.F, 0.F, 5.F, 10.F, 11.F);
  const auto preview = map_preview(map_of(field, 0, 10));
  EXPECT_EQ(preview.reduction, 1);
  EXPECT_EQ(preview.levels.at<std::uint8_t>(0, 0), 1) << "below the range: its low end, not 'not measured'";
  EXPECT_EQ(preview.levels.at<std::uint8_t>(0, 1), 1);
  EXPECT_EQ(preview.levels.at<std::uint8_t>(0, 2), 128);
  EXPECT_EQ(preview.levels.at<std::uint8_t>(0, 3), 255);
  EXPECT_EQ(preview.levels.at<std::uint8_t>(0, 4), 255);
}

TEST(MapPreview, cells_without_a_measurement_stay_so) {
  cv::Mat field(2000, 1400, CV_32FC1, cv::Scalar(10));
  field(cv::Rect(0, 0, 700, 2000)).setTo(NAN);
  const auto preview = map_preview(map_of(field, 0, 10));
  EXPECT_EQ(preview.reduction, 4);
  EXPECT_EQ(preview.levels.size(), cv::Size(350, 500));
  EXPECT_EQ(preview.full, cv::Size(1400, 2000));
  EXPECT_EQ(preview.levels.at<std::uint8_t>(0, 174), 0);
  EXPECT_EQ(preview.levels.at<std::uint8_t>(0, 175), 255) << "a measured cell is not darkened by its neighbours";
}

TEST(MapPreview, reduced_cell_is_the_mean_of_those_measured) {
  cv::Mat field(2, 1280, CV_32FC1, cv::Scalar(0));
  field.at<float>(0, 0) = 10;
  field.at<float>(1, 0) = NAN;
  field.at<float>(1, 1) = 2;
  const auto preview = map_preview(map_of(field, 0, 10));
  ASSERT_EQ(preview.reduction, 2);
  EXPECT_EQ(preview.levels.at<std::uint8_t>(0, 0), 1 + std::lround(0.4 * 254)) << "(10 + 0 + 2) / 3 of 10";
}

TEST(MapPreview, differences_are_known_to_a_level_and_what_was_measured_to_the_cell) {
  const cv::Mat field = (cv::Mat_<float>(1, 4) << 0.F, 127.F, 254.F, NAN);
  cv::Mat other = field.clone();
  other.at<float>(0, 1) += 3;
  const auto of = [](const cv::Mat& cells) { return map_preview(map_of(cells.clone(), 0, 254)); };
  const auto difference = preview_difference(of(field), of(other), 0, 254);
  EXPECT_EQ(difference.largest, 3);
  EXPECT_EQ(difference.slack, 1);
  EXPECT_EQ(difference.compared, "its preview (255 levels)");
  EXPECT_EQ(preview_difference(of(field), of(field), 0, 254).largest, 0);
  other.at<float>(0, 3) = 0;
  EXPECT_TRUE(std::isinf(preview_difference(of(field), of(other), 0, 254).largest));
  EXPECT_TRUE(std::isinf(preview_difference(of(field), of(field.colRange(0, 3)), 0, 254).largest));
}

}  // namespace
}  // namespace spoor
