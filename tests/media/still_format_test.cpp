#include "media/still_source.h"
#include "support/paths.h"

#include <gtest/gtest.h>

#include <fstream>

namespace spoor {
namespace {

using namespace std::string_view_literals;

std::optional<StillFormat> format_of(std::string_view head) {
  return still_format(as_bytes(head), static_cast<std::int64_t>(head.size()));
}

TEST(StillFormat, knows_magic_bytes) {
  EXPECT_EQ(format_of("\xFF\xD8\xFF\xE0"sv), StillFormat::kJpeg);
  EXPECT_EQ(format_of("\x89PNG\r\n\x1A\n\0\0"sv), StillFormat::kPng);
  EXPECT_EQ(format_of("GIF89a\1\0\1\0"sv), StillFormat::kGif);
  EXPECT_EQ(format_of("RIFF\x10\0\0\0WEBPVP8 "sv), StillFormat::kWebp);
  EXPECT_EQ(format_of("RIFF\x10\0\0\0AVI LIST"sv), std::nullopt);
  EXPECT_EQ(format_of("\xFF\x0A\0\0"sv), StillFormat::kJxl);
  EXPECT_EQ(format_of("\0\0\0\x0CJXL \r\n\x87\n"sv), StillFormat::kJxl);
  EXPECT_EQ(format_of("FUJIFILMCCD-RAW 0201"sv), StillFormat::kRaw);
  EXPECT_EQ(format_of("IIRO\x08\0\0\0"sv), StillFormat::kRaw);
  EXPECT_EQ(format_of("IIU\0\x18\0\0\0"sv), StillFormat::kRaw);
  EXPECT_EQ(format_of("II\x2A\0\x10\0\0\0CR\2\0"sv), StillFormat::kRaw);
  EXPECT_EQ(format_of("MM\0\x2A\0\0\0\x08\0\0"sv), StillFormat::kTiff);
  EXPECT_EQ(format_of("II\x2B\0\x08\0\0\0"sv), StillFormat::kTiff);
}

TEST(StillFormat, wants_a_known_header_behind_the_letters_bm) {
  EXPECT_EQ(format_of("BM\0\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0"sv), StillFormat::kBmp);
  EXPECT_EQ(format_of("BM is how this sentence begins"sv), std::nullopt);
}

TEST(StillFormat, takes_brands_of_stills_and_leaves_clips_alone) {
  EXPECT_EQ(format_of("\0\0\0\x18"
                      "ftypheic\0\0\0\0mif1heic"sv),
            StillFormat::kHeif);
  EXPECT_EQ(format_of("\0\0\0\x18"
                      "ftypmif1\0\0\0\0mif1avif"sv),
            StillFormat::kAvif);
  EXPECT_EQ(format_of("\0\0\0\x18"
                      "ftypcrx \0\0\0\1crx isom"sv),
            StillFormat::kRaw);
  EXPECT_EQ(format_of("\0\0\0\x18"
                      "ftypisom\0\0\0\1isommif1"sv),
            std::nullopt);
}

TEST(StillFormat, tells_a_raw_from_a_plain_tiff_by_its_first_directory) {
  // One entry each: DNGVersion; photometric interpretation "colour filter array"; photometric "RGB".
  EXPECT_EQ(format_of("II\x2A\0\x08\0\0\0\1\0\x12\xC6\1\0\4\0\0\0\1\4\0\0\0\0\0\0"sv), StillFormat::kRaw);
  EXPECT_EQ(format_of("II\x2A\0\x08\0\0\0\1\0\6\1\3\0\1\0\0\0\x23\x80\0\0\0\0\0\0"sv), StillFormat::kRaw);
  EXPECT_EQ(format_of("II\x2A\0\x08\0\0\0\1\0\6\1\3\0\1\0\0\0\2\0\0\0\0\0\0\0"sv), StillFormat::kTiff);
}

TEST(StillFormat, survives_every_cut_of_a_head) {
  const auto whole =
      "\0\0\0\x18"
      "ftypmif1\0\0\0\0mif1avif"sv;
  for (std::size_t length = 0; length < 12; ++length) EXPECT_EQ(format_of(whole.substr(0, length)), std::nullopt);
  const auto tiff = "II\x2A\0\x08\0\0\0\1\0\x12\xC6\1\0"sv;
  for (std::size_t length = 8; length < tiff.size(); ++length)
    EXPECT_EQ(format_of(tiff.substr(0, length)), StillFormat::kTiff);
}

TEST(StillFormat, agrees_with_the_names_of_camera_files) {
  SPOOR_MEDIA_OR_SKIP(media);
  const std::map<std::string, StillFormat> formats{{".jpg", StillFormat::kJpeg},  {".tiff", StillFormat::kTiff},
                                                   {".heic", StillFormat::kHeif}, {".HEIC", StillFormat::kHeif},
                                                   {".webp", StillFormat::kWebp}, {".png", StillFormat::kPng},
                                                   {".avif", StillFormat::kAvif}};
  for (const auto& path : test::files_below(media / "camera")) {
    std::ifstream file(path, std::ios::binary);
    std::string head(4096, '\0');
    file.read(head.data(), static_cast<std::streamsize>(head.size()));
    head.resize(static_cast<std::size_t>(file.gcount()));
    EXPECT_EQ(format_of(head), formats.at(path.extension().string())) << path;
  }
}

}  // namespace
}  // namespace spoor
