#include "clip_file.h"

#include "sound.h"
#include "support/paths.h"

#include <gtest/gtest.h>

#include <cmath>
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
