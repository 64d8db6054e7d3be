#include "workbench/structure_rows.h"

#include "media/media_source.h"
#include "support/jpeg_oracle.h"
#include "support/paths.h"
#include "support/run_pass.h"

#include <gtest/gtest.h>

#include <limits>

namespace spoor {
namespace {

ContainerNode node(const std::string& type, std::int64_t offset, std::int64_t size,
                   std::vector<ContainerNode> children = {}) {
  ContainerNode made;
  made.type = type;
  made.offset = offset;
  made.header = 8;
  made.size = size;
  made.note = "What " + type + " is for.";
  made.children = std::move(children);
  return made;
}

ContainerTree movie() {
  ContainerTree tree;
  tree.nodes = {node("ftyp", 0, 32),
                node("moov", 32, 400, {node("mvhd", 40, 108), node("trak", 148, 200, {node("tkhd", 156, 92)})}),
                node("mdat", 432, 1000)};
  tree.nodes[0].fields = {{"brand", "isom"}, {"compatible", std::string(500, 'x')}};
  return tree;
}

std::vector<std::string> ids(const std::vector<StructureRow>& rows) {
  std::vector<std::string> list;
  for (const auto& row : rows) list.push_back(row.id);
  return list;
}

using Ids = std::vector<std::string>;

TEST(StructureRows, shows_the_children_of_what_is_open) {
  const ContainerTree tree = movie();
  EXPECT_EQ(ids(container_rows(tree, {})), (Ids{"0", "1", "2"}));
  EXPECT_EQ(ids(container_rows(tree, {"1"})), (Ids{"0", "1", "1/0", "1/1", "2"}));
  const auto rows = container_rows(tree, {"1", "1/1", "0", "77/3"});
  EXPECT_EQ(ids(rows), (Ids{"0", "1", "1/0", "1/1", "1/1/0", "2"}));
  EXPECT_EQ(ids(container_rows(tree, {"1/1"})), (Ids{"0", "1", "2"})) << "open within what is closed";
  EXPECT_EQ(rows[4].name, "tkhd");
  EXPECT_EQ(rows[4].depth, 2);
  EXPECT_EQ(rows[4].meaning, "What tkhd is for.");
  EXPECT_TRUE(rows[3].has_children);
  EXPECT_TRUE(rows[3].open);
  EXPECT_FALSE(rows[0].has_children);
  EXPECT_FALSE(rows[0].open) << "nothing to open";
  EXPECT_TRUE(rows[0].summary.starts_with("brand isom, compatible xxx"));
  EXPECT_LT(rows[0].summary.size(), 250u);
}

TEST(StructureRows, an_anomaly_stands_at_the_innermost_part_that_is_shown) {
  ContainerTree tree = movie();
  note(tree.anomalies, AnomalyKind::kMalformed, "in tkhd", 160, 4);
  note(tree.anomalies, AnomalyKind::kMalformed, "in moov", 400);
  note(tree.anomalies, AnomalyKind::kTruncated, "of all");
  note(tree.anomalies, AnomalyKind::kTruncated, "behind the end", 5000);
  const auto named = [&](const std::set<std::string>& open, const std::string& id) {
    for (const auto& row : container_rows(tree, open)) {
      if (row.id == id) return row.anomalies;
    }
    return Ids{"no such row"};
  };
  EXPECT_EQ(named({}, "1"), (Ids{"in tkhd", "in moov"}));
  EXPECT_EQ(named({"1"}, "1"), (Ids{"in moov"}));
  EXPECT_EQ(named({"1"}, "1/1"), (Ids{"in tkhd"}));
  EXPECT_EQ(named({"1", "1/1"}, "1/1"), Ids{});
  EXPECT_EQ(named({"1", "1/1"}, "1/1/0"), (Ids{"in tkhd"}));
  EXPECT_EQ(named({}, "file"), (Ids{"behind the end", "of all"}));
}

TEST(StructureRows, parts_may_lie_outside_what_names_them) {
  // The directories of a TIFF point anywhere in the file.
  ContainerTree tree;
  tree.nodes = {node("header", 0, 8), node("IFD0", 100, 50, {node("Exif", 20, 60)})};
  note(tree.anomalies, AnomalyKind::kMalformed, "in Exif", 30);
  EXPECT_EQ(container_rows(tree, {})[1].anomalies, (Ids{"in Exif"}));
  EXPECT_EQ(path_to_offset(tree, 30), (Ids{"1", "1/0"}));
}

TEST(StructureRows, a_byte_leads_to_its_part) {
  const ContainerTree tree = movie();
  EXPECT_EQ(path_to_offset(tree, 0), (Ids{"0"}));
  EXPECT_EQ(path_to_offset(tree, 31), (Ids{"0"}));
  EXPECT_EQ(path_to_offset(tree, 32), (Ids{"1"}));
  EXPECT_EQ(path_to_offset(tree, 170), (Ids{"1", "1/1", "1/1/0"}));
  EXPECT_EQ(path_to_offset(tree, 431), (Ids{"1"}));
  EXPECT_EQ(path_to_offset(tree, 1432), Ids{});
  EXPECT_EQ(path_to_offset(tree, -1), Ids{});
}

TEST(StructureRows, sizes_without_sense_are_survived) {
  constexpr auto kMost = std::numeric_limits<std::int64_t>::max();
  ContainerTree tree;
  tree.nodes = {node("huge", 16, kMost), node("negative", 4, -kMost), node("none", 8, 0)};
  note(tree.anomalies, AnomalyKind::kMalformed, "far away", kMost);
  EXPECT_EQ(path_to_offset(tree, kMost), (Ids{"0"}));
  EXPECT_EQ(path_to_offset(tree, 8), Ids{});
  EXPECT_EQ(container_rows(tree, {})[0].anomalies.size(), 1u);
}

TEST(StructureRows, a_jpeg_is_told_by_pictures_segments_and_tables) {
  test::JpegEncoding encoding;
  encoding.quality = 85;
  encoding.h = encoding.v = 2;
  const auto file = test::jpeg_from_bgr(test::photographic_bgr(64, 48, 1), encoding);
  const auto jpeg = read_jpeg_structure(file);
  ASSERT_TRUE(jpeg);
  auto rows = jpeg_rows(*jpeg, {});
  ASSERT_EQ(rows.size(), 1u);
  EXPECT_EQ(rows[0].name, "main picture");
  EXPECT_EQ(rows[0].summary, "64x48, baseline, 4:2:0, exactly IJG quality 85");
  rows = jpeg_rows(*jpeg, {"0"});
  ASSERT_EQ(rows.size(), 1 + jpeg->segments.size());
  for (const auto& row : rows) EXPECT_FALSE(row.meaning.empty()) << row.name;
  EXPECT_EQ(rows[2].summary, "JFIF");
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (rows[i].name == "SOF0") {
      EXPECT_EQ(rows[i].summary, "64x48, 8 bits, 4:2:0");
    }
    if (rows[i].name != "DQT") continue;
    EXPECT_TRUE(rows[i].summary.ends_with("exactly IJG quality 85")) << rows[i].summary;
    const auto tables = jpeg_rows(*jpeg, {"0", rows[i].id});
    ASSERT_GT(tables.size(), i + 1);
    EXPECT_TRUE(tables[i + 1].name.starts_with("table ")) << tables[i + 1].name;
    EXPECT_EQ(tables[i + 1].depth, 2);
    EXPECT_EQ(path_to_offset(*jpeg, tables[i + 1].offset + 5), (Ids{"0", rows[i].id, tables[i + 1].id}));
  }
}

TEST(StructureRows, real_jpegs_have_a_meaning_at_every_row) {
  SPOOR_MEDIA_OR_SKIP(media);
  std::size_t files = 0, with_more = 0;
  for (const auto& path : test::files_below(media / "mixed")) {
    auto source = open_media(memory_source(test::bytes_of(path.string())));
    if (!source || !(*source)->jpeg()) continue;
    const JpegStructure& jpeg = *(*source)->jpeg();
    std::set<std::string> open;
    for (std::size_t i = 0; i < jpeg.pictures.size(); ++i) open.insert(std::to_string(i));
    const auto rows = jpeg_rows(jpeg, open);
    std::size_t told = 0;
    for (const auto& row : rows) {
      EXPECT_FALSE(row.meaning.empty()) << path << " " << row.name;
      told += row.anomalies.size();
    }
    EXPECT_EQ(told, jpeg.anomalies.size()) << path << ": each anomaly is told once";
    ++files;
    with_more += jpeg.pictures.size() > 1 ? 1 : 0;
  }
  EXPECT_GT(files, 20u);
  EXPECT_GT(with_more, 3u);
}

TEST(StructureRows, bytes_are_written_sixteen_a_line) {
  std::vector<std::byte> bytes;
  for (const int value : std::initializer_list<int>{0xFF, 0xD8, 0xFF, 0xE0, 0x00, 0x10, 'J', 'F', 'I', 'F', 0, 1, 1, 1,
                                                    0, 'H', 0x7F, '~', ' '}) {
    bytes.push_back(static_cast<std::byte>(value));
  }
  const auto lines = hex_lines(bytes, 16);
  ASSERT_EQ(lines.size(), 2u);
  EXPECT_EQ(lines[0].offset, 16);
  EXPECT_EQ(lines[0].hex, "ff d8 ff e0 00 10 4a 46  49 46 00 01 01 01 00 48");
  EXPECT_EQ(lines[0].text, "......JFIF.....H");
  EXPECT_EQ(lines[1].offset, 32);
  EXPECT_EQ(lines[1].hex, "7f 7e 20");
  EXPECT_EQ(lines[1].text, ".~ ");
  EXPECT_TRUE(hex_lines({}, 0).empty());
}

}  // namespace
}  // namespace spoor
