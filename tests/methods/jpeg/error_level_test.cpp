#include "methods/jpeg/error_level.h"

#include "base/parallel.h"
#include "support/jpeg_oracle.h"

#include <gtest/gtest.h>

#include <cmath>

namespace spoor {
namespace {

bool same(const cv::Mat& a, const cv::Mat& b) {
  return a.size() == b.size() && a.type() == b.type() && cv::norm(a, b, cv::NORM_INF) == 0;
}

struct Layout {
  int width, height, h, v, quality;
};

class PlaneErrorLevelOf : public testing::TestWithParam<Layout> {};

TEST_P(PlaneErrorLevelOf, equals_raw_data_through_libjpeg) {
  const Layout layout = GetParam();
  const cv::Mat bgr = test::photographic_bgr(layout.width, layout.height, 11);
  test::JpegEncoding encoding{layout.h, layout.v, 97, {}};
  const auto planes = test::planes_from_jpeg(test::jpeg_from_bgr(bgr, encoding));
  encoding.quality = layout.quality;
  const auto jpeg = test::jpeg_from_planes(planes, encoding);
  const auto expected = test::planes_from_jpeg(jpeg);
  ASSERT_EQ(expected.size(), 3u);
  for (int c = 0; c < 3; ++c) {
    const QuantSteps steps = test::steps_from_jpeg(jpeg, c);
    const cv::Mat& plane = planes[static_cast<std::size_t>(c)];
    const PlaneErrorLevel level = plane_error_level(plane, std::span(&steps, 1), true, {});
    EXPECT_TRUE(same(level.restored[0], expected[static_cast<std::size_t>(c)])) << "component " << c;
    for (int j = 0; j < level.error[0].rows; ++j) {
      for (int i = 0; i < level.error[0].cols; ++i) {
        const cv::Rect block = cv::Rect(8 * i, 8 * j, 8, 8) & cv::Rect({0, 0}, plane.size());
        const double sum = cv::norm(plane(block), level.restored[0](block), cv::NORM_L1);
        EXPECT_FLOAT_EQ(level.error[0].at<float>(j, i), static_cast<float>(sum / block.area()));
      }
    }
  }
}

INSTANTIATE_TEST_SUITE_P(layouts, PlaneErrorLevelOf,
                         testing::Values(Layout{64, 64, 1, 1, 90}, Layout{333, 201, 1, 1, 75},
                                         Layout{333, 201, 2, 1, 90}, Layout{333, 201, 2, 2, 90},
                                         Layout{317, 215, 1, 2, 60}, Layout{317, 215, 4, 1, 50},
                                         Layout{16, 16, 2, 2, 100}, Layout{17, 33, 2, 2, 30}, Layout{1, 1, 1, 1, 90},
                                         Layout{1, 1, 2, 2, 90}, Layout{7, 5, 2, 2, 10}, Layout{640, 9, 2, 1, 1},
                                         Layout{256, 256, 2, 2, 95}));

TEST(PlaneErrorLevel, several_tables_equal_one_at_a_time) {
  const cv::Mat bgr = test::photographic_bgr(131, 75, 3);
  cv::Mat plane;
  cv::extractChannel(bgr, plane, 1);
  std::vector<QuantSteps> tables(3);
  for (std::size_t t = 0; t < 3; ++t) tables[t].fill(static_cast<std::uint16_t>(4 + 9 * t));
  const PlaneErrorLevel all = plane_error_level(plane, tables, true, {});
  for (std::size_t t = 0; t < 3; ++t) {
    const PlaneErrorLevel one = plane_error_level(plane, std::span(&tables[t], 1), false, {});
    EXPECT_TRUE(same(one.error[0], all.error[t]));
    EXPECT_TRUE(one.restored.empty());
  }
}

TEST(PlaneErrorLevel, does_not_depend_on_threads) {
  const cv::Mat bgr = test::photographic_bgr(403, 301, 4);
  const JpegTables tables{test::steps_from_jpeg(test::jpeg_from_bgr(bgr, {}), 0),
                          test::steps_from_jpeg(test::jpeg_from_bgr(bgr, {}), 1)};
  const ColourErrorLevel many = colour_error_level(bgr, Subsampling::k420, std::span(&tables, 1), true, {});
  const ThreadLimit one(1);
  const ColourErrorLevel single = colour_error_level(bgr, Subsampling::k420, std::span(&tables, 1), true, {});
  EXPECT_TRUE(same(many.restored[0], single.restored[0]));
  for (std::size_t c = 0; c < 3; ++c) EXPECT_TRUE(same(many.error[0][c], single.error[0][c]));
}

TEST(PlaneErrorLevel, stops_when_cancelled) {
  std::stop_source source;
  source.request_stop();
  const QuantSteps steps = test::steps_from_jpeg(test::jpeg_from_bgr(test::photographic_bgr(16, 16, 1), {}), 0);
  EXPECT_THROW(
      plane_error_level(cv::Mat(64, 64, CV_8UC1, cv::Scalar(9)), std::span(&steps, 1), false, Job(source.get_token())),
      Cancelled);
}

TEST(TextureCompensatedZ, compares_blocks_of_equal_texture_only) {
  // Two textures with errors 1 and 5 around them; one block of the rough kind has the error of the smooth kind.
  cv::Mat error(40, 40, CV_32FC1), texture(40, 40, CV_32FC1);
  for (int j = 0; j < 40; ++j) {
    for (int i = 0; i < 40; ++i) {
      const float wobble = 0.1F * static_cast<float>((7 * i + 3 * j) % 11 - 5);
      const bool rough = i >= 20;
      error.at<float>(j, i) = (rough ? 5.0F : 1.0F) + wobble;
      texture.at<float>(j, i) = rough ? 300.0F : 3.0F;
    }
  }
  error.at<float>(10, 30) = 1.0F;
  texture.at<float>(0, 0) = 0;
  const cv::Mat z = texture_compensated_z(error, texture);
  EXPECT_TRUE(std::isnan(z.at<float>(0, 0)));
  EXPECT_LT(z.at<float>(10, 30), -8);
  EXPECT_LT(std::abs(z.at<float>(10, 10)), 2);
  EXPECT_LT(std::abs(z.at<float>(20, 30)), 2);
}

TEST(TextureCompensatedZ, is_not_a_number_where_all_is_flat) {
  const cv::Mat z = texture_compensated_z(cv::Mat::zeros(3, 3, CV_32FC1), cv::Mat::zeros(3, 3, CV_32FC1));
  for (int i = 0; i < 9; ++i) EXPECT_TRUE(std::isnan(z.at<float>(i / 3, i % 3)));
}

}  // namespace
}  // namespace spoor
