#include "media/containers/bytes.h"

#include <gtest/gtest.h>

namespace spoor {
namespace {

using namespace spoor::test;

std::string element(std::uint64_t id, const std::string& payload) {
  const int id_bytes = id > 0xFFFFFF ? 4 : id > 0xFFFF ? 3 : id > 0xFF ? 2 : 1;
  return big(id, id_bytes) + big(0x4000 | payload.size(), 2) + payload;
}

const std::string kHead = element(0x1A45DFA3, element(0x4282, "webm"));
const std::string kInfo = element(0x1549A966, element(0x2AD7B1, big(1'000'000, 3)) + element(0x5741, "Lavf60.3.100") +
                                                  element(0x4461, big(500'000'000ULL * 1'000'000'000, 8)));

TEST(Matroska, reads_elements_and_counts_blocks) {
  const std::string cluster =
      element(0x1F43B675, element(0xE7, big(5, 1)) + element(0xA3, "abc") + element(0xA3, "defg"));
  const ContainerTree tree = tree_of(kHead + element(0x18538067, kInfo + cluster));
  EXPECT_EQ(tree.format, "matroska");
  EXPECT_TRUE(tree.anomalies.empty()) << tree.anomalies[0].what;
  EXPECT_EQ(field_at(tree, "EBML", "DocType"), "webm");
  EXPECT_EQ(field_at(tree, "Segment/Info", "WritingApp"), "Lavf60.3.100");
  EXPECT_EQ(field_at(tree, "Segment/Info", "DateUTC"), "2016-11-05T00:53:20");  // 2001-01-01 and 500,000,000 s
  EXPECT_EQ(field_at(tree, "Segment/Cluster", "SimpleBlock"), "2 of 7 bytes");
}

TEST(Matroska, follows_elements_of_open_size) {
  const std::string open = big(0x18538067, 4) + "\xFF", cluster = big(0x1F43B675, 4) + "\xFF";
  const ContainerTree tree =
      tree_of(kHead + open + kInfo + cluster + element(0xA3, "abc") + cluster + element(0xA3, "de"));
  EXPECT_TRUE(tree.anomalies.empty()) << tree.anomalies[0].what;
  ASSERT_EQ(find_nodes(tree, "Segment/Cluster").size(), 2u);
  EXPECT_EQ(field_value(*find_nodes(tree, "Segment/Cluster")[1], "SimpleBlock"), "1 of 2 bytes");
}

TEST(Matroska, names_truncation_and_unknown_bytes) {
  const ContainerTree cut = tree_of(kHead + big(0x18538067, 4) + big(0x4FFF, 2) + kInfo);
  EXPECT_TRUE(has_anomaly(cut, AnomalyKind::kTruncated, static_cast<std::int64_t>(kHead.size())));
  const ContainerTree rubbish = tree_of(kHead + zeros(20));
  EXPECT_TRUE(has_anomaly(rubbish, AnomalyKind::kUnknownData, static_cast<std::int64_t>(kHead.size())));
}

TEST(Matroska, bounds_nested_tags) {
  std::string nested;
  for (int i = 0; i < 100; ++i) nested = element(0x67C8, nested);
  EXPECT_EQ(tree_of(kHead + element(0x18538067, element(0x1254C367, nested))).anomalies.size(), 1u);
}

}  // namespace
}  // namespace spoor
