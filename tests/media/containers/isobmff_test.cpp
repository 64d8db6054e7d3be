#include "media/containers/isobmff.h"

#include "media/containers/bytes.h"

#include <gtest/gtest.h>

namespace spoor {
namespace {

using namespace spoor::test;

const std::string kType = box("ftyp", "isom" + big(512, 4) + "isom");

TEST(Isobmff, gives_a_clean_file_no_anomaly) {
  const ContainerTree tree = tree_of(small_movie());
  EXPECT_EQ(tree.format, "isobmff");
  EXPECT_TRUE(tree.anomalies.empty()) << tree.anomalies.front().what;
  ASSERT_EQ(tree.nodes.size(), 3u);
  EXPECT_EQ(tree.nodes[1].type, "mdat");
  EXPECT_EQ(tree.nodes[1].offset, 24);
  EXPECT_EQ(tree.nodes[1].size, 26);
  EXPECT_EQ(tree.nodes[1].header, 8);
  EXPECT_FALSE(find_node(tree, "moov/trak/mdia/minf/stbl/stts")->note.empty());
}

TEST(Isobmff, names_a_box_that_is_longer_than_its_parent) {
  const std::string inner = big(100, 4) + "mvhd" + zeros(20);
  const ContainerTree tree = tree_of(kType + box("moov", inner));
  EXPECT_TRUE(has_anomaly(tree, AnomalyKind::kTruncated, static_cast<std::int64_t>(kType.size()) + 8));
  EXPECT_EQ(find_node(tree, "moov/mvhd")->size, 28);
  EXPECT_EQ(field_at(tree, "moov/mvhd", "declared_size"), "100");
}

TEST(Isobmff, reads_large_sizes_and_uuids) {
  const std::string large = big(1, 4) + "free" + big(20, 8) + "abcd";
  const std::string id = "\xBE\x7A\xCF\xCB\x97\xA9\x42\xE8\x9C\x71\x99\x94\x91\xE3\xAF\xAC";
  const ContainerTree tree = tree_of(kType + large + box("uuid", id + "<x/>"));
  EXPECT_EQ(field_at(tree, "free", "large_size"), "20");
  EXPECT_EQ(find_node(tree, "free")->header, 16);
  EXPECT_EQ(field_at(tree, "uuid", "uuid"), "be7acfcb97a942e89c71999491e3afac");
  EXPECT_EQ(find_node(tree, "uuid")->note, "XMP metadata.");
  EXPECT_EQ(field_at(tree, "uuid", "xmp_bytes"), "4");
  EXPECT_TRUE(tree.anomalies.empty());
}

TEST(Isobmff, allows_size_zero_at_the_top_level_only) {
  EXPECT_TRUE(tree_of(kType + big(0, 4) + "mdat" + "abc").anomalies.empty());
  const ContainerTree inside = tree_of(kType + box("moov", big(0, 4) + "free" + zeros(4)));
  EXPECT_TRUE(has_anomaly(inside, AnomalyKind::kMalformed, static_cast<std::int64_t>(kType.size()) + 8));
}

TEST(Isobmff, skips_unknown_bytes_between_boxes) {
  const std::string rubbish = "\x01\x02\x03\x04\x05\x06\x07\x08\x09\x0A\x0B\x0C\x0D";
  const ContainerTree tree = tree_of(kType + rubbish + box("free", "") + box("mdat", "x"));
  const auto at = static_cast<std::int64_t>(kType.size());
  ASSERT_TRUE(has_anomaly(tree, AnomalyKind::kUnknownData, at));
  EXPECT_EQ(tree.anomalies.front().length, static_cast<std::int64_t>(rubbish.size()));
  EXPECT_EQ(find_node(tree, "free")->offset, at + static_cast<std::int64_t>(rubbish.size()));
  EXPECT_NE(find_node(tree, "mdat"), nullptr);
}

TEST(Isobmff, names_trailing_bytes) {
  const ContainerTree tree = tree_of(small_movie() + "appended text of unknown origin");
  EXPECT_TRUE(has_anomaly(tree, AnomalyKind::kUnknownData, static_cast<std::int64_t>(small_movie().size())));
}

TEST(Isobmff, ends_user_data_at_its_terminator) {
  EXPECT_TRUE(tree_of(kType + box("moov", box("udta", zeros(4)))).anomalies.empty());
  EXPECT_FALSE(tree_of(kType + box("moov", box("udta", zeros(12)))).anomalies.empty());
}

TEST(Isobmff, stops_at_the_limit_of_levels) {
  std::string nested;
  for (int i = 0; i < 100; ++i) nested = box("moov", nested);
  const ContainerTree tree = tree_of(kType + nested);
  int depth = 0;
  for (const ContainerNode* node = &tree.nodes.back(); !node->children.empty(); node = &node->children.front()) ++depth;
  EXPECT_EQ(depth, containers::kMaxLevels - 1);
  ASSERT_EQ(tree.anomalies.size(), 1u);
  EXPECT_EQ(tree.anomalies[0].offset, static_cast<std::int64_t>(kType.size()) + 8 * containers::kMaxLevels);
}

TEST(Isobmff, stops_at_the_limit_of_nodes) {
  std::string many;
  for (int i = 0; i < containers::kMaxNodes + 50; ++i) many += box("free", "");
  const ContainerTree tree = tree_of(kType + many);
  EXPECT_EQ(tree.nodes.size(), static_cast<std::size_t>(containers::kMaxNodes));
  EXPECT_EQ(tree.anomalies.size(), 1u);
}

TEST(Isobmff, knows_a_jpeg_xl_container) {
  const ContainerTree tree =
      tree_of(box("JXL ", "\r\n\x87\n") + box("ftyp", "jxl " + zeros(4) + "jxl ") + box("jxlc", "\xFF\x0A"));
  EXPECT_EQ(tree.format, "jxl");
  EXPECT_EQ(tree.nodes.size(), 3u);
}

}  // namespace
}  // namespace spoor
