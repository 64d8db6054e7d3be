#include "workbench/still_export.h"

#include "report/figures.h"

#include <gtest/gtest.h>

#include <cmath>

namespace spoor {
namespace {

StillParts grey_picture(int width, int height) {
  StillParts parts;
  parts.seen = cv::Mat(height, width, CV_8UC3, cv::Scalar(100, 100, 100));
  parts.view.picture = {width, height};
  parts.view = whole_picture(parts.view);
  return parts;
}

Map half_measured() {
  Map map;
  map.title = "level";
  map.field = (cv::Mat_<float>(1, 2) << 1.F, NAN);
  map.low = 0;
  map.high = 1;
  map.cell = {20, 30};
  return map;
}

TEST(WholePicture, canvas_has_the_shape_that_is_seen) {
  CanvasView view;
  view.picture = {100, 60};
  view.aspect = 1.5;
  EXPECT_EQ(whole_picture(view).canvas, cv::Size(150, 60));
  view.quarter_turns = 1;
  EXPECT_EQ(whole_picture(view).canvas, cv::Size(60, 150));
  const CanvasView whole = whole_picture(view);
  const PicturePoint middle = picture_from_screen(whole, {30, 75});
  EXPECT_NEAR(middle.x, 50, 1e-9);
  EXPECT_NEAR(middle.y, 30, 1e-9);
}

TEST(StillPicture, nothing_asked_for_leaves_the_picture_as_it_is) {
  const StillParts parts = grey_picture(40, 30);
  const cv::Mat still = still_picture(parts);
  EXPECT_EQ(cv::norm(still, parts.seen, cv::NORM_INF), 0);
  EXPECT_NE(still.data, parts.seen.data);
}

TEST(StillPicture, a_map_colours_what_was_measured_alone) {
  StillParts parts = grey_picture(40, 30);
  const Map map = half_measured();
  parts.map = &map;
  parts.opacity = 1;
  parts.legend = false;
  const cv::Mat still = still_picture(parts);
  ASSERT_EQ(still.size(), parts.seen.size());
  EXPECT_EQ(still.at<cv::Vec3b>(10, 10), colour_scale()[255]);
  EXPECT_EQ(still.at<cv::Vec3b>(10, 30), cv::Vec3b(100, 100, 100)) << "NaN stays clear";
}

TEST(StillPicture, what_stands_beside_it_stays_as_it_is) {
  StillParts parts = grey_picture(40, 30);
  parts.view.picture = {80, 30};  // more of it than the canvas shows
  cv::Mat both(30, 80, CV_8UC3, cv::Scalar(100, 100, 100));
  parts.seen = both;
  Map map = half_measured();
  map.field = cv::Mat_<float>(1, 1, 1.F);
  map.cell = {80, 30};
  parts.map = &map;
  parts.opacity = 1;
  parts.legend = false;
  Region mark;
  mark.shape = Shape::kLine;
  mark.points = {{0, 15}, {79, 15}};
  mark.frames = {0, 0};
  parts.marks = {mark};
  const cv::Mat still = still_picture(parts);
  EXPECT_EQ(still.at<cv::Vec3b>(5, 10), colour_scale()[255]);
  EXPECT_EQ(cv::norm(still.colRange(40, 80), both.colRange(40, 80), cv::NORM_INF), 0);
}

TEST(StillPicture, legend_and_caption_stand_below) {
  StillParts parts = grey_picture(200, 100);
  Map map = half_measured();
  map.cell = {100, 100};
  parts.map = &map;
  parts.caption = {"one", "two"};
  const cv::Mat still = still_picture(parts);
  EXPECT_GT(still.rows, 150);
  const cv::Mat below = still.rowRange(100, still.rows);
  cv::Mat found;
  cv::inRange(below, cv::Scalar(colour_scale()[255]), cv::Scalar(colour_scale()[255]), found);
  EXPECT_GT(cv::countNonZero(found), 0) << "the upper end of the scale";
  parts.map = nullptr;
  parts.caption.clear();
  EXPECT_EQ(still_picture(parts).rows, 100) << "no map, no legend";
}

TEST(StillPicture, marks_are_drawn_where_they_are_on_their_frame) {
  StillParts parts = grey_picture(80, 60);
  Region mark;
  mark.id = "r1";
  mark.shape = Shape::kRectangle;
  mark.points = {{20, 20}, {60, 50}};
  mark.colour = "#ff0000";
  mark.frames = {5, 5};
  parts.marks = {mark};
  parts.frame = 4;
  EXPECT_EQ(cv::norm(still_picture(parts), parts.seen, cv::NORM_INF), 0) << "not shown on this frame";
  parts.frame = 5;
  const cv::Mat still = still_picture(parts);
  const cv::Vec3b edge = still.at<cv::Vec3b>(50, 40);
  EXPECT_GT(edge[2], 150);
  EXPECT_LT(edge[0], 80);
  EXPECT_EQ(still.at<cv::Vec3b>(35, 40), cv::Vec3b(100, 100, 100)) << "its inside stays clear";
}

}  // namespace
}  // namespace spoor
