#include "engine/worker_answers.h"

#include <gtest/gtest.h>

namespace spoor {
namespace {

using nlohmann::json;

FrameInfo grey_info() {
  FrameInfo info;
  info.width = 6;
  info.height = 4;
  info.layout = {ColourModel::kGrey, 1, false, 8, false, 0, 0, "gray"};
  return info;
}

Samples samples(const json& head, std::vector<cv::Mat> matrices) { return {head, std::move(matrices)}; }

TEST(WorkerAnswers, a_frame_has_the_planes_that_its_layout_says) {
  const json head = encode_structure(grey_info());
  EXPECT_TRUE(frame_of(samples(head, {cv::Mat(4, 6, CV_8UC1)})));
  EXPECT_FALSE(frame_of(samples(head, {})));
  EXPECT_FALSE(frame_of(samples(head, {cv::Mat(4, 6, CV_8UC1), cv::Mat(4, 6, CV_8UC1)})));
  EXPECT_FALSE(frame_of(samples(head, {cv::Mat(6, 4, CV_8UC1)}))) << "the sides are exchanged";
  EXPECT_FALSE(frame_of(samples(head, {cv::Mat(4, 6, CV_16UC1)})));
  EXPECT_FALSE(frame_of(samples(json::array(), {cv::Mat(4, 6, CV_8UC1)})));
}

TEST(WorkerAnswers, a_picture_is_one_of_colours_with_a_scale) {
  const auto head = [](double scale) { return encode_structure(PictureHead{grey_info(), scale, {}}); };
  EXPECT_TRUE(picture_of(samples(head(2), {cv::Mat(2, 3, CV_8UC3)})));
  for (const double scale : {0.0, -1.0}) EXPECT_FALSE(picture_of(samples(head(scale), {cv::Mat(2, 3, CV_8UC3)})));
  EXPECT_FALSE(picture_of(samples(head(2), {cv::Mat(2, 3, CV_8UC1)})));
  EXPECT_FALSE(picture_of(samples(head(2), {cv::Mat()})));
}

TEST(WorkerAnswers, sound_and_maps_are_float) {
  const json sound = encode_structure(SoundHead{0, {0, {1, 48000}}, 48000});
  EXPECT_TRUE(sound_of(samples(sound, {cv::Mat(2, 100, CV_32FC1)})));
  EXPECT_FALSE(sound_of(samples(sound, {cv::Mat(2, 100, CV_16UC1)})));
  MapHead head;
  head.id = "m";
  EXPECT_EQ(map_of(samples(encode_structure(head), {cv::Mat(2, 2, CV_32FC1)}))->id, "m");
  head.cell_width = 0;
  EXPECT_FALSE(map_of(samples(encode_structure(head), {cv::Mat(2, 2, CV_32FC1)})));
}

TEST(WorkerAnswers, samples_outside_the_shared_memory_are_refused) {
  auto slot = shared_slot(100);
  ASSERT_TRUE(slot);
  const auto places = [](std::uint64_t offset) {
    return json::array({json::array({json::array({0, 4, 6, offset, 6})})});
  };
  const json head = encode_structure(grey_info());
  const auto good = samples_of({{"value", head}, {"places", encode_places({{0, 4, 6, 0, 6}})}}, *slot);
  ASSERT_TRUE(good);
  EXPECT_EQ(good->matrices.at(0).size(), cv::Size(6, 4));
  EXPECT_FALSE(samples_of({{"value", head}, {"places", places(slot->mapping.size() - 23)}}, *slot));
  EXPECT_FALSE(samples_of({{"value", head}}, *slot));
  EXPECT_FALSE(samples_of({{"places", places(0)}}, *slot));
}

TEST(WorkerAnswers, a_mean_has_three_planes_of_its_size) {
  AveragedHead head;
  head.info = grey_info();
  head.info.layout = {ColourModel::kRgb, 3, false, 16, false, 0, 0, "mean of frames"};
  head.used = 3;
  head.frames = {4, 6};
  const std::vector<std::byte> plane(6 * 4 * 2, std::byte{1});
  const auto parts = [&](std::vector<std::vector<std::byte>> blobs) {
    return Parts{{{"value", encode_structure(head)}}, std::move(blobs)};
  };
  const auto mean = average_of(parts({plane, plane, plane}));
  ASSERT_TRUE(mean);
  EXPECT_EQ(mean->frame.planes.at(2).at<std::uint16_t>(3, 5), 0x0101);
  EXPECT_EQ(mean->frames, (FrameRange{4, 6}));
  EXPECT_FALSE(average_of(parts({plane, plane})));
  EXPECT_FALSE(average_of(parts({plane, plane, std::vector<std::byte>(47)})));
  EXPECT_FALSE(average_of(Parts{nlohmann::json::object(), {}}));
  head.used = 0;
  EXPECT_FALSE(average_of(parts({plane, plane, plane})));
  head.used = 3;
  head.info.layout.bits = 8;
  EXPECT_FALSE(average_of(parts({plane, plane, plane})));
}

}  // namespace
}  // namespace spoor
