#include "media/stills/png_chunks.h"
#include "media/stills/still_files.h"

namespace spoor {
namespace {

using test::made_by_ffmpeg;
using test::noise_bytes;
using test::opened_still;

struct Case {
  const char* name;
  const char* pixel_format;  ///< of the raw samples, little-endian
  const char* options;
  const char* file;
  std::size_t bytes_per_pixel;
  ColourModel model;
  int components, bits;
};

TEST(LavStill, gives_back_the_samples_that_another_program_wrote) {
  if (!test::has_program("ffmpeg")) GTEST_SKIP() << "no ffmpeg here";
  const std::vector<Case> cases{
      {"grey", "gray", "", "a.png", 1, ColourModel::kGrey, 1, 8},
      {"grey alpha", "ya8", "", "a.png", 2, ColourModel::kGrey, 2, 8},
      {"rgb", "rgb24", "", "a.png", 3, ColourModel::kRgb, 3, 8},
      {"rgba", "rgba", "", "a.png", 4, ColourModel::kRgb, 4, 8},
      {"grey 16", "gray16le", "-pix_fmt gray16be", "a.png", 2, ColourModel::kGrey, 1, 16},
      {"rgb 16", "rgb48le", "-pix_fmt rgb48be", "a.png", 6, ColourModel::kRgb, 3, 16},
      {"rgba 16", "rgba64le", "-pix_fmt rgba64be", "a.png", 8, ColourModel::kRgb, 4, 16},
      {"interlaced rgb", "rgb24", "-flags +ilme -pred mixed", "a.png", 3, ColourModel::kRgb, 3, 8},
      {"bmp rgb", "rgb24", "-pix_fmt bgr24", "a.bmp", 3, ColourModel::kRgb, 3, 8},
      {"bmp grey", "gray", "-pix_fmt gray", "a.bmp", 1, ColourModel::kGrey, 1, 8}};
  for (const Case& c : cases) {
    SCOPED_TRACE(std::string(c.name) + " " + c.file);
    const int width = 17, height = 11;
    const auto raw = noise_bytes(width * height * c.bytes_per_pixel, 5);
    auto still = opened_still(made_by_ffmpeg(raw, width, height, c.pixel_format, c.options, c.file));
    ASSERT_TRUE(still) << still.file.error().sentence;
    const auto frame = still.frames->frame(0);
    ASSERT_TRUE(frame) << frame.error().sentence;
    EXPECT_FALSE(frame->info.concealed);
    EXPECT_TRUE(still.info->anomalies.empty());
    const bool palette = c.model == ColourModel::kGrey && std::string(c.file) == "a.bmp";  // stored with a grey palette
    EXPECT_EQ(frame->info.layout.bits, c.bits);
    if (palette) {
      ASSERT_EQ(frame->info.layout.components, 3);
      for (const cv::Mat& plane : frame->planes) {
        for (int i = 0; i < width * height; ++i)
          ASSERT_EQ(test::sample(plane, i / width, i % width), static_cast<int>(raw[static_cast<std::size_t>(i)]));
      }
      continue;
    }
    EXPECT_EQ(frame->info.layout.model, c.model);
    ASSERT_EQ(frame->info.layout.components, c.components);
    EXPECT_TRUE(test::interleaved(*frame) == raw);
  }
}

TEST(LavStill, gives_the_pictures_of_an_animation_in_any_order) {
  if (!test::has_program("ffmpeg")) GTEST_SKIP() << "no ffmpeg here";
  // Three flat pictures of colours that every palette can hold.
  std::vector<std::byte> raw;
  const int width = 8, height = 6;
  for (const int value : {0, 255, 85}) raw.insert(raw.end(), width * height * 3, static_cast<std::byte>(value));
  for (const char* name : {"a.gif", "a.apng"}) {
    SCOPED_TRACE(name);
    auto still = opened_still(made_by_ffmpeg(raw, width, height, "rgb24", "-pix_fmt gray", name));
    ASSERT_TRUE(still) << still.file.error().sentence;
    ASSERT_EQ(still.info->still_pictures, 3);
    for (const int index : {2, 0, 1, 1}) {
      const auto frame = still.frames->frame(index);
      ASSERT_TRUE(frame) << frame.error().sentence;
      EXPECT_EQ(frame->info.index, index);
      ASSERT_TRUE(frame->info.pts);
      const std::array<int, 3> values{0, 255, 85};
      for (std::size_t c = 0; c < (frame->planes.size() < 3 ? 1U : 3U); ++c)
        EXPECT_EQ(test::sample(frame->planes[c], 3, 3), values[static_cast<std::size_t>(index)]) << index;
      EXPECT_EQ(still.frames->index_at(*frame->info.pts), index);
    }
    EXPECT_FALSE(still.frames->frame(3));
  }
}

TEST(LavStill, gives_the_rows_of_a_cut_png) {
  if (!test::has_program("ffmpeg")) GTEST_SKIP() << "no ffmpeg here";
  const int width = 64, height = 64;
  const auto raw = noise_bytes(width * height * 3, 9);
  auto bytes = made_by_ffmpeg(raw, width, height, "rgb24", "-pred none", "a.png");
  bytes.resize(bytes.size() / 2);
  auto still = opened_still(bytes);
  ASSERT_TRUE(still);
  const auto frame = still.frames->frame(0);
  ASSERT_TRUE(frame) << frame.error().sentence;
  EXPECT_TRUE(frame->info.concealed);
  EXPECT_FALSE(still.info->anomalies.empty());
  const auto samples = test::interleaved(*frame);
  EXPECT_TRUE(std::equal(samples.begin(), samples.begin() + width * 3 * 20, raw.begin())) << "the first 20 rows";
}

TEST(LavStill, gives_the_rows_before_the_damage_of_a_png) {
  if (!test::has_program("ffmpeg")) GTEST_SKIP() << "no ffmpeg here";
  const int width = 64, height = 64;
  const auto raw = noise_bytes(width * height * 3, 9);
  auto bytes = made_by_ffmpeg(raw, width, height, "rgb24", "-pred none -compression_level 9", "a.png");
  // Deflate's stored blocks carry their length twice; the samples' middle is overwritten with what is no stream.
  for (std::size_t i = bytes.size() / 2; i < bytes.size() * 3 / 4; ++i) bytes[i] = std::byte{0xFF};
  auto still = opened_still(bytes);
  ASSERT_TRUE(still);
  const auto frame = still.frames->frame(0);
  ASSERT_TRUE(frame) << frame.error().sentence;
  EXPECT_TRUE(frame->info.concealed);
  const auto samples = test::interleaved(*frame);
  EXPECT_TRUE(std::equal(samples.begin(), samples.begin() + width * 3 * 20, raw.begin())) << "the first 20 rows";
}

TEST(LavStill, refuses_huge_claims) {
  // A PNG of 60,000 x 60,000 pixels in 45 bytes, a BMP of the same size.
  std::vector<std::byte> png(33 + 12);
  const std::string_view head("\x89PNG\r\n\x1A\n\0\0\0\x0DIHDR\0\0\xEA\x60\0\0\xEA\x60\x08\2", 26);
  std::copy_n(as_bytes(head).data(), head.size(), png.data());
  const auto still = opened_still(png);
  ASSERT_FALSE(still);
  EXPECT_EQ(still.file.error().fault, Fault::kTooLarge) << still.file.error().sentence;
  std::vector<std::byte> bmp(80);
  const std::string_view bmp_head("BM\0\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0\x60\xEA\0\0\x60\xEA\0\0\1\0\x18\0", 30);
  std::copy_n(as_bytes(bmp_head).data(), bmp_head.size(), bmp.data());
  EXPECT_EQ(opened_still(bmp).file.error().fault, Fault::kTooLarge);
}

TEST(LavStill, agrees_with_imagemagick_on_real_files) {
  SPOOR_MEDIA_OR_SKIP(media);
  if (!test::has_program("convert")) GTEST_SKIP() << "no ImageMagick here";
  int compared = 0;
  for (const char* folder : {"mixed", "forged"}) {
    for (const auto& path : test::files_below(media / folder)) {
      if (path.extension() != ".png") continue;
      auto still = opened_still(path);
      if (!still || !still.info->anomalies.empty() || still.info->still_pictures != 1) continue;
      const auto frame = still.frames->frame(0);
      if (!frame || !still.info->anomalies.empty() || frame->info.layout.bits < 8 ||
          frame->info.width * frame->info.height > 1'000'000)
        continue;
      const bool grey = frame->info.layout.model == ColourModel::kGrey;
      if (grey && frame->info.layout.has_alpha) continue;
      const std::string kind = grey ? "gray" : frame->info.layout.has_alpha ? "rgba" : "rgb";
      // Named anew, the colour space is not converted: ImageMagick would apply a gAMA chunk.
      const auto other =
          test::output_of("convert -depth " + std::to_string(frame->info.layout.bits) + " -endian LSB " +
                          test::quoted(path) + " -set colorspace " + (grey ? "Gray " : "sRGB ") + kind + ":-");
      if (other.empty()) continue;
      const auto ours = test::interleaved(*frame);
      EXPECT_TRUE(std::ranges::equal(Bytes(ours), std::as_bytes(std::span(other)))) << path;
      ++compared;
    }
  }
  EXPECT_GT(compared, 30);
}

TEST(PngChunks, tells_where_a_checksum_is_wrong) {
  if (!test::has_program("ffmpeg")) GTEST_SKIP() << "no ffmpeg here";
  auto bytes = made_by_ffmpeg(noise_bytes(48, 1), 4, 4, "rgb24", "", "a.png");
  const auto sound = stills::read_png_chunks(bytes);
  ASSERT_TRUE(sound);
  EXPECT_TRUE(sound->anomalies.empty());
  EXPECT_EQ(sound->width, 4U);
  bytes[29] ^= std::byte{1};  // the checksum of IHDR
  const auto damaged = stills::read_png_chunks(bytes);
  ASSERT_TRUE(damaged);
  ASSERT_EQ(damaged->anomalies.size(), 1U);
  EXPECT_EQ(damaged->anomalies[0].offset, 8);
}

}  // namespace
}  // namespace spoor
