#include "media/frame_index.h"

#include <gtest/gtest.h>

namespace spoor {
namespace {

/// I0 P3 B1 B2, then an open group: I6 B4 B5 P7; packets in decoding order with their times.
PacketTable open_groups() {
  PacketTable table;
  for (const std::int64_t pts : {0, 3, 1, 2, 6, 4, 5, 7}) {
    PacketEntry entry;
    entry.pts = pts;
    entry.key = entry.safe_start = pts == 0 || pts == 6;
    table.entries.push_back(entry);
  }
  table.complete = true;
  table.one_picture_per_packet = true;
  return table;
}

TEST(frame_index, foretells_the_order_of_presentation) {
  const PacketTable table = open_groups();
  FrameIndex index(table);
  ASSERT_TRUE(index.predict());
  EXPECT_EQ(index.size(), 8);
  EXPECT_EQ(index.ticket(1), 2);
  EXPECT_EQ(index.index_of(4), 6);
  EXPECT_EQ(index.pts(5), 5);
  EXPECT_EQ(index.ticket(8), std::nullopt);
}

TEST(frame_index, begins_leading_pictures_at_the_start_before) {
  const PacketTable table = open_groups();
  FrameIndex index(table);
  ASSERT_TRUE(index.predict());
  EXPECT_EQ(index.start_for(6), 4);
  EXPECT_EQ(index.start_for(7), 4);
  EXPECT_EQ(index.start_for(5), 0);  // shown before the key picture that precedes it in the file
  EXPECT_EQ(index.start_for(3), 0);
}

TEST(frame_index, leaves_out_packets_that_show_nothing) {
  PacketTable table = open_groups();
  table.entries[0].discard = true;
  table.entries[3].shows = false;
  FrameIndex index(table);
  ASSERT_TRUE(index.predict());
  EXPECT_EQ(index.size(), 6);
  EXPECT_EQ(index.ticket(0), 2);
}

TEST(frame_index, foretells_nothing_from_missing_or_doubled_times) {
  PacketTable missing = open_groups(), doubled = open_groups();
  missing.entries[2].pts = AV_NOPTS_VALUE;
  doubled.entries[2].pts = 3;
  EXPECT_FALSE(FrameIndex(missing).predict());
  EXPECT_FALSE(FrameIndex(doubled).predict());
}

TEST(frame_index, what_was_decoded_overrules_what_was_foretold) {
  const PacketTable table = open_groups();
  FrameIndex index(table);
  ASSERT_TRUE(index.predict());
  index.learn(0, 0);
  index.learn(1, 3);  // packet 2 gave no frame
  EXPECT_FALSE(index.complete());
  EXPECT_EQ(index.size(), 2);
  EXPECT_FALSE(index.predict());
  for (std::int64_t i = 2; i < 7; ++i) index.learn(i, static_cast<std::int32_t>(i == 2 ? 1 : i + 1));
  index.learn_end(7);
  EXPECT_TRUE(index.complete());
  EXPECT_EQ(index.size(), 7);
  index.distrust();
  EXPECT_EQ(index.size(), 7);  // all of it was counted
}

TEST(frame_index, an_early_end_shortens_it) {
  const PacketTable table = open_groups();
  FrameIndex index(table);
  ASSERT_TRUE(index.predict());
  index.learn(0, 0);
  index.learn_end(1);
  EXPECT_EQ(index.size(), 1);
  EXPECT_TRUE(index.complete());
}

}  // namespace
}  // namespace spoor
