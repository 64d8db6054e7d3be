#include "base/byte_reader.h"

#include <gtest/gtest.h>

namespace spoor {
namespace {

TEST(ByteReader, reads_both_byte_orders) {
  ByteReader reader(as_bytes("\x01\x02\x03\x04"));
  EXPECT_EQ(reader.u16(), 0x0102);
  reader.set_endian(Endian::kLittle);
  EXPECT_EQ(reader.u16(), 0x0403);
  EXPECT_FALSE(reader.overrun());
}

TEST(ByteReader, stays_overrun_once_it_was) {
  ByteReader reader(as_bytes("abc"));
  EXPECT_FALSE(reader.u32());
  EXPECT_FALSE(reader.u8());
  EXPECT_EQ(reader.remaining(), 0U);
  EXPECT_FALSE(reader.seek(0));
}

TEST(ByteReader, survives_a_length_near_the_largest) {
  ByteReader reader(as_bytes("abc"));
  reader.skip(1);
  EXPECT_TRUE(reader.run(~std::size_t{0}).empty());
  EXPECT_TRUE(reader.overrun());
}

}  // namespace
}  // namespace spoor
