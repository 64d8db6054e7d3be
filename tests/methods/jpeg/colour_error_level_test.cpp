#include "methods/jpeg/error_level.h"
#include "support/jpeg_oracle.h"

#include <gtest/gtest.h>

namespace spoor {
namespace {

struct Case {
  int width, height;
  Subsampling subsampling;
  int quality;
};

test::JpegEncoding encoding_of(const Case& c) {
  test::JpegEncoding encoding;
  encoding.quality = c.quality;
  encoding.h = c.subsampling == Subsampling::k444 ? 1 : 2;
  encoding.v = c.subsampling == Subsampling::k420 ? 2 : 1;
  return encoding;
}

class ColourErrorLevelOf : public testing::TestWithParam<Case> {};

TEST_P(ColourErrorLevelOf, equals_compression_and_decompression_by_libjpeg) {
  const Case c = GetParam();
  const cv::Mat bgr = test::photographic_bgr(c.width, c.height, 23);
  const auto jpeg = test::jpeg_from_bgr(bgr, encoding_of(c));
  const cv::Mat expected = test::bgr_from_jpeg(jpeg);
  const JpegTables tables{test::steps_from_jpeg(jpeg, 0), test::steps_from_jpeg(jpeg, 1)};
  const ColourErrorLevel level = colour_error_level(bgr, c.subsampling, std::span(&tables, 1), true, {});
  EXPECT_EQ(cv::norm(level.restored[0], expected, cv::NORM_INF), 0);

  cv::Mat difference;
  cv::absdiff(bgr, expected, difference);
  for (int j = 0; j < level.error[0][0].rows; ++j) {
    for (int i = 0; i < level.error[0][0].cols; ++i) {
      const cv::Rect block = cv::Rect(8 * i, 8 * j, 8, 8) & cv::Rect({0, 0}, bgr.size());
      const cv::Scalar mean = cv::mean(difference(block));
      for (std::size_t k = 0; k < 3; ++k) {
        EXPECT_NEAR(level.error[0][k].at<float>(j, i), mean[2 - static_cast<int>(k)], 1e-5);
      }
    }
  }
}

std::vector<Case> cases() {
  std::vector<Case> list;
  for (const Subsampling s : {Subsampling::k444, Subsampling::k422, Subsampling::k420}) {
    for (const cv::Size size : {cv::Size(256, 128), cv::Size(333, 201), cv::Size(17, 15), cv::Size(16, 18),
                                cv::Size(31, 33), cv::Size(1, 1), cv::Size(2, 3), cv::Size(3, 2), cv::Size(4, 4),
                                cv::Size(5, 7), cv::Size(6, 1), cv::Size(97, 1), cv::Size(1, 97), cv::Size(130, 67)}) {
      for (const int quality : {25, 75, 92}) list.push_back({size.width, size.height, s, quality});
    }
  }
  return list;
}

INSTANTIATE_TEST_SUITE_P(sizes, ColourErrorLevelOf, testing::ValuesIn(cases()));

}  // namespace
}  // namespace spoor
