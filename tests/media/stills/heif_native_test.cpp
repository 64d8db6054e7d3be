#include "media/stills/heif_native.h"

#include "media/stills/heif_files.h"

namespace spoor {
namespace {

using test::box;
using test::composed;
using test::Composition;
using test::grid;
using test::made_by_libheif;
using test::number;
using test::opened_still;

class HeifComposition : public testing::Test {
 protected:
  void SetUp() override {
    if (single_.empty()) GTEST_SKIP() << "this libheif has no encoder";
  }
  const std::vector<std::byte> single_ = made_by_libheif(heif_compression_HEVC, 64, 64);
};

TEST_F(HeifComposition, tiles_are_laid_side_by_side_and_cut_at_the_edges) {
  auto alone = opened_still(single_);
  ASSERT_TRUE(alone);
  const auto tile = alone.frames->frame(0);
  ASSERT_TRUE(tile) << tile.error().sentence;
  auto still = opened_still(composed(single_, {"grid", grid(1, 2, 101, 51)}));
  ASSERT_TRUE(still) << still.file.error().sentence;
  const auto frame = still.frames->frame(0);
  ASSERT_TRUE(frame) << frame.error().sentence;
  EXPECT_EQ(frame->info.layout, tile->info.layout);
  ASSERT_EQ(frame->planes[0].size(), cv::Size(101, 51));
  ASSERT_EQ(frame->planes[1].size(), cv::Size(51, 26));
  for (std::size_t c = 0; c < 3; ++c) {
    const cv::Mat& whole = frame->planes[c];
    const cv::Mat& part = tile->planes[c];
    const cv::Rect left(0, 0, part.cols, whole.rows), right(part.cols, 0, whole.cols - part.cols, whole.rows);
    EXPECT_EQ(cv::norm(whole(left), part(left), cv::NORM_INF), 0) << c;
    EXPECT_EQ(cv::norm(whole(right), part(cv::Rect(0, 0, right.width, right.height)), cv::NORM_INF), 0) << c;
  }
}

TEST_F(HeifComposition, claimed_sizes_are_refused_before_anything_is_allocated) {
  OpenLimits limits;
  limits.max_pixels = 1'000'000;
  const std::string overlay = number(0, 1) + number(1, 1) + number(0, 8) + number(20'000, 4) + number(20'000, 4) +
                              number(0, 4) + number(0, 4) + number(0, 4) + number(0, 4);
  for (const Composition& claim : {Composition{"grid", grid(1, 2, 30'000, 30'000)}, Composition{"iovl", overlay}}) {
    auto still = opened_still(composed(single_, claim), limits);
    const Error error = still ? still.frames->frame(0).error() : still.file.error();
    EXPECT_EQ(error.fault, Fault::kTooLarge) << claim.type << ": " << error.sentence;
  }
}

TEST_F(HeifComposition, what_is_not_decoded_here_is_named_as_libheifs) {
  const std::string overlay = number(0, 1) + number(0, 1) + number(0xFFFF, 2) + number(0, 4) + number(0xFFFF, 2) +
                              number(80, 2) + number(70, 2) + number(4, 2) + number(3, 2);
  auto still = opened_still(composed(single_, {"iovl", overlay, 1}));
  ASSERT_TRUE(still) << still.file.error().sentence;
  const auto frame = still.frames->frame(0);
  ASSERT_TRUE(frame) << frame.error().sentence;
  EXPECT_EQ(frame->info.layout.model, ColourModel::kRgb);
  EXPECT_EQ(frame->info.layout.repacked_from, "rgb planes made by libheif from 4:2:0");
}

TEST_F(HeifComposition, rotation_mirror_and_crop_are_reported_and_not_applied) {
  std::string clap;
  for (const std::uint64_t value : {40, 1, 30, 1, 0, 1, 0, 1}) clap += number(value, 4);
  const std::string more = box("clap", clap) + box("irot", number(1, 1)) + box("imir", number(1, 1));
  auto still = opened_still(composed(single_, {"grid", grid(1, 2, 128, 64), 2, more, 3}));
  ASSERT_TRUE(still) << still.file.error().sentence;
  EXPECT_FALSE(still.info->anomalies.empty()) << "the crop is named";
  const auto frame = still.frames->frame(0);
  ASSERT_TRUE(frame) << frame.error().sentence;
  EXPECT_EQ(frame->info.width, 128);
  EXPECT_EQ(frame->info.height, 64);
  EXPECT_EQ(frame->info.orientation, 7);
  EXPECT_EQ(still.info->video.front().orientation, 7);
}

TEST_F(HeifComposition, contradictions_end_in_a_sentence_or_in_libheifs_picture) {
  for (const Composition& odd : {Composition{"grid", grid(1, 2, 129, 64)},   // not covered
                                 Composition{"grid", grid(1, 2, 64, 64)},    // the second tile has no part in it
                                 Composition{"grid", grid(2, 2, 128, 128)},  // two tiles of four
                                 Composition{"grid", grid(1, 2, 0, 64)},     // nothing
                                 Composition{"grid", grid(1, 2, 128, 64).substr(0, 5)}, Composition{"grid", ""}}) {
    auto still = opened_still(composed(single_, odd));
    if (!still) continue;
    const auto frame = still.frames->frame(0);
    if (!frame) {
      EXPECT_FALSE(frame.error().sentence.empty());
    } else {
      EXPECT_TRUE(frame->info.concealed) << frame->info.layout.repacked_from;
    }
  }
}

}  // namespace
}  // namespace spoor
