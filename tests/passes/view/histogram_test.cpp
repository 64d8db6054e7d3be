#include "support/jpeg_oracle.h"
#include "support/run_pass.h"

#include <gtest/gtest.h>

#include <numeric>

namespace spoor {
namespace {

cv::Mat grey(const std::function<int(int, int)>& code) {
  cv::Mat plane(64, 256, CV_8UC1);
  for (int y = 0; y < plane.rows; ++y) {
    for (int x = 0; x < plane.cols; ++x) plane.at<uchar>(y, x) = cv::saturate_cast<uchar>(code(x, y));
  }
  return plane;
}

TEST(HistogramPass, counts_what_the_decoder_gives) {
  const auto jpeg = test::jpeg_from_planes({grey([](int x, int y) { return (x * 7 + y * 3) % 256; })}, {1, 1, 100, {}});
  const cv::Mat decoded = test::planes_from_jpeg(jpeg)[0];
  const auto output = test::run_pass("view.histogram", jpeg);
  ASSERT_TRUE(output) << to_text(output.error());
  const Curve& curve = output->curves.front();
  ASSERT_EQ(curve.traces.size(), 1u);
  ASSERT_EQ(curve.traces[0].y.size(), 256u);
  for (int code = 0; code < 256; ++code) {
    const double share = static_cast<double>(cv::countNonZero(decoded == code)) / static_cast<double>(decoded.total());
    EXPECT_DOUBLE_EQ(curve.traces[0].y[static_cast<std::size_t>(code)], share) << code;
  }
  EXPECT_NEAR(std::accumulate(curve.traces[0].y.begin(), curve.traces[0].y.end(), 0.0), 1, 1e-12);
}

TEST(HistogramPass, states_clipped_samples) {
  const auto jpeg =
      test::jpeg_from_planes({grey([](int x, int) { return x < 64 ? 0 : (x < 192 ? 255 : 100); })}, {1, 1, 100, {}});
  const auto output = test::run_pass("view.histogram", jpeg);
  ASSERT_TRUE(output);
  EXPECT_NEAR(test::value_of(*output, "c0.clipped_low"), 0.25, 1e-9);
  EXPECT_NEAR(test::value_of(*output, "c0.clipped_high"), 0.5, 1e-9);
}

TEST(HistogramPass, both_ends_of_its_parameter_run) {
  const auto jpeg = test::jpeg_from_bgr(test::photographic_bgr(1, 1, 1), {2, 2, 90, {}});
  for (const std::int64_t bins : {16, 1024}) {
    const auto output = test::run_pass("view.histogram", jpeg, {{"bins", ParamValue(bins)}});
    ASSERT_TRUE(output) << to_text(output.error());
    EXPECT_EQ(output->curves[0].traces.size(), 3u);
  }
}

}  // namespace
}  // namespace spoor
