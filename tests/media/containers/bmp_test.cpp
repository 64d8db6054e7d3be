#include "media/containers/bytes.h"

#include <gtest/gtest.h>

namespace spoor {
namespace {

using namespace spoor::test;

std::string bitmap(std::uint32_t declared, std::uint32_t data) {
  return "BM" + little(declared, 4) + zeros(4) + little(data, 4) + little(40, 4) + little(2, 4) +
         little(0xFFFFFFFF, 4) + little(1, 2) + little(24, 2) + zeros(24) + "pixels__";
}

TEST(Bmp, reads_the_headers) {
  const ContainerTree tree = tree_of(bitmap(62, 54));
  EXPECT_EQ(tree.format, "bmp");
  EXPECT_TRUE(tree.anomalies.empty());
  EXPECT_EQ(field_at(tree, "picture header", "width"), "2");
  EXPECT_EQ(field_at(tree, "picture header", "height"), "-1");
  EXPECT_EQ(find_node(tree, "pixels")->size, 8);
}

TEST(Bmp, names_sizes_and_places_that_do_not_fit) {
  EXPECT_TRUE(has_anomaly(tree_of(bitmap(100, 54)), AnomalyKind::kTruncated, 2));
  EXPECT_TRUE(has_anomaly(tree_of(bitmap(60, 54)), AnomalyKind::kUnknownData, 60));
  EXPECT_TRUE(has_anomaly(tree_of(bitmap(62, 5000)), AnomalyKind::kMalformed, 10));
  EXPECT_TRUE(has_anomaly(tree_of(bitmap(62, 20)), AnomalyKind::kMalformed, 10));
  EXPECT_FALSE(tree_of(bitmap(62, 54).substr(0, 20)).anomalies.empty());
}

}  // namespace
}  // namespace spoor
