#include "methods/jpeg/encoder_facts.h"

#include "support/jpeg_oracle.h"
#include "support/paths.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>

namespace spoor {
namespace {

JpegStructure structure_of(const std::vector<std::byte>& jpeg) {
  auto structure = read_jpeg_structure(jpeg);
  EXPECT_TRUE(structure);
  return structure.value_or(JpegStructure{});
}

TEST(ReadTables, names_standard_tables_at_their_quality) {
  for (const int quality : {1, 25, 50, 75, 90, 100}) {
    const JpegStructure s = structure_of(test::jpeg_from_bgr(test::photographic_bgr(32, 32, 1), {2, 2, quality, {}}));
    const TableReading reading = read_tables(s.pictures.front());
    EXPECT_EQ(reading.family, TableFamily::kStandard);
    EXPECT_NE(reading.fact.reading.find("quality " + std::to_string(quality) + ","), std::string::npos);
    EXPECT_EQ(reading.digest.size(), 16u);
    EXPECT_EQ(read_huffman(s.pictures.front()), HuffmanKind::kStandard);
    EXPECT_EQ(read_script(s.pictures.front()), ScanScript::kSequential);
  }
}

TEST(ReadTables, an_unknown_set_is_compared_with_the_nearest_quality) {
  test::JpegEncoding encoding{1, 1, 80, {}};
  const auto standard = test::jpeg_from_bgr(test::photographic_bgr(32, 32, 1), encoding);
  encoding.steps = {test::steps_from_jpeg(standard, 0), test::steps_from_jpeg(standard, 1)};
  encoding.steps[0][10] = static_cast<std::uint16_t>(encoding.steps[0][10] + 3);
  const JpegStructure s = structure_of(test::jpeg_from_bgr(test::photographic_bgr(32, 32, 1), encoding));
  const TableReading reading = read_tables(s.pictures.front());
  EXPECT_EQ(reading.family, TableFamily::kOther);
  EXPECT_NE(reading.fact.reading.find("quality 80 (sum of differences 3)"), std::string::npos) << reading.fact.reading;
}

TEST(ReadTables, a_stream_without_tables_says_so) {
  EXPECT_EQ(read_tables(JpegPicture{}).family, TableFamily::kNone);
  EXPECT_EQ(read_huffman(JpegPicture{}), HuffmanKind::kNone);
}

TEST(MarkerFacts, name_each_marker_once_with_its_source) {
  JpegStructure s;
  s.pictures.resize(1);
  for (const char* identifier : {"Exif", "Exif"}) s.segments.push_back({0xE1, "APP1", 2, 10, identifier, 0});
  s.segments.push_back({0xEE, "APP14", 30, 14, "Adobe", 0});
  s.segments.push_back({0xE2, "APP2", 50, 14, "MPF", 1});
  const auto facts = marker_facts(s, 0);
  ASSERT_EQ(facts.size(), 2u);
  EXPECT_EQ(facts[1].feature, "APP14 Adobe");
  for (const auto& fact : facts) EXPECT_FALSE(fact.source.empty());
}

TEST(ReadTables, real_files_that_name_photoshop_hold_a_known_set) {
  SPOOR_MEDIA_OR_SKIP(media);
  int known = 0;
  for (const char* name : {"camera/07f6e936_prairie_falcon.jpg", "camera/c7ea8df1_tanners_ridge.jpg",
                           "camera/87ea27ba_landscape_1.jpg", "mixed/29d6c974_Sony Cybershot (6).jpg"}) {
    std::ifstream in(media / name, std::ios::binary);
    if (!in) continue;
    const std::string text((std::istreambuf_iterator<char>(in)), {});
    const auto structure = read_jpeg_structure(as_bytes(text));
    ASSERT_TRUE(structure) << name;
    const TableReading reading = read_tables(structure->pictures.front());
    EXPECT_EQ(reading.family, TableFamily::kKnown) << name;
    EXPECT_NE(reading.fact.reading.find("Adobe"), std::string::npos) << name;
    ++known;
  }
  EXPECT_GT(known, 0);
}

TEST(ReadScript, knows_libjpegs_progressive_order) {
  SPOOR_MEDIA_OR_SKIP(media);
  std::ifstream in(media / "camera/654dfb21_japanese-shop.jpg", std::ios::binary);
  if (!in) GTEST_SKIP() << "the file is not in this set";
  const std::string text((std::istreambuf_iterator<char>(in)), {});
  const auto structure = read_jpeg_structure(as_bytes(text));
  ASSERT_TRUE(structure);
  EXPECT_EQ(read_script(structure->pictures.front()), ScanScript::kLibjpegProgressive);
}

}  // namespace
}  // namespace spoor
