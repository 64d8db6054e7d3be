#include "media/stills/still_files.h"

namespace spoor {
namespace {

using test::made_by_ffmpeg;
using test::noise_bytes;
using test::opened_still;

constexpr int kWidth = 33, kHeight = 21;

std::vector<std::byte> lossy() {
  return made_by_ffmpeg(noise_bytes(kWidth * kHeight * 3, 3), kWidth, kHeight, "rgb24",
                        "-c:v libwebp -lossless 0 -quality 80", "a.webp");
}

TEST(WebpStill, gives_back_lossless_samples) {
  const auto raw = noise_bytes(kWidth * kHeight * 4, 3);
  const auto bytes =
      made_by_ffmpeg(raw, kWidth, kHeight, "bgra", "-c:v libwebp -lossless 1 -compression_level 0", "a.webp");
  if (bytes.empty()) GTEST_SKIP() << "no ffmpeg with libwebp here";
  auto still = opened_still(bytes);
  ASSERT_TRUE(still) << still.file.error().sentence;
  const auto frame = still.frames->frame(0);
  ASSERT_TRUE(frame) << frame.error().sentence;
  ASSERT_EQ(frame->planes.size(), 4U);
  int seen = 0;
  for (int i = 0; i < kWidth * kHeight; ++i) {
    const auto at = static_cast<std::size_t>(4 * i);
    const int y = i / kWidth, x = i % kWidth;
    ASSERT_EQ(test::sample(frame->planes[3], y, x), static_cast<int>(raw[at + 3]));
    if (raw[at + 3] == std::byte{0}) continue;  // colours of what cannot be seen may be given up
    ++seen;
    for (std::size_t c = 0; c < 3; ++c)
      ASSERT_EQ(test::sample(frame->planes[c], y, x), static_cast<int>(raw[at + 2 - c]));
  }
  EXPECT_GT(seen, 600);
}

TEST(WebpStill, lossy_planes_equal_another_decoder) {
  const auto bytes = lossy();
  if (bytes.empty()) GTEST_SKIP() << "no ffmpeg with libwebp here";
  auto still = opened_still(bytes);
  ASSERT_TRUE(still);
  const auto frame = still.frames->frame(0);
  ASSERT_TRUE(frame);
  EXPECT_EQ(frame->info.layout.model, ColourModel::kYCbCr);
  const test::TemporaryDir dir;
  test::write_bytes(dir.path() / "a.webp", bytes);
  // ffmpeg has a VP8 decoder of its own.
  const auto other =
      test::output_of("ffmpeg -v error -i " + test::quoted(dir.path() / "a.webp") + " -f rawvideo -pix_fmt yuv420p -");
  std::vector<std::uint8_t> ours;
  for (const cv::Mat& plane : frame->planes) {
    for (int y = 0; y < plane.rows; ++y) ours.insert(ours.end(), plane.ptr(y), plane.ptr(y) + plane.cols);
  }
  EXPECT_EQ(ours, other);
}

TEST(WebpStill, gives_the_rows_of_a_cut_file) {
  auto bytes = made_by_ffmpeg(noise_bytes(200 * 200 * 3, 3), 200, 200, "rgb24", "-c:v libwebp -lossless 0 -quality 80",
                              "a.webp");
  if (bytes.empty()) GTEST_SKIP() << "no ffmpeg with libwebp here";
  const auto whole = opened_still(bytes).frames->frame(0);
  bytes.resize(bytes.size() * 2 / 3);
  auto still = opened_still(bytes);
  ASSERT_TRUE(still) << still.file.error().sentence;
  const auto frame = still.frames->frame(0);
  ASSERT_TRUE(frame) << frame.error().sentence;
  EXPECT_TRUE(frame->info.concealed);
  EXPECT_FALSE(still.info->anomalies.empty());
  EXPECT_EQ(cv::norm(frame->planes[0].rowRange(0, 64), whole->planes[0].rowRange(0, 64), cv::NORM_INF), 0);
}

TEST(WebpStill, gives_the_pictures_of_an_animation) {
  std::vector<std::byte> raw;
  for (const int value : {10, 120, 240}) raw.insert(raw.end(), 16 * 16 * 4, static_cast<std::byte>(value));
  for (std::size_t i = 3; i < raw.size(); i += 4) raw[i] = std::byte{255};
  const auto bytes = made_by_ffmpeg(raw, 16, 16, "bgra", "-c:v libwebp_anim -lossless 1 -loop 0", "a.webp");
  if (bytes.empty()) GTEST_SKIP() << "no ffmpeg with libwebp here";
  auto still = opened_still(bytes);
  ASSERT_TRUE(still) << still.file.error().sentence;
  ASSERT_EQ(still.info->still_pictures, 3);
  for (const int index : {2, 0, 1}) {
    const auto frame = still.frames->frame(index);
    ASSERT_TRUE(frame);
    const std::vector<int> values{10, 120, 240};
    EXPECT_EQ(test::sample(frame->planes[1], 8, 8), values[static_cast<std::size_t>(index)]);
    EXPECT_EQ(still.frames->index_at(*frame->info.pts), index);
  }
}

TEST(WebpStill, refuses_what_the_limits_forbid) {
  OpenLimits limits;
  limits.max_pixels = 500;
  const auto bytes = lossy();
  if (bytes.empty()) GTEST_SKIP() << "no ffmpeg with libwebp here";
  EXPECT_EQ(opened_still(bytes, limits).file.error().fault, Fault::kTooLarge);
}

}  // namespace
}  // namespace spoor
