#include "methods/jpeg/picture_error_level.h"

#include <gtest/gtest.h>

namespace spoor {
namespace {

Frame ycbcr_frame(int width, int height) {
  Frame frame;
  SampleLayout& layout = frame.info.layout;
  layout.model = ColourModel::kYCbCr;
  layout.components = 3;
  layout.log2_chroma_w = layout.log2_chroma_h = 1;
  layout.jpeg_planes = true;
  frame.info.width = width;
  frame.info.height = height;
  for (int c = 0; c < 3; ++c) {
    cv::Mat plane(plane_size(layout, width, height, c), CV_8UC1);
    for (int y = 0; y < plane.rows; ++y) {
      for (int x = 0; x < plane.cols; ++x) plane.at<uchar>(y, x) = static_cast<uchar>(x * 3 + y * 5 + c);
    }
    frame.planes.push_back(plane);
  }
  return frame;
}

TEST(NearestSubsampling, follows_the_frames_own) {
  SampleLayout layout = ycbcr_frame(16, 16).info.layout;
  EXPECT_EQ(nearest_subsampling(layout), Subsampling::k420);
  layout.log2_chroma_h = 0;
  EXPECT_EQ(nearest_subsampling(layout), Subsampling::k422);
  layout.model = ColourModel::kRgb;
  EXPECT_EQ(nearest_subsampling(layout), Subsampling::k444);
}

TEST(PartOf, cuts_chroma_where_it_lies) {
  const Frame frame = ycbcr_frame(61, 45);
  const Frame part = part_of(frame, {16, 8, 45, 37});
  EXPECT_EQ(part.info.width, 45);
  EXPECT_EQ(part.planes[0].size(), cv::Size(45, 37));
  EXPECT_EQ(part.planes[1].size(), cv::Size(23, 19));
  EXPECT_EQ(part.planes[0].at<uchar>(0, 0), frame.planes[0].at<uchar>(8, 16));
  EXPECT_EQ(part.planes[2].at<uchar>(0, 0), frame.planes[2].at<uchar>(4, 8));
}

TEST(ComponentErrorLevel, names_channels_and_their_cells) {
  const Frame frame = ycbcr_frame(61, 45);
  JpegTables tables;
  tables.luma.fill(9);
  tables.chroma.fill(30);
  const PictureErrorLevel level = component_error_level(frame, std::span(&tables, 1), {});
  ASSERT_EQ(level.channels.size(), 3u);
  EXPECT_EQ(level.channels[1].name, "Cb");
  EXPECT_EQ(level.channels[1].cell, cv::Size2d(16, 16));
  EXPECT_EQ(main_error(level, 0).size(), cv::Size(8, 6));
  EXPECT_EQ(chroma_error(level, 0).size(), cv::Size(4, 3));
}

TEST(Summary, gives_order_statistics) {
  cv::Mat error(1, 101, CV_32FC1);
  for (int i = 0; i <= 100; ++i) error.at<float>(0, i) = static_cast<float>(100 - i);
  const ErrorSummary s = summary(error);
  EXPECT_DOUBLE_EQ(s.mean, 50);
  EXPECT_DOUBLE_EQ(s.median, 50);
  EXPECT_DOUBLE_EQ(s.p95, 95);
}

}  // namespace
}  // namespace spoor
