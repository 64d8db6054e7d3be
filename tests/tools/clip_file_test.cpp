#include "clip_file.h"

#include "av_owner.h"
#include "sound.h"
#include "support/paths.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <iterator>
#include <numbers>

namespace spoor::samples {
namespace {

// A grey level says which frame it is.
std::vector<ClipFrame> numbered(int count) {
  std::vector<ClipFrame> frames;
  for (int i = 0; i < count; ++i) {
    frames.push_back({cv::Mat(64, 96, CV_8UC1, cv::Scalar(30 + 5 * i)), cv::Mat(32, 48, CV_8UC1, cv::Scalar(120)),
                      cv::Mat(32, 48, CV_8UC1, cv::Scalar(135))});
  }
  return frames;
}

TEST(ClipFile, frames_return_in_order_with_the_asked_types) {
  const test::TemporaryDir folder;
  const auto path = folder.path() / "clip.mp4";
  write_clip(path, numbered(30), {}, {.crf = 20, .gop = 12, .b_frames = 2});
  const Clip clip = read_clip(path);
  ASSERT_EQ(clip.frames.size(), 30U);
  for (int i = 0; i < 30; ++i) {
    EXPECT_NEAR(cv::mean(clip.frames[static_cast<std::size_t>(i)].y)[0], 30 + 5 * i, 1.5) << i;
    EXPECT_EQ(clip.types[static_cast<std::size_t>(i)] == 'I', i % 12 == 0) << clip.types;
  }
  EXPECT_NE(clip.types.find('B'), std::string::npos);
  EXPECT_TRUE(clip.sound.empty());
}

// Microseconds at which frames are shown, edit lists heeded.
std::vector<std::int64_t> shown_times(const std::filesystem::path& path) {
  AVFormatContext* input = nullptr;
  std::vector<std::int64_t> times;
  EXPECT_GE(avformat_open_input(&input, path.c_str(), nullptr, nullptr), 0);
  const AvPacket packet(av_packet_alloc());
  while (input != nullptr && av_read_frame(input, packet.get()) >= 0) {
    const AVRational base = input->streams[packet->stream_index]->time_base;
    if ((packet->flags & AV_PKT_FLAG_DISCARD) == 0) times.push_back(av_rescale_q(packet->pts, base, {1, 1'000'000}));
    av_packet_unref(packet.get());
  }
  avformat_close_input(&input);
  std::sort(times.begin(), times.end());
  return times;
}

TEST(ClipFile, frames_are_shown_at_the_times_asked_for) {
  const test::TemporaryDir folder;
  const auto path = folder.path() / "clip.mp4";
  write_clip(path, numbered(4), {}, {.b_frames = 0, .times = {0, 1, 4, 5}});
  EXPECT_EQ(shown_times(path), (std::vector<std::int64_t>{0, 33'333, 133'333, 166'667}));
}

TEST(ClipFile, a_copy_leaves_out_packets_and_keeps_the_others_times) {
  const test::TemporaryDir folder;
  const auto from = folder.path() / "from.mp4", to = folder.path() / "to.mp4";
  write_clip(from, numbered(24), {}, {.crf = 20, .gop = 6, .b_frames = 0});
  copy_clip(from, to, {.first_dropped = 6, .last_dropped = 11});
  auto expected = shown_times(from);
  expected.erase(expected.begin() + 6, expected.begin() + 12);
  EXPECT_EQ(shown_times(to), expected);
  const Clip clip = read_clip(to);
  ASSERT_EQ(clip.frames.size(), 18U);
  EXPECT_NEAR(cv::mean(clip.frames[6].y)[0], 30 + 5 * 12, 1.5);
}

TEST(ClipFile, a_copy_hides_its_beginning_and_keeps_it) {
  const test::TemporaryDir folder;
  const auto from = folder.path() / "from.mp4", to = folder.path() / "to.mp4";
  write_clip(from, numbered(24), {}, {.crf = 20, .gop = 6, .b_frames = 0});
  copy_clip(from, to, {.start_frame = 15});
  EXPECT_EQ(shown_times(to).size(), 9U);
  EXPECT_GT(std::filesystem::file_size(to) + 200, std::filesystem::file_size(from));
}

TEST(ClipFile, a_devices_name_is_written_in_a_phones_keys) {
  const test::TemporaryDir folder;
  const auto path = folder.path() / "clip.mp4";
  write_clip(path, numbered(2), {}, {.make = "Maker", .model = "Phone 1"});
  std::ifstream in(path, std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(in), {}};
  EXPECT_NE(bytes.find("com.android.manufacturer"), std::string::npos);
  EXPECT_NE(bytes.find("Maker"), std::string::npos);
  EXPECT_NE(bytes.find("Phone 1"), std::string::npos);
}

TEST(ClipFile, sound_returns_at_its_time) {
  const test::TemporaryDir folder;
  const auto path = folder.path() / "clip.mp4";
  const Hum hum{.wander_hz = 0, .level = 0.2};
  const auto sound = hum_and_wind(hum, 30 * kSamplesPerFrame, 5);
  write_clip(path, numbered(30), sound, {});
  const Clip clip = read_clip(path);
  ASSERT_GE(clip.sound.size(), sound.size());
  double product = 0, own = 0, other = 0;
  for (std::size_t i = 4000; i < sound.size() - 4000; ++i) {
    product += static_cast<double>(sound[i] * clip.sound[i]);
    own += static_cast<double>(sound[i] * sound[i]);
    other += static_cast<double>(clip.sound[i] * clip.sound[i]);
  }
  EXPECT_GT(product / std::sqrt(own * other), 0.98);  // a shift of 1 ms alone would give about 0.95
}

TEST(ClipFile, planes_are_limited_bt709) {
  cv::Mat display(2, 6, CV_32FC3, cv::Scalar::all(0));
  display.colRange(2, 4).setTo(cv::Scalar::all(1));
  display.colRange(4, 6).setTo(cv::Scalar(1, 0, 0));
  const ClipFrame frame = clip_frame(display);
  EXPECT_EQ(frame.y.at<std::uint8_t>(0, 0), 16);
  EXPECT_EQ(frame.y.at<std::uint8_t>(0, 2), 235);
  EXPECT_EQ(frame.cb.at<std::uint8_t>(0, 1), 128);
  EXPECT_EQ(frame.y.at<std::uint8_t>(0, 4), 63);  // H.273's red of BT.709
  EXPECT_EQ(frame.cb.at<std::uint8_t>(0, 2), 102);
  EXPECT_EQ(frame.cr.at<std::uint8_t>(0, 2), 240);
}

TEST(Sound, the_hum_swings_about_its_frequency) {
  const Hum hum;
  constexpr double kStep = 1e-4;
  const auto frequency = [&](double t) {
    return (hum_phase(hum, t + kStep) - hum_phase(hum, t - kStep)) / (2 * kStep) / (2 * std::numbers::pi);
  };
  EXPECT_NEAR(frequency(0.001), 50, 1e-4);
  EXPECT_NEAR(frequency(7.0 / 4), 50.02, 1e-6);
  EXPECT_NEAR(frequency(7.0 * 3 / 4), 49.98, 1e-6);
}

}  // namespace
}  // namespace spoor::samples
