#include "methods/statistics/sample_histogram.h"

#include "base/parallel.h"

#include <gtest/gtest.h>

namespace spoor {
namespace {

SampleLayout grey(int bits) {
  SampleLayout layout;
  layout.model = ColourModel::kGrey;
  layout.components = 1;
  layout.bits = bits;
  return layout;
}

// Codes 40..200, each in a number of samples that rises slowly.
cv::Mat ramp(double gain) {
  cv::Mat plane(161, 400, CV_8UC1);
  for (int y = 0; y < plane.rows; ++y) {
    for (int x = 0; x < plane.cols; ++x) plane.at<uchar>(y, x) = cv::saturate_cast<uchar>(gain * (40 + y));
  }
  return plane;
}

TEST(SampleHistogramOf, counts_every_code_exactly) {
  const SampleHistogram h = sample_histogram(ramp(1), grey(8));
  for (int code = 0; code < 256; ++code) {
    EXPECT_EQ(h.counts[static_cast<std::size_t>(code)], code >= 40 && code <= 200 ? 400 : 0) << code;
  }
  const HistogramFacts f = facts(h);
  EXPECT_EQ(f.samples, 161 * 400);
  EXPECT_EQ(f.lowest, 40);
  EXPECT_EQ(f.highest, 200);
  EXPECT_DOUBLE_EQ(f.mean, 120);
  EXPECT_EQ(f.empty, 0);
  EXPECT_EQ(f.gaps, 0);
  EXPECT_EQ(f.peaks, 0);
  EXPECT_EQ(percentile(h, 0.5), 120);
  EXPECT_EQ(percentile(h, 0), 40);
  EXPECT_EQ(percentile(h, 1), 200);
}

TEST(SampleHistogramOf, stretching_leaves_gaps_and_their_period) {
  // Every fourth code of the result has no source: 161 codes become 1 + 160 * 4/3 codes.
  const HistogramFacts f = facts(sample_histogram(ramp(1.0) * (4.0 / 3) - 53.0, grey(8)));
  EXPECT_NEAR(static_cast<double>(f.empty), 53, 2);
  EXPECT_NEAR(static_cast<double>(f.gaps), 52, 3);
  EXPECT_EQ(f.comb_period % 4, 0);
  EXPECT_GT(f.comb_strength, 0.8);
}

TEST(SampleHistogramOf, squeezing_leaves_peaks) {
  const HistogramFacts f = facts(sample_histogram(ramp(0.75), grey(8)));
  EXPECT_EQ(f.empty, 0);
  EXPECT_GT(f.comb_strength, 0.8);
  EXPECT_EQ(f.comb_period % 3, 0);
}

TEST(SampleHistogramOf, states_clipped_samples_at_the_ends_of_the_range) {
  cv::Mat plane(10, 10, CV_16UC1, cv::Scalar(500));
  plane.rowRange(0, 2).setTo(0);
  plane.row(9).setTo(1023);
  const HistogramFacts f = facts(sample_histogram(plane, grey(10)));
  EXPECT_DOUBLE_EQ(f.at_lowest_code, 0.2);
  EXPECT_DOUBLE_EQ(f.at_highest_code, 0.1);
}

TEST(SampleHistogramOf, samples_beyond_the_declared_bits_count_as_outside) {
  const cv::Mat plane(4, 4, CV_16UC1, cv::Scalar(2000));
  const SampleHistogram h = sample_histogram(plane, grey(10));
  EXPECT_EQ(h.outside, 16);
  EXPECT_EQ(facts(h).samples, 0);
}

TEST(SampleHistogramOf, gathers_sixteen_bits_in_the_bins_asked_for) {
  cv::Mat plane(1, 2, CV_16UC1);
  plane.at<std::uint16_t>(0, 0) = 0;
  plane.at<std::uint16_t>(0, 1) = 65535;
  const auto bins = binned(sample_histogram(plane, grey(16)), 1024);
  ASSERT_EQ(bins.size(), 1024u);
  EXPECT_EQ(bins.front(), 1);
  EXPECT_EQ(bins.back(), 1);
}

TEST(SampleHistogramOf, does_not_depend_on_threads) {
  const cv::Mat plane = ramp(1.3);
  const SampleHistogram many = sample_histogram(plane, grey(8));
  const ThreadLimit one(1);
  EXPECT_EQ(sample_histogram(plane, grey(8)).counts, many.counts);
}

TEST(ComponentName, names_alpha_whatever_the_model) {
  SampleLayout layout = grey(8);
  layout.components = 2;
  layout.has_alpha = true;
  EXPECT_EQ(component_name(layout, 0), "Y'");
  EXPECT_EQ(component_name(layout, 1), "alpha");
  layout.model = ColourModel::kOther;
  EXPECT_EQ(component_name(layout, 0), "component 0");
}

}  // namespace
}  // namespace spoor
