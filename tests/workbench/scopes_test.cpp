#include "workbench/scopes.h"

#include <gmock/gmock.h>

#include <limits>
#include <numeric>
#include <stop_token>

namespace spoor {
namespace {

using testing::ElementsAre;

Frame frame_of(ColourModel model, std::vector<cv::Mat> planes, int bits = 8, int log2_chroma = 0) {
  Frame frame;
  frame.info.width = planes[0].cols;
  frame.info.height = planes[0].rows;
  frame.info.layout.model = model;
  frame.info.layout.bits = bits;
  frame.info.layout.components = static_cast<int>(planes.size());
  frame.info.layout.log2_chroma_w = frame.info.layout.log2_chroma_h = log2_chroma;
  frame.planes = std::move(planes);
  return frame;
}

Frame grey_steps() {
  cv::Mat plane(2, 4, CV_8UC1);
  std::iota(plane.begin<std::uint8_t>(), plane.end<std::uint8_t>(), std::uint8_t{0});
  plane.at<std::uint8_t>(1, 3) = 255;
  return frame_of(ColourModel::kGrey, {plane});
}

TEST(Scopes, counts_every_sample_once_and_tells_the_ends) {
  const auto result = scopes(grey_steps(), Job());
  ASSERT_TRUE(result);
  ASSERT_EQ(result->histograms.size(), 1U);
  const ScopeHistogram& grey = result->histograms[0];
  EXPECT_EQ(std::accumulate(grey.counts.begin(), grey.counts.end(), std::int64_t{0}), 8);
  EXPECT_EQ(grey.counts[3], 1);
  EXPECT_EQ(grey.counts[255], 1);
  EXPECT_DOUBLE_EQ(grey.mean, (0 + 1 + 2 + 3 + 4 + 5 + 6 + 255) / 8.0);
  EXPECT_EQ(grey.greatest, 255);
  EXPECT_DOUBLE_EQ(grey.at_bottom, 1 / 8.0);
  EXPECT_DOUBLE_EQ(grey.at_top, 1 / 8.0);
  EXPECT_TRUE(result->vectorscope.empty()) << "grey has no colour to show";
}

TEST(Scopes, deep_samples_share_levels_of_equal_width) {
  cv::Mat plane(1, 3, CV_16UC1);
  plane.at<std::uint16_t>(0, 0) = 3;
  plane.at<std::uint16_t>(0, 1) = 4;
  plane.at<std::uint16_t>(0, 2) = 1023;
  const auto result = scopes(frame_of(ColourModel::kGrey, {plane}, 10), Job());
  ASSERT_TRUE(result);
  EXPECT_EQ(result->histograms[0].counts[0], 1);
  EXPECT_EQ(result->histograms[0].counts[1], 1);
  EXPECT_EQ(result->histograms[0].counts[255], 1);
  EXPECT_EQ(result->histograms[0].greatest, 1023);
}

TEST(Scopes, waveform_keeps_columns_apart) {
  const auto result = scopes(grey_steps(), Job());
  ASSERT_TRUE(result);
  EXPECT_EQ(result->waveform.size(), cv::Size(4, kScopeLevels));
  EXPECT_EQ(result->waveform.at<int>(kScopeLevels - 1 - 2, 2), 1);
  EXPECT_EQ(result->waveform.at<int>(0, 3), 1) << "255 is in the topmost row";
  EXPECT_EQ(cv::countNonZero(result->waveform), 8);
}

TEST(Scopes, vectorscope_has_grey_in_the_middle_and_red_above) {
  const cv::Mat luma(4, 4, CV_8UC1, cv::Scalar(100)), middle(2, 2, CV_8UC1, cv::Scalar(128));
  const auto grey = scopes(frame_of(ColourModel::kYCbCr, {luma, middle, middle}, 8, 1), Job());
  ASSERT_TRUE(grey);
  EXPECT_EQ(grey->vectorscope.at<int>(127, 128), 4);
  const cv::Mat red(1, 1, CV_8UC1, cv::Scalar(255)), none(1, 1, CV_8UC1, cv::Scalar(0));
  const auto rgb = scopes(frame_of(ColourModel::kRgb, {red, none, none}), Job());
  ASSERT_TRUE(rgb);
  cv::Point place;
  double count = 0;
  cv::minMaxLoc(rgb->vectorscope, nullptr, &count, nullptr, &place);
  EXPECT_EQ(count, 1);
  EXPECT_LT(place.x, 128) << "red has little Cb";
  EXPECT_EQ(place.y, 0) << "and all of Cr";
}

TEST(Scopes, can_be_cancelled_and_declines_an_empty_frame) {
  std::stop_source stop;
  stop.request_stop();
  EXPECT_THROW(static_cast<void>(scopes(grey_steps(), Job(stop.get_token()))), Cancelled);
  EXPECT_EQ(scopes(Frame(), Job()).error().fault, Fault::kUnsupported);
}

TEST(CountsPicture, empty_cells_are_dark_and_full_ones_light) {
  cv::Mat counts = cv::Mat::zeros(1, 3, CV_32SC1);
  counts.at<int>(0, 1) = 1;
  counts.at<int>(0, 2) = 1000;
  const cv::Mat picture = counts_picture(counts, {200, 220, 240});
  EXPECT_EQ(picture.at<cv::Vec3b>(0, 0), cv::Vec3b(20, 20, 20));
  EXPECT_GT(picture.at<cv::Vec3b>(0, 1)[1], 40) << "a single sample is seen";
  EXPECT_EQ(picture.at<cv::Vec3b>(0, 2), cv::Vec3b(200, 220, 240));
}

TEST(SpreadOf, leaves_out_what_was_not_measured_and_the_outermost_cells) {
  Map map;
  map.field.create(1, 201, CV_32F);
  for (int i = 0; i < 201; ++i) map.field.at<float>(0, i) = static_cast<float>(200 - i);
  map.field.at<float>(0, 0) = 1e9F;
  map.field.at<float>(0, 7) = std::numeric_limits<float>::quiet_NaN();
  const auto spread = spread_of(map);
  ASSERT_TRUE(spread);
  EXPECT_NEAR((*spread)[0], 2, 1);
  EXPECT_NEAR((*spread)[1], 198, 1);
  map.field.setTo(std::numeric_limits<float>::quiet_NaN());
  EXPECT_FALSE(spread_of(map));
}

TEST(SampleText, names_planes_and_follows_subsampling) {
  cv::Mat luma(4, 4, CV_8UC1, cv::Scalar(16)), blue(2, 2, CV_8UC1, cv::Scalar(1)), red(2, 2, CV_8UC1, cv::Scalar(2));
  luma.at<std::uint8_t>(3, 2) = 77;
  blue.at<std::uint8_t>(1, 1) = 99;
  const Frame frame = frame_of(ColourModel::kYCbCr, {luma, blue, red}, 8, 1);
  EXPECT_EQ(sample_text(frame, 2, 3), "Y 77  Cb 99  Cr 2");
  EXPECT_EQ(sample_text(frame, 4, 0), "");
  EXPECT_EQ(sample_text(frame, -1, 0), "");
}

}  // namespace
}  // namespace spoor
