#include "media/stills/still_file.h"

#include "media/stills/still_files.h"

#include <gtest/gtest.h>

#include <cstdint>

namespace spoor {
namespace {

using stills::check_picture_size;
using stills::StillFile;

/// Frames whose one sample is their number; the one that breaks is an error, and each complains of itself.
class Numbers : public stills::StillDecoder {
 public:
  Result<Frame> decode(std::int64_t index, std::vector<Anomaly>& anomalies) override {
    note(anomalies, AnomalyKind::kMalformed, "frame " + std::to_string(index) + " is odd", 100 + index, 0);
    if (index == 2) return failure(Fault::kCorrupt, "the picture cannot be decoded");
    Frame frame;
    frame.info.width = frame.info.height = 1;
    frame.info.layout = {ColourModel::kGrey, 1, false, 8, false, 0, 0, "gray", false, false};
    frame.planes = {cv::Mat(1, 1, CV_8UC1, cv::Scalar(static_cast<double>(index)))};
    return frame;
  }
};

struct Opened {
  std::shared_ptr<StillFile> file = std::make_shared<StillFile>();
  std::shared_ptr<MediaInfo> info = std::make_shared<MediaInfo>();
  std::unique_ptr<FrameReader> frames;
};

Opened opened(int pictures, bool timed) {
  Opened still;
  still.file->info.still_pictures = pictures;
  still.file->make_decoder = [] { return std::make_unique<Numbers>(); };
  for (int i = 0; timed && i < pictures; ++i) still.file->timing.push_back({{10 * i + 5, {1, 100}}, {10, {1, 100}}});
  still.frames = stills::still_frames(still.file, still.info);
  return still;
}

TEST(StillFrames, are_numbered_timed_and_key_frames) {
  const Opened still = opened(2, true);
  const auto frame = still.frames->frame(1);
  ASSERT_TRUE(frame);
  EXPECT_EQ(frame->info.index, 1);
  EXPECT_EQ(frame->info.pts, (TimeStamp{15, {1, 100}}));
  EXPECT_EQ(frame->info.duration, (TimeStamp{10, {1, 100}}));
  EXPECT_TRUE(frame->info.key);
  EXPECT_EQ(still.frames->frame_count(), 2);
  EXPECT_TRUE(still.frames->access().random);
}

TEST(StillFrames, outside_of_the_file_are_bad_arguments) {
  const Opened still = opened(2, false);
  EXPECT_EQ(still.frames->frame(-1).error().fault, Fault::kBadArgument);
  EXPECT_EQ(still.frames->frame(2).error().fault, Fault::kBadArgument);
}

TEST(StillFrames, come_in_order_until_one_breaks_and_again_after_rewinding) {
  const Opened still = opened(4, false);
  for (int round = 0; round < 2; ++round) {
    for (int i = 0; i < 2; ++i) {
      const auto next = still.frames->next();
      ASSERT_TRUE(next && *next);
      EXPECT_EQ((*next)->planes[0].at<std::uint8_t>(0, 0), i);
    }
    EXPECT_EQ(still.frames->next().error().fault, Fault::kCorrupt);
    ASSERT_TRUE(still.frames->rewind());
  }
  const Opened whole = opened(1, false);
  ASSERT_TRUE(*whole.frames->next());
  EXPECT_FALSE(whole.frames->next()->has_value());
}

TEST(StillFrames, are_found_by_time) {
  const Opened animation = opened(3, true);
  EXPECT_EQ(animation.frames->index_at({4, {1, 100}}).error().fault, Fault::kBadArgument);
  EXPECT_EQ(*animation.frames->index_at({5, {1, 100}}), 0);
  EXPECT_EQ(*animation.frames->index_at({249, {1, 1000}}), 1);
  EXPECT_EQ(*animation.frames->index_at({1000, {1, 1}}), 2);
  EXPECT_EQ(*opened(1, false).frames->index_at({7, {1, 1}}), 0) << "a picture without time is shown at all times";
  EXPECT_EQ(opened(3, false).frames->index_at({7, {1, 1}}).error().fault, Fault::kNotApplicable);
}

TEST(StillFrames, complain_of_the_same_damage_once) {
  const Opened still = opened(3, false);
  const auto second = stills::still_frames(still.file, still.info);
  for (int round = 0; round < 2; ++round) {
    ASSERT_TRUE(still.frames->frame(0));
    ASSERT_TRUE(second->frame(0));
  }
  EXPECT_EQ(still.info->anomalies.size(), 1U);
  EXPECT_FALSE(still.frames->frame(2)) << "what was said of a frame that broke is kept as well";
  ASSERT_EQ(still.info->anomalies.size(), 2U);
  EXPECT_EQ(still.info->anomalies[1].offset, 102);
}

Fault fault_of_size(std::int64_t width, std::int64_t height, std::int64_t bytes, const OpenLimits& limits) {
  const auto sized = check_picture_size(width, height, bytes, limits);
  return sized ? Fault::kInternal : sized.error().fault;
}

TEST(PictureSize, is_held_against_every_limit_without_overflow) {
  OpenLimits limits;
  limits.max_pixels = 1000;
  limits.max_side = 100;
  EXPECT_TRUE(check_picture_size(100, 10, 8, limits));
  EXPECT_EQ(fault_of_size(101, 1, 1, limits), Fault::kTooLarge);
  EXPECT_EQ(fault_of_size(1, 101, 1, limits), Fault::kTooLarge);
  EXPECT_EQ(fault_of_size(100, 11, 1, limits), Fault::kTooLarge);
  EXPECT_EQ(fault_of_size(100, 10, 16, limits), Fault::kTooLarge) << "samples deeper than the memory allows";
  EXPECT_TRUE(check_picture_size(50, 10, 16, limits));
  EXPECT_EQ(fault_of_size(0, 10, 1, limits), Fault::kCorrupt);
  EXPECT_EQ(fault_of_size(10, -1, 1, limits), Fault::kCorrupt);
  EXPECT_EQ(fault_of_size(INT64_MAX, INT64_MAX, 8, OpenLimits()), Fault::kTooLarge);
  EXPECT_EQ(fault_of_size(UINT32_MAX, UINT32_MAX, 8, OpenLimits()), Fault::kTooLarge);
}

TEST(Planes, are_blank_and_as_large_as_the_layout_says) {
  FrameInfo info;
  info.width = 5;
  info.height = 3;
  info.layout = {ColourModel::kYCbCr, 4, true, 10, false, 1, 1, "", false, false};
  const auto planes = stills::blank_planes(info);
  ASSERT_EQ(planes.size(), 4U);
  EXPECT_EQ(planes[0].size(), cv::Size(5, 3));
  EXPECT_EQ(planes[1].size(), cv::Size(3, 2));
  EXPECT_EQ(planes[3].size(), cv::Size(5, 3));
  for (const cv::Mat& plane : planes) {
    EXPECT_EQ(plane.type(), CV_16UC1);
    EXPECT_EQ(cv::countNonZero(plane), 0);
  }
}

TEST(Planes, take_the_channels_in_the_order_asked_for) {
  const cv::Mat packed(1, 1, CV_8UC4, cv::Scalar(1, 2, 3, 4));
  const auto planes = stills::separate_planes(packed, {2, 1, 0});
  ASSERT_EQ(planes.size(), 3U);
  for (int i = 0; i < 3; ++i) EXPECT_EQ(planes[static_cast<std::size_t>(i)].at<std::uint8_t>(0, 0), 3 - i);
}

TEST(Refusals, of_hostile_files_are_one_sentence_of_ours) {
  SPOOR_MEDIA_OR_SKIP(media);
  int refused = 0;
  for (const auto& path : test::files_below(media / "hostile")) {
    auto still = test::opened_still(path);
    Error error;
    if (!still) {
      error = still.file.error();
    } else if (const auto frame = still.frames->frame(0); !frame) {
      error = frame.error();
    } else {
      continue;
    }
    ++refused;
    const std::string& text = error.sentence;
    EXPECT_TRUE(text.starts_with("the ") || text == "no still picture") << path << ": " << text;
    EXPECT_EQ(text.find_first_of("\n\t"), std::string::npos) << path << ": " << text;
    EXPECT_EQ(text.find("set_field_type"), std::string::npos) << path << ": " << text;
    EXPECT_FALSE(text.ends_with('.')) << path << ": " << text;
    // A colon outside of the brackets would be somebody else's sentence behind ours.
    EXPECT_EQ(text.substr(0, text.find('(')).find(": "), std::string::npos) << path << ": " << text;
  }
  EXPECT_GT(refused, 10);
}

TEST(Detail, stands_in_brackets_and_is_fit_to_print) {
  EXPECT_EQ(stills::with_detail("the TIFF cannot be read", "libtiff", ""), "the TIFF cannot be read");
  EXPECT_EQ(stills::with_detail("the TIFF cannot be read", "libtiff", "No\nstrips. "),
            "the TIFF cannot be read (libtiff: No strips)");
  EXPECT_LT(stills::with_detail("x", "y", std::string(5000, 'z')).size(), 300U);
}

}  // namespace
}  // namespace spoor
