#include "media/containers/bytes.h"

#include <gtest/gtest.h>

namespace spoor {
namespace {

using namespace spoor::test;
constexpr std::string_view kTables = "moov/trak/mdia/minf/stbl/";

std::string at(std::string_view table) { return std::string(kTables) + std::string(table); }

TEST(IsobmffTables, summarise_times_and_sizes) {
  const ContainerTree tree = tree_of(small_movie());
  EXPECT_EQ(field_at(tree, at("stts"), "samples"), "4");
  EXPECT_EQ(field_at(tree, at("stts"), "ticks"), "85");
  EXPECT_EQ(field_at(tree, at("stts"), "pattern"), "3 x 20, 1 x 25");
  EXPECT_EQ(field_at(tree, at("stts"), "usual_delta"), "20");
  EXPECT_EQ(field_at(tree, at("stss"), "first"), "1, 4");
  EXPECT_EQ(field_at(tree, at("stss"), "usual_interval"), "3");
  EXPECT_EQ(field_at(tree, at("stsz"), "bytes"), "18");
  EXPECT_EQ(field_at(tree, at("stsz"), "largest"), "9");
  EXPECT_EQ(field_at(tree, at("stco"), "first"), "32");
}

TEST(IsobmffTables, name_a_count_that_does_not_fit) {
  const std::string type = box("ftyp", "isom" + zeros(4));
  const ContainerTree tree =
      tree_of(type + box("moov", full_box("stts", 0, 0, big(0xFFFFFFFF, 4) + big(2, 4) + big(5, 4))));
  EXPECT_TRUE(has_anomaly(tree, AnomalyKind::kMalformed, static_cast<std::int64_t>(type.size()) + 8));
  EXPECT_EQ(field_at(tree, "moov/stts", "samples"), "2");
}

TEST(IsobmffTables, name_chunks_beyond_the_file) {
  const std::string type = box("ftyp", "isom" + zeros(4));
  const ContainerTree tree =
      tree_of(type + box("moov", full_box("co64", 0, 0, big(2, 4) + big(8, 8) + big(1ULL << 40, 8))));
  EXPECT_TRUE(has_anomaly(tree, AnomalyKind::kTruncated, static_cast<std::int64_t>(type.size()) + 8));
}

TEST(IsobmffTables, read_negative_offsets) {
  const ContainerTree tree = tree_of(box("ftyp", "isom" + zeros(4)) +
                                     box("moov", full_box("ctts", 1, 0, big(1, 4) + big(3, 4) + big(0xFFFFFFFE, 4))));
  EXPECT_EQ(field_at(tree, "moov/ctts", "smallest_offset"), "-2");
}

TEST(IsobmffTables, read_long_tables_in_pieces) {
  std::string entries;
  for (int i = 0; i < 50'000; ++i) entries += big(1, 4) + big(static_cast<std::uint64_t>(i % 7), 4);
  const ContainerTree tree =
      tree_of(box("ftyp", "isom" + zeros(4)) + box("moov", full_box("stts", 0, 0, big(50'000, 4) + entries)));
  EXPECT_EQ(field_at(tree, "moov/stts", "samples"), "50000");
  EXPECT_EQ(field_at(tree, "moov/stts", "distinct_deltas"), "7");
  EXPECT_EQ(field_at(tree, "moov/stts", "runs"), "50000");
}

}  // namespace
}  // namespace spoor
