#include "media/gpmf.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace spoor {
namespace {

std::string item(const std::string& key, char type, std::size_t size, std::size_t repeat, std::string data) {
  while (data.size() % 4 != 0) data += '\0';
  return key + type + static_cast<char>(size) + static_cast<char>(repeat >> 8) + static_cast<char>(repeat & 0xFF) +
         data;
}

std::string nested(const std::string& key, const std::string& items) {
  return item(key, '\0', 4, items.size() / 4, items);
}

std::string long_be(std::int32_t value) {
  const auto bits = static_cast<std::uint32_t>(value);
  return {static_cast<char>(bits >> 24), static_cast<char>(bits >> 16), static_cast<char>(bits >> 8),
          static_cast<char>(bits)};
}

TEST(gpmf, scales_the_columns_of_a_stream) {
  const std::string stream = item("STNM", 'c', 1, 3, "GPS") + item("SCAL", 'l', 4, 2, long_be(10) + long_be(-4)) +
                             item("GPS5", 'l', 8, 2, long_be(505) + long_be(8) + long_be(-20) + long_be(6));
  const GpmfPacket packet = parse_gpmf(as_bytes(nested("DEVC", nested("STRM", stream))));
  ASSERT_EQ(packet.streams.size(), 1U);
  EXPECT_EQ(packet.streams[0].key, "GPS5");
  EXPECT_EQ(packet.streams[0].name, "GPS");
  EXPECT_EQ(packet.streams[0].rows, (std::vector<std::vector<double>>{{50.5, -2}, {-2, -1.5}}));
  EXPECT_FALSE(packet.damaged);
}

TEST(gpmf, reads_dates_units_and_structures) {
  const std::string stream = item("GPSU", 'U', 16, 1, "191118234514.250") +
                             item("SIUN", 'c', 4, 1, std::string("m/s\xB2")) + item("TYPE", 'c', 1, 2, "lS") +
                             item("XYZW", '?', 6, 1, long_be(-7) + std::string("\x01\x02", 2));
  const GpmfPacket packet = parse_gpmf(as_bytes(nested("STRM", stream)));
  ASSERT_EQ(packet.streams.size(), 2U);
  EXPECT_DOUBLE_EQ(packet.streams[0].rows[0][0], 1574120714.25);
  EXPECT_EQ(packet.streams[1].units, (std::vector<std::string>{"m/s\u00b2"}));
  EXPECT_EQ(packet.streams[1].rows, (std::vector<std::vector<double>>{{-7, 258}}));
}

TEST(gpmf, a_length_beyond_the_packet_is_damage) {
  EXPECT_TRUE(parse_gpmf(as_bytes(item("GPS5", 'l', 20, 500, long_be(1)))).damaged);
  EXPECT_TRUE(parse_gpmf({}).streams.empty());
}

RC_GTEST_PROP(gpmf, survives_any_bytes, (const std::vector<std::uint8_t>& bytes)) {
  std::string text = "DEVC";
  text += '\0';
  text.append(bytes.begin(), bytes.end());
  for (const GpmfStream& stream : parse_gpmf(as_bytes(text)).streams) {
    for (const auto& row : stream.rows) RC_ASSERT(row.size() == stream.rows[0].size());
  }
}

}  // namespace
}  // namespace spoor
