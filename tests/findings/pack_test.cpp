#include "findings/pack.h"

#include <gtest/gtest.h>

namespace spoor {
namespace {

TEST(Pack, comes_back_as_it_was) {
  cv::Mat mat(13, 7, CV_8UC3);
  cv::randu(mat, 0, 255);
  const auto back = unpacked(packed(mat), mat.size(), mat.type());
  ASSERT_TRUE(back);
  EXPECT_EQ(cv::norm(*back, mat), 0);
}

TEST(Pack, part_of_a_matrix_is_packed_without_its_gaps) {
  cv::Mat mat(10, 10, CV_8UC1);
  cv::randu(mat, 0, 255);
  const cv::Mat part = mat(cv::Rect(2, 3, 4, 5));
  const auto back = unpacked(packed(part), part.size(), part.type());
  ASSERT_TRUE(back);
  EXPECT_EQ(cv::norm(*back, part), 0);
}

TEST(Pack, another_size_or_damage_is_nothing) {
  const cv::Mat mat = cv::Mat::zeros(8, 8, CV_8UC1);
  auto bytes = packed(mat);
  EXPECT_FALSE(unpacked(bytes, {8, 9}, CV_8UC1));
  EXPECT_FALSE(unpacked(bytes, {0, 8}, CV_8UC1));
  EXPECT_FALSE(unpacked(bytes, {-8, -8}, CV_8UC1));
  EXPECT_FALSE(unpacked({}, {8, 8}, CV_8UC1));
  bytes.pop_back();
  EXPECT_FALSE(unpacked(bytes, {8, 8}, CV_8UC1));
}

}  // namespace
}  // namespace spoor
