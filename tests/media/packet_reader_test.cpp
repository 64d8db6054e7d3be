#include "media/packet_reader.h"

#include "support/clip_maker.h"

#include <gtest/gtest.h>

namespace spoor {
namespace {

TEST(packet_reader, finds_each_packet_again_after_a_seek) {
  for (const char* muxer : {"mp4", "matroska", "mpegts"}) {
    PacketTable table;
    const auto reader = PacketReader::open(
        memory_source(test::make_clip({.muxer = muxer, .frames = 60, .encoder_options = {{"g", "12"}, {"bf", "2"}}})),
        {}, 0, table);
    ASSERT_TRUE(reader.has_value());
    ASSERT_TRUE((*reader)->complete_table());
    ASSERT_EQ(table.entries.size(), 60U) << muxer;
    for (const std::int32_t ticket : {30, 59, 0, 13, 12, 47}) {
      ASSERT_TRUE((*reader)->seek(ticket)) << muxer << " " << ticket;
      for (std::int32_t i = ticket; i < std::min(ticket + 3, 60); ++i) {
        const auto packet = (*reader)->next();
        ASSERT_TRUE(packet && *packet);
        EXPECT_EQ((*reader)->ticket(), i);
        EXPECT_EQ((*packet)->pts, table.entries[static_cast<std::size_t>(i)].pts);
        EXPECT_EQ((*packet)->size, table.entries[static_cast<std::size_t>(i)].size);
      }
    }
    ASSERT_TRUE((*reader)->restart());
    ASSERT_TRUE((*reader)->next());
    EXPECT_EQ((*reader)->ticket(), 0);
  }
}

TEST(packet_reader, notices_packets_other_than_before) {
  PacketTable table;
  const auto first = PacketReader::open(memory_source(test::make_clip({.frames = 10})), {}, 0, table);
  ASSERT_TRUE((*first)->complete_table());
  table.entries[1].size += 1;
  ASSERT_TRUE((*first)->restart());
  ASSERT_TRUE((*first)->next());
  EXPECT_EQ((*first)->next().error().fault, Fault::kCorrupt);
}

TEST(packet_reader, an_entry_stays_small) { EXPECT_LE(sizeof(PacketEntry), 40U); }

TEST(packet_reader, names_the_damage_of_a_cut_file) {
  auto clip = test::make_clip({.muxer = "matroska", .frames = 40});
  clip.resize(clip.size() * 2 / 3);
  PacketTable table;
  const auto reader = PacketReader::open(memory_source(clip), {}, 0, table);
  ASSERT_TRUE((*reader)->complete_table());
  EXPECT_FALSE(table.damage.empty());
}

}  // namespace
}  // namespace spoor
