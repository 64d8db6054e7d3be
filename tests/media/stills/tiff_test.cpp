#include "media/stills/still_files.h"
#include "media/stills/tiff_samples.h"

#include <tiffio.h>

namespace spoor {
namespace {

using test::noise_bytes;
using test::opened_still;

struct Recipe {
  int width = 37, height = 29;
  int samples = 3, bits = 8, format = SAMPLEFORMAT_UINT, photometric = PHOTOMETRIC_RGB;
  bool separate = false, tiled = false, big = false, alpha = false;
  int compression = COMPRESSION_LZW;
  int pages = 1;
  const char* mode = "w";
};

/// Writes interleaved samples through libtiff's scanline and tile interfaces.
std::vector<std::byte> made_by_libtiff(const Recipe& r, Bytes samples) {
  const test::TemporaryDir dir;
  const auto path = dir.path() / "a.tif";
  TIFF* const tiff = TIFFOpen(path.c_str(), (std::string(r.mode) + (r.big ? "8" : "")).c_str());
  const std::size_t bytes = static_cast<std::size_t>(r.bits / 8), pixel = bytes * static_cast<std::size_t>(r.samples);
  const auto* const data = reinterpret_cast<const std::uint8_t*>(samples.data());
  for (int page = 0; page < r.pages; ++page) {
    TIFFSetField(tiff, TIFFTAG_IMAGEWIDTH, r.width);
    TIFFSetField(tiff, TIFFTAG_IMAGELENGTH, r.height);
    TIFFSetField(tiff, TIFFTAG_SAMPLESPERPIXEL, r.samples);
    TIFFSetField(tiff, TIFFTAG_BITSPERSAMPLE, r.bits);
    TIFFSetField(tiff, TIFFTAG_SAMPLEFORMAT, r.format);
    TIFFSetField(tiff, TIFFTAG_PHOTOMETRIC, r.photometric);
    TIFFSetField(tiff, TIFFTAG_PLANARCONFIG, r.separate ? PLANARCONFIG_SEPARATE : PLANARCONFIG_CONTIG);
    TIFFSetField(tiff, TIFFTAG_COMPRESSION, r.compression);
    TIFFSetField(tiff, TIFFTAG_ORIENTATION, ORIENTATION_RIGHTTOP);
    const std::uint16_t extra = EXTRASAMPLE_UNASSALPHA;
    if (r.alpha) TIFFSetField(tiff, TIFFTAG_EXTRASAMPLES, 1, &extra);
    if (r.tiled) {
      TIFFSetField(tiff, TIFFTAG_TILEWIDTH, 16);
      TIFFSetField(tiff, TIFFTAG_TILELENGTH, 16);
    } else {
      TIFFSetField(tiff, TIFFTAG_ROWSPERSTRIP, 7);
    }
    const int planes = r.separate ? r.samples : 1;
    const std::size_t step = r.separate ? bytes : pixel;
    for (int plane = 0; plane < planes; ++plane) {
      const auto copy_row = [&](int y, int left, int count, std::uint8_t* to) {
        for (int x = left; x < std::min(r.width, left + count); ++x, to += step) {
          std::copy_n(data + static_cast<std::size_t>(y * r.width + x) * pixel +
                          (r.separate ? static_cast<std::size_t>(plane) * bytes : 0),
                      step, to);
        }
      };
      if (r.tiled) {
        for (int top = 0; top < r.height; top += 16) {
          for (int left = 0; left < r.width; left += 16) {
            std::vector<std::uint8_t> tile(16 * 16 * step);
            for (int y = top; y < std::min(r.height, top + 16); ++y)
              copy_row(y, left, 16, tile.data() + static_cast<std::size_t>(y - top) * 16 * step);
            TIFFWriteTile(tiff, tile.data(), static_cast<std::uint32_t>(left), static_cast<std::uint32_t>(top), 0,
                          static_cast<std::uint16_t>(plane));
          }
        }
      } else {
        for (int y = 0; y < r.height; ++y) {
          std::vector<std::uint8_t> row(static_cast<std::size_t>(r.width) * step);
          copy_row(y, 0, r.width, row.data());
          TIFFWriteScanline(tiff, row.data(), static_cast<std::uint32_t>(y), static_cast<std::uint16_t>(plane));
        }
      }
    }
    TIFFWriteDirectory(tiff);
  }
  TIFFClose(tiff);
  return test::bytes_of_file(path);
}

TEST(TiffStill, gives_back_the_samples_that_were_written) {
  struct Case {
    const char* name;
    Recipe recipe;
    ColourModel model;
  };
  const std::vector<Case> cases{
      {"grey 8", {.samples = 1, .photometric = PHOTOMETRIC_MINISBLACK}, ColourModel::kGrey},
      {"rgb 8", {}, ColourModel::kRgb},
      {"rgb 16 big-endian", {.bits = 16, .mode = "wb"}, ColourModel::kRgb},
      {"rgb 16 little-endian", {.bits = 16, .mode = "wl"}, ColourModel::kRgb},
      {"rgba 8", {.samples = 4, .alpha = true}, ColourModel::kRgb},
      {"cmyk 8", {.samples = 4, .photometric = PHOTOMETRIC_SEPARATED}, ColourModel::kCmyk},
      {"rgb tiled", {.tiled = true}, ColourModel::kRgb},
      {"rgb 16 tiled separate", {.bits = 16, .separate = true, .tiled = true}, ColourModel::kRgb},
      {"rgb separate", {.separate = true}, ColourModel::kRgb},
      {"rgb BigTIFF", {.big = true}, ColourModel::kRgb},
      {"rgb uncompressed", {.compression = COMPRESSION_NONE}, ColourModel::kRgb},
      {"rgb deflate", {.compression = COMPRESSION_ADOBE_DEFLATE}, ColourModel::kRgb}};
  for (const Case& c : cases) {
    SCOPED_TRACE(c.name);
    const auto raw = noise_bytes(static_cast<std::size_t>(37 * 29 * c.recipe.samples * c.recipe.bits / 8), 2);
    auto still = opened_still(made_by_libtiff(c.recipe, raw));
    ASSERT_TRUE(still) << still.file.error().sentence;
    const auto frame = still.frames->frame(0);
    ASSERT_TRUE(frame) << frame.error().sentence;
    EXPECT_EQ(frame->info.layout.model, c.model);
    EXPECT_EQ(frame->info.layout.components, c.recipe.samples);
    EXPECT_EQ(frame->info.layout.has_alpha, c.recipe.alpha);
    EXPECT_EQ(frame->info.layout.bits, c.recipe.bits);
    EXPECT_EQ(frame->info.orientation, 6) << "reported, not applied";
    EXPECT_FALSE(frame->info.concealed);
    EXPECT_TRUE(test::interleaved(*frame) == raw);
  }
}

TEST(TiffStill, keeps_floating_point_samples) {
  std::vector<float> values(37 * 29);
  for (std::size_t i = 0; i < values.size(); ++i) values[i] = static_cast<float>(i) * 0.25F - 3.0F;
  const auto bytes =
      made_by_libtiff({.samples = 1, .bits = 32, .format = SAMPLEFORMAT_IEEEFP, .photometric = PHOTOMETRIC_MINISBLACK},
                      std::as_bytes(std::span(values)));
  auto still = opened_still(bytes);
  ASSERT_TRUE(still);
  const auto frame = still.frames->frame(0);
  ASSERT_TRUE(frame);
  EXPECT_TRUE(frame->info.layout.is_float);
  for (int i = 0; i < 37 * 29; ++i)
    ASSERT_EQ(frame->planes[0].at<float>(i / 37, i % 37), values[static_cast<std::size_t>(i)]);
}

TEST(TiffStill, turns_white_is_zero_round_and_says_so) {
  const auto raw = noise_bytes(37 * 29, 4);
  auto still = opened_still(made_by_libtiff({.samples = 1, .photometric = PHOTOMETRIC_MINISWHITE}, raw));
  const auto frame = still.frames->frame(0);
  ASSERT_TRUE(frame);
  EXPECT_EQ(test::sample(frame->planes[0], 5, 6), 255 - static_cast<int>(raw[5 * 37 + 6]));
  EXPECT_NE(frame->info.layout.repacked_from.find("inverted"), std::string::npos);
}

TEST(TiffStill, reads_pages_as_frames) {
  auto still = opened_still(made_by_libtiff({.pages = 3}, noise_bytes(37 * 29 * 3, 1)));
  ASSERT_TRUE(still);
  EXPECT_EQ(still.info->still_pictures, 3);
  EXPECT_EQ(plane_digest(*still.frames->frame(2)), plane_digest(*still.frames->frame(0)));
  EXPECT_FALSE(still.frames->index_at(TimeStamp{}));
}

TEST(TiffStill, gives_the_strips_before_the_damage) {
  const auto raw = noise_bytes(37 * 29 * 3, 8);
  const auto whole = opened_still(made_by_libtiff({.compression = COMPRESSION_NONE}, raw)).frames->frame(0);
  ASSERT_TRUE(whole);
  auto damaged = made_by_libtiff({.compression = COMPRESSION_ADOBE_DEFLATE}, raw);
  std::fill(damaged.begin() + static_cast<std::ptrdiff_t>(damaged.size() / 2),
            damaged.begin() + static_cast<std::ptrdiff_t>(damaged.size() / 2 + 300), std::byte{0});
  auto still = opened_still(damaged);
  ASSERT_TRUE(still) << still.file.error().sentence;
  const auto frame = still.frames->frame(0);
  ASSERT_TRUE(frame) << frame.error().sentence;
  EXPECT_TRUE(frame->info.concealed);
  ASSERT_FALSE(still.info->anomalies.empty());
  EXPECT_GT(still.info->anomalies[0].offset, 0);
  EXPECT_EQ(cv::norm(frame->planes[0].rowRange(0, 7), whole->planes[0].rowRange(0, 7), cv::NORM_INF), 0);
}

TEST(TiffStill, refuses_huge_claims) {
  auto bytes = made_by_libtiff({.mode = "wl"}, noise_bytes(37 * 29 * 3, 1));
  // The width's entry: tag 0x0100, SHORT or LONG, one value.
  for (std::size_t i = 8; i + 12 <= bytes.size(); ++i) {
    const bool side = bytes[i] <= std::byte{1} && bytes[i + 1] == std::byte{1} && bytes[i + 2] == std::byte{3} &&
                      bytes[i + 4] == std::byte{1} && bytes[i + 3] == std::byte{0};
    if (side) bytes[i + 8] = std::byte{0x60}, bytes[i + 9] = std::byte{0xEA};
  }
  const auto still = opened_still(bytes);
  ASSERT_FALSE(still);
  EXPECT_EQ(still.file.error().fault, Fault::kTooLarge) << still.file.error().sentence;
}

TEST(TiffStill, says_in_its_own_words_what_is_wrong) {
  const auto sentence_of = [](std::string_view text) {
    const Bytes bytes = as_bytes(text);
    const auto still = opened_still(std::vector<std::byte>(bytes.begin(), bytes.end()));
    EXPECT_FALSE(still);
    return still ? std::string() : still.file.error().sentence;
  };
  using namespace std::string_view_literals;
  EXPECT_EQ(sentence_of("II\x2B\0\x08\0\xFF\0\x10\0\0\0\0\0\0\0"sv), "the BigTIFF's header contradicts itself");
  EXPECT_EQ(sentence_of("II\x2A\0\x40\0\0\0"sv).find("the TIFF's first directory cannot be read (libtiff: "), 0U);
  // One entry: a width, and nothing else; then the same behind a private tag (50,000) of an unknown type (99).
  const std::string width("\0\1\3\0\1\0\0\0\x10\0\0\0", 12), odd("\x50\xC3\x63\0\1\0\0\0\1\0\0\0", 12);
  const std::string alone = std::string("II\x2A\0\x08\0\0\0\1\0", 10) + width + std::string(4, '\0');
  const std::string both = std::string("II\x2A\0\x08\0\0\0\2\0", 10) + width + odd + std::string(4, '\0');
  EXPECT_NE(sentence_of(alone).find("missing required"), std::string::npos) << sentence_of(alone);
  EXPECT_EQ(sentence_of(both), sentence_of(alone)) << "an odd tag is not the reason";
}

TEST(TiffStill, agrees_with_imagemagick_on_real_files) {
  SPOOR_MEDIA_OR_SKIP(media);
  if (!test::has_program("convert")) GTEST_SKIP() << "no ImageMagick here";
  int compared = 0;
  for (const auto& path : test::files_below(media / "mixed")) {
    if (path.extension() != ".tif") continue;
    auto still = opened_still(path);
    if (!still) continue;
    const auto frame = still.frames->frame(0);
    if (!frame || frame->info.concealed) continue;
    if (frame->info.layout.is_float) continue;  // ImageMagick gives 16-bit integers for these
    if (frame->info.layout.model != ColourModel::kRgb || frame->info.layout.components != 3) continue;
    const auto other = test::output_of("convert -depth " + std::to_string(frame->info.layout.bits) + " -endian LSB " +
                                       test::quoted(path) + "'[0]' rgb:-");
    const auto ours = test::interleaved(*frame);
    EXPECT_TRUE(std::ranges::equal(Bytes(ours), std::as_bytes(std::span(other)))) << path;
    ++compared;
  }
  EXPECT_GT(compared, 8);
}

TEST(TiffSamples, unpacks_every_depth) {
  const std::uint8_t row[] = {0xAB, 0xCD, 0xEF, 0x01};
  cv::Mat bytes(1, 8, CV_8UC1, cv::Scalar(0)), words(1, 2, CV_16UC1, cv::Scalar(0));
  stills::copy_samples(row, 4, {4, false}, 0, 1, 8, bytes, 0, 0);
  EXPECT_EQ(bytes.at<std::uint8_t>(0, 0), 0xA);
  EXPECT_EQ(bytes.at<std::uint8_t>(0, 7), 0x1);
  stills::copy_samples(row, 4, {12, false}, 0, 1, 2, words, 0, 0);
  EXPECT_EQ(words.at<std::uint16_t>(0, 0), 0xABC);
  EXPECT_EQ(words.at<std::uint16_t>(0, 1), 0xDEF);
  cv::Mat floats(1, 1, CV_32FC1);
  const std::uint16_t half = 0xC100;  // -2.5
  stills::copy_samples(reinterpret_cast<const std::uint8_t*>(&half), 2, {16, true}, 0, 1, 1, floats, 0, 0);
  EXPECT_EQ(floats.at<float>(0, 0), -2.5F);
}

TEST(TiffSamples, reads_nothing_beyond_the_row) {
  const std::uint8_t row[] = {1, 2, 3};
  cv::Mat plane(1, 8, CV_8UC1, cv::Scalar(9));
  stills::copy_samples(row, 3, {8, false}, 0, 1, 8, plane, 0, 0);
  EXPECT_EQ(plane.at<std::uint8_t>(0, 2), 3);
  EXPECT_EQ(plane.at<std::uint8_t>(0, 3), 9);
}

}  // namespace
}  // namespace spoor
