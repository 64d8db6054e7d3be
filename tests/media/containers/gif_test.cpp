#include "media/containers/bytes.h"

#include <gtest/gtest.h>

namespace spoor {
namespace {

using namespace spoor::test;

const std::string kScreen = "GIF89a" + little(3, 2) + little(2, 2) + "\x80" + zeros(2) + zeros(6);
const std::string kPicture =
    "," + zeros(4) + little(3, 2) + little(2, 2) + zeros(1) + "\x02" + "\x03" + "abc" + zeros(1);

TEST(Gif, reads_blocks) {
  const ContainerTree tree = tree_of(kScreen + "!\xFE\x05hello" + zeros(1) + "!\xF9\x04" + zeros(1) + little(7, 2) +
                                     zeros(2) + kPicture + ";");
  EXPECT_EQ(tree.format, "gif");
  EXPECT_TRUE(tree.anomalies.empty()) << tree.anomalies[0].what;
  EXPECT_EQ(field_at(tree, "header", "width"), "3");
  EXPECT_EQ(field_at(tree, "comment", "text"), "hello");
  EXPECT_EQ(field_at(tree, "control", "delay_hundredths"), "7");
  EXPECT_EQ(field_at(tree, "picture", "height"), "2");
  EXPECT_EQ(find_node(tree, "trailer")->size, 1);
}

TEST(Gif, names_missing_trailing_and_unknown_bytes) {
  EXPECT_EQ(tree_of(kScreen + kPicture).anomalies.at(0).kind, AnomalyKind::kTruncated);
  EXPECT_EQ(tree_of(kScreen + kPicture.substr(0, 13)).anomalies.at(0).kind, AnomalyKind::kTruncated);
  const auto end = static_cast<std::int64_t>((kScreen + kPicture).size());
  EXPECT_TRUE(has_anomaly(tree_of(kScreen + kPicture + ";more"), AnomalyKind::kUnknownData, end + 1));
  EXPECT_TRUE(has_anomaly(tree_of(kScreen + kPicture + "?more"), AnomalyKind::kUnknownData, end));
}

}  // namespace
}  // namespace spoor
