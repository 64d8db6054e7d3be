#include "media/jpeg_structure.h"

#include "media/stills/jpeg_files.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <sstream>

namespace spoor {
namespace {

using test::JpegRecipe;
using test::made_by_libjpeg;
using test::marker_position;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

void append(std::vector<std::byte>& to, Bytes more) { to.insert(to.end(), more.begin(), more.end()); }

void append_text(std::vector<std::byte>& to, std::string_view text) { append(to, as_bytes(text)); }

TEST(JpegStructure, lists_the_markers_of_a_plain_file_in_order) {
  const auto bytes = made_by_libjpeg({.factors = {{2, 2}, {1, 1}, {1, 1}}});
  const auto structure = read_jpeg_structure(bytes);
  ASSERT_TRUE(structure);
  std::vector<std::string> names;
  for (const JpegSegment& segment : structure->segments) names.push_back(segment.name);
  EXPECT_THAT(names, ElementsAre("SOI", "APP0", "DQT", "DQT", "SOF0", "DHT", "DHT", "DHT", "DHT", "SOS", "EOI"));
  EXPECT_EQ(structure->segments[1].identifier, "JFIF");
  EXPECT_THAT(structure->anomalies, IsEmpty());
  ASSERT_EQ(structure->pictures.size(), 1U);
  const JpegPicture& picture = structure->pictures[0];
  EXPECT_EQ(picture.width, 37);
  EXPECT_EQ(picture.height, 29);
  EXPECT_EQ(picture.subsampling, "4:2:0");
  EXPECT_EQ(picture.process, JpegProcess::kBaseline);
  EXPECT_EQ(picture.length, static_cast<std::int64_t>(bytes.size()));
  std::int64_t covered = 0;
  for (const JpegSegment& segment : structure->segments) covered += segment.length;
  EXPECT_EQ(covered, picture.length) << "segments leave no gap";
  ASSERT_EQ(picture.huffman_tables.size(), 4U);
  for (const JpegHuffmanTable& table : picture.huffman_tables) EXPECT_TRUE(table.standard);
}

TEST(JpegStructure, tells_optimised_huffman_tables_from_standard_ones) {
  const auto structure = read_jpeg_structure(made_by_libjpeg({.optimised = true}));
  ASSERT_TRUE(structure);
  for (const JpegHuffmanTable& table : structure->pictures[0].huffman_tables) EXPECT_FALSE(table.standard);
}

TEST(JpegStructure, counts_restart_markers) {
  auto bytes = made_by_libjpeg({.width = 80, .height = 80, .restart_rows = 1});
  auto structure = read_jpeg_structure(bytes);
  ASSERT_TRUE(structure);
  EXPECT_EQ(structure->pictures[0].restart_interval, 10);
  EXPECT_THAT(structure->anomalies, IsEmpty());
  const std::size_t third = marker_position(bytes, 0xD2);
  bytes[third + 1] = std::byte{0xD5};
  structure = read_jpeg_structure(bytes);
  ASSERT_TRUE(structure);
  ASSERT_EQ(structure->anomalies.size(), 2U) << "the jump and the way back";
  EXPECT_EQ(structure->anomalies[0].offset, static_cast<std::int64_t>(third));
  EXPECT_EQ(structure->anomalies[0].what, "restart marker 5 where 2 is due");
  bytes[third] = bytes[third + 1] = std::byte{0};
  structure = read_jpeg_structure(bytes);
  EXPECT_EQ(structure->anomalies.back().what, "the scan holds 8 restart markers, 9 are due");
}

TEST(JpegStructure, finds_what_follows_the_picture) {
  const auto main = made_by_libjpeg({});
  auto bytes = main;
  bytes.resize(bytes.size() + 64);  // zeros
  const auto second = static_cast<std::int64_t>(bytes.size());
  append(bytes, made_by_libjpeg({.width = 16, .height = 8}));
  const auto clip = static_cast<std::int64_t>(bytes.size());
  append_text(bytes, std::string_view("\0\0\0\x18"
                                      "ftypmp42\0\0\0\0isommp42\0\0\0\x08mdat",
                                      32));
  const auto structure = read_jpeg_structure(bytes);
  ASSERT_TRUE(structure);
  ASSERT_EQ(structure->pictures.size(), 2U);
  EXPECT_EQ(structure->pictures[1].role, "trailing");
  EXPECT_EQ(structure->pictures[1].offset, second);
  EXPECT_EQ(structure->pictures[1].width, 16);
  ASSERT_EQ(structure->trailers.size(), 2U);
  EXPECT_EQ(structure->trailers[0].kind, "zero_padding");
  EXPECT_EQ(structure->trailers[0].length, 64);
  EXPECT_EQ(structure->trailers[1].kind, "motion_photo");
  EXPECT_EQ(structure->trailers[1].offset, clip);
  EXPECT_THAT(structure->anomalies, IsEmpty()) << "several pictures are structure";
}

TEST(JpegStructure, knows_samsungs_trailer) {
  auto bytes = made_by_libjpeg({});
  const auto begin = static_cast<std::int64_t>(bytes.size());
  append_text(bytes, "0123456789abcdef");
  append_text(bytes, std::string_view("SEFH\x6A\0\0\0\1\0\0\0\0\0\1\x0A\x10\0\0\0\x10\0\0\0\x18\0\0\0SEFT", 32));
  const auto structure = read_jpeg_structure(bytes);
  ASSERT_TRUE(structure);
  ASSERT_EQ(structure->trailers.size(), 1U);
  EXPECT_EQ(structure->trailers[0].kind, "samsung");
  EXPECT_EQ(structure->trailers[0].offset, begin);
  EXPECT_EQ(structure->trailers[0].length, 48);
}

TEST(JpegStructure, finds_the_thumbnail_that_exif_names) {
  const auto main = made_by_libjpeg({});
  const auto thumbnail = made_by_libjpeg({.width = 20, .height = 10});
  // IFD0 without entries, IFD1 with offset and length of the thumbnail.
  std::string tiff("MM\0\x2A\0\0\0\x08\0\0\0\0\0\x0E\0\2\2\1\0\4\0\0\0\1\0\0\0\x2C\2\2\0\4\0\0\0\1", 36);
  tiff += static_cast<char>(0);
  tiff += static_cast<char>(0);
  tiff += static_cast<char>(thumbnail.size() >> 8);
  tiff += static_cast<char>(thumbnail.size() & 0xFF);
  tiff += std::string(4, '\0');
  ASSERT_EQ(tiff.size(), 0x2CU);
  const std::size_t length = 2 + 6 + tiff.size() + thumbnail.size();
  std::vector<std::byte> bytes(main.begin(), main.begin() + 2);
  append_text(bytes, "\xFF\xE1");
  bytes.push_back(static_cast<std::byte>(length >> 8));
  bytes.push_back(static_cast<std::byte>(length & 0xFF));
  append_text(bytes, std::string_view("Exif\0\0", 6));
  append_text(bytes, tiff);
  append(bytes, thumbnail);
  append(bytes, Bytes(main).subspan(2));
  const auto structure = read_jpeg_structure(bytes);
  ASSERT_TRUE(structure);
  EXPECT_THAT(structure->anomalies, IsEmpty());
  ASSERT_EQ(structure->pictures.size(), 2U);
  EXPECT_EQ(structure->pictures[0].width, 37);
  EXPECT_EQ(structure->pictures[1].role, "exif_thumbnail");
  EXPECT_EQ(structure->pictures[1].width, 20);
  EXPECT_EQ(structure->pictures[1].length, static_cast<std::int64_t>(thumbnail.size()));
}

TEST(JpegStructure, names_damage_with_its_place) {
  auto bytes = made_by_libjpeg({});
  const std::size_t huffman = marker_position(bytes, 0xC4);
  bytes.insert(bytes.begin() + static_cast<std::ptrdiff_t>(huffman), 5, std::byte{0x42});
  bytes.resize(bytes.size() - 2);
  const auto structure = read_jpeg_structure(bytes);
  ASSERT_TRUE(structure);
  ASSERT_EQ(structure->anomalies.size(), 2U);
  EXPECT_EQ(structure->anomalies[0].kind, AnomalyKind::kUnknownData);
  EXPECT_EQ(structure->anomalies[0].offset, static_cast<std::int64_t>(huffman));
  EXPECT_EQ(structure->anomalies[0].length, 5);
  EXPECT_EQ(structure->anomalies[1].kind, AnomalyKind::kTruncated);
}

TEST(JpegStructure, survives_every_cut) {
  const auto whole = made_by_libjpeg({.progressive = true});
  for (std::size_t length = 0; length < whole.size(); ++length) {
    const auto structure = read_jpeg_structure(Bytes(whole).first(length));
    if (!structure) continue;
    EXPECT_FALSE(structure->anomalies.empty()) << length;
    EXPECT_EQ(structure->pictures[0].length, static_cast<std::int64_t>(length));
  }
}

TEST(JpegStructure, agrees_with_exiftool_on_camera_files) {
  SPOOR_MEDIA_OR_SKIP(media);
  if (!test::has_program("exiftool")) GTEST_SKIP() << "no exiftool here";
  // One call for all: the program takes a second to start.
  const auto said = test::output_of(
      "exiftool -f -m -p '$FileName|$ImageWidth|$ImageHeight|$EncodingProcess#|$YCbCrSubSampling' -ext jpg " +
      test::quoted(media / "camera"));
  std::istringstream lines(std::string(said.begin(), said.end()));
  int compared = 0;
  for (std::string line; std::getline(lines, line); ++compared) {
    const std::string name = line.substr(0, line.find('|'));
    const auto structure = read_jpeg_structure(test::bytes_of_file(media / "camera" / name));
    ASSERT_TRUE(structure) << name;
    EXPECT_THAT(structure->anomalies, IsEmpty()) << name << structure->anomalies[0].what;
    const JpegPicture& picture = structure->pictures[0];
    const int process = picture.process == JpegProcess::kProgressive ? 2
                        : picture.process == JpegProcess::kExtended  ? 1
                                                                     : 0;
    const std::string expected = fmt::format("{}|{}|{}|{}|", name, picture.width, picture.height, process);
    EXPECT_EQ(line.substr(0, expected.size()), expected);
    const std::string factors = line.substr(line.rfind('|') + 1);  // "YCbCr4:2:0 (2 2)"
    if (picture.subsampling != "grey") {
      EXPECT_EQ(factors.substr(0, 10), "YCbCr" + picture.subsampling) << name;
    }
  }
  EXPECT_GT(compared, 40);
}

TEST(JpegStructure, reads_every_real_file_or_says_why_not) {
  SPOOR_MEDIA_OR_SKIP(media);
  int read = 0;
  for (const auto& path : test::files_below(media)) {
    const auto bytes = test::bytes_of_file(path);
    if (still_format(Bytes(bytes).first(std::min<std::size_t>(bytes.size(), 64)),
                     static_cast<std::int64_t>(bytes.size())) != StillFormat::kJpeg)
      continue;
    const auto structure = read_jpeg_structure(bytes);
    if (!structure) {
      EXPECT_FALSE(structure.error().sentence.empty()) << path;
      continue;
    }
    ++read;
    for (const JpegPicture& picture : structure->pictures) {
      EXPECT_GE(picture.offset, 0);
      EXPECT_LE(picture.offset + picture.length, static_cast<std::int64_t>(bytes.size())) << path;
    }
  }
  EXPECT_GT(read, 250);
}

TEST(JpegStructure, declines_what_is_no_jpeg) {
  EXPECT_EQ(read_jpeg_structure(as_bytes("GIF89a")).error().fault, Fault::kUnsupported);
  EXPECT_EQ(read_jpeg_structure(as_bytes("\xFF\xD8\xFF\xD9")).error().fault, Fault::kCorrupt);
}

}  // namespace
}  // namespace spoor
