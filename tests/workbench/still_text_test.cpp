#include "workbench/still_text.h"

#include <gtest/gtest.h>

namespace spoor {
namespace {

cv::Mat written(const std::string& text) {
  cv::Mat picture(24, 200, CV_8UC3, cv::Scalar::all(255));
  write_line(picture, text, {4, 18}, 0.5, cv::Scalar::all(0));
  return picture;
}

TEST(StillText, writes_where_it_is_told) {
  const cv::Mat blank(24, 200, CV_8UC3, cv::Scalar::all(255));
  EXPECT_GT(cv::norm(written("frame 7"), blank, cv::NORM_INF), 100);
  EXPECT_EQ(cv::norm(written(""), blank, cv::NORM_INF), 0);
}

TEST(StillText, a_letter_beyond_ascii_is_one_question_mark) {
  EXPECT_EQ(cv::norm(written("a\u0416b"), written("a?b"), cv::NORM_INF), 0);
  EXPECT_EQ(cv::norm(written("\u20ac\n"), written("??"), cv::NORM_INF), 0);
}

}  // namespace
}  // namespace spoor
