#include "media/containers/bytes.h"

#include <gtest/gtest.h>

namespace spoor {
namespace {

using namespace spoor::test;

std::string entry(std::uint32_t tag, std::uint32_t type, std::uint32_t count, std::uint32_t value) {
  return little(tag, 2) + little(type, 2) + little(count, 4) + little(value, 4);
}

// Header, one directory of three entries at 8, an Exif directory of two at 50, ten bytes of maker note at 80.
std::string small(std::uint32_t next) {
  return "II*" + zeros(1) + little(8, 4) + little(3, 2) + entry(256, 3, 1, 640) + entry(271, 2, 4, 0x00414243) +
         entry(34665, 4, 1, 50) + little(next, 4) + little(2, 2) + entry(36867, 2, 20, 90) + entry(37500, 7, 10, 80) +
         little(0, 4) + "makernotes" + "2016:05:04 12:00:07" + zeros(1);
}

TEST(Tiff, reads_directories) {
  const ContainerTree tree = tree_of(small(0));
  EXPECT_EQ(tree.format, "tiff");
  EXPECT_TRUE(tree.anomalies.empty()) << tree.anomalies[0].what;
  EXPECT_EQ(field_at(tree, "IFD0", "ImageWidth"), "640");
  EXPECT_EQ(field_at(tree, "IFD0", "Make"), "CBA");
  EXPECT_EQ(field_at(tree, "IFD0/Exif IFD", "DateTimeOriginal"), "2016:05:04 12:00:07");
  const ContainerNode* note = find_node(tree, "IFD0/Exif IFD/MakerNote");
  ASSERT_NE(note, nullptr);
  EXPECT_EQ(note->offset, 80);
  EXPECT_EQ(note->size, 10);
}

TEST(Tiff, ends_a_loop_of_directories) {
  const ContainerTree tree = tree_of(small(8));
  ASSERT_EQ(tree.anomalies.size(), 1u);
  EXPECT_EQ(tree.anomalies[0].offset, 8);
}

TEST(Tiff, names_what_lies_outside) {
  EXPECT_TRUE(has_anomaly(tree_of(small(100'000)), AnomalyKind::kTruncated, 46));
  const std::string file = "II*" + zeros(1) + little(8, 4) + little(1, 2) + entry(270, 2, 0xFFFFFFFF, 8) + little(0, 4);
  EXPECT_TRUE(has_anomaly(tree_of(file), AnomalyKind::kTruncated, 10));
  const std::string strips =
      "II*" + zeros(1) + little(8, 4) + little(2, 2) + entry(273, 4, 1, 30) + entry(279, 4, 1, 5000) + little(0, 4);
  EXPECT_TRUE(has_anomaly(tree_of(strips), AnomalyKind::kTruncated, 10));
  const std::string many = "II*" + zeros(1) + little(8, 4) + little(0xFFFF, 2) + entry(256, 3, 1, 1);
  EXPECT_TRUE(has_anomaly(tree_of(many), AnomalyKind::kTruncated, 8));
}

TEST(Tiff, reads_big_tiff_and_both_byte_orders) {
  const std::string file = "MM" + big(43, 2) + big(8, 2) + zeros(2) + big(16, 8) + big(1, 8) + big(256, 2) + big(4, 2) +
                           big(1, 8) + big(77, 4) + zeros(4) + big(0, 8);
  const ContainerTree tree = tree_of(file);
  EXPECT_TRUE(tree.anomalies.empty());
  EXPECT_EQ(field_at(tree, "header", "version"), "BigTIFF");
  EXPECT_EQ(field_at(tree, "IFD0", "ImageWidth"), "77");
}

TEST(Tiff, counts_entries_of_unknown_type_once) {
  const std::string file =
      "II*" + zeros(1) + little(8, 4) + little(2, 2) + entry(256, 99, 1, 1) + entry(257, 98, 1, 1) + little(0, 4);
  const ContainerTree tree = tree_of(file);
  ASSERT_EQ(tree.anomalies.size(), 1u);
  EXPECT_EQ(tree.anomalies[0].offset, 10);
}

}  // namespace
}  // namespace spoor
