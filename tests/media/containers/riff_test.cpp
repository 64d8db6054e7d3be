#include "media/containers/bytes.h"

#include <gtest/gtest.h>

namespace spoor {
namespace {

using namespace spoor::test;

std::string riff(const std::string& form, const std::string& chunks) { return chunk("RIFF", form + chunks); }

TEST(Riff, reads_an_extended_webp) {
  const std::string file = riff("WEBP", chunk("VP8X", big(0x28, 1) + zeros(3) + little(99, 3) + little(49, 3)) +
                                            chunk("VP8L", "\x2F" + little(99 | (49 << 14), 4)) + chunk("EXIF", "II*"));
  const ContainerTree tree = tree_of(file);
  EXPECT_EQ(tree.format, "riff");
  EXPECT_TRUE(tree.anomalies.empty());
  EXPECT_EQ(field_at(tree, "RIFF", "form"), "WEBP");
  EXPECT_EQ(field_at(tree, "RIFF/VP8X", "extras"), "ICC, EXIF");
  EXPECT_EQ(field_at(tree, "RIFF/VP8X", "width"), "100");
  EXPECT_EQ(field_at(tree, "RIFF/VP8L", "height"), "50");
}

std::string movie() {
  const std::string header = chunk("avih", little(40000, 4) + zeros(12) + little(3, 4) + zeros(4) + little(1, 4) +
                                               zeros(4) + little(320, 4) + little(240, 4) + zeros(16));
  const std::string stream =
      chunk("strh", "vidsMJPG" + zeros(12) + little(1, 4) + little(25, 4) + zeros(4) + little(3, 4) + zeros(20)) +
      chunk("strf",
            little(40, 4) + little(320, 4) + little(240, 4) + little(1, 2) + little(24, 2) + "MJPG" + zeros(20));
  const std::string data = chunk("LIST", "movi" + chunk("00dc", "abc") + chunk("01wb", "ab") + chunk("00dc", "abcd"));
  const std::string index = chunk("idx1", "00dc" + little(0x10, 4) + zeros(8) + "00dc" + zeros(12));
  return riff("AVI ", chunk("LIST", "hdrl" + header + chunk("LIST", "strl" + stream)) +
                          chunk("LIST", "INFO" + chunk("ISFT", "Lavf58.29.100" + zeros(1))) + data + index);
}

TEST(Riff, reads_an_avi_and_counts_its_chunks) {
  const ContainerTree tree = tree_of(movie());
  EXPECT_TRUE(tree.anomalies.empty()) << tree.anomalies[0].what;
  EXPECT_EQ(field_at(tree, "RIFF/hdrl/avih", "frames"), "3");
  EXPECT_EQ(field_at(tree, "RIFF/hdrl/strl/strh", "handler"), "MJPG");
  EXPECT_EQ(field_at(tree, "RIFF/hdrl/strl/strh", "seconds"), "0.12");
  EXPECT_EQ(field_at(tree, "RIFF/hdrl/strl/strf", "codec"), "MJPG");
  EXPECT_EQ(field_at(tree, "RIFF/INFO/ISFT", "text"), "Lavf58.29.100");
  EXPECT_EQ(field_at(tree, "RIFF/movi", "00dc"), "2 chunks, 7 bytes");
  EXPECT_EQ(field_at(tree, "RIFF/idx1", "00dc"), "2 entries, 1 key");
}

TEST(Riff, names_truncation_and_trailing_bytes) {
  const std::string whole = movie();
  const ContainerTree cut = tree_of(whole.substr(0, whole.size() - 40));
  EXPECT_TRUE(has_anomaly(cut, AnomalyKind::kTruncated, 0));
  const ContainerTree more = tree_of(whole + "0123456789ab");
  EXPECT_TRUE(has_anomaly(more, AnomalyKind::kUnknownData, static_cast<std::int64_t>(whole.size())));
}

TEST(Riff, bounds_nested_lists) {
  std::string nested;
  for (int i = 0; i < 200; ++i) nested = chunk("LIST", "aaaa" + nested);
  const ContainerTree tree = tree_of(riff("AVI ", nested));
  ASSERT_EQ(tree.anomalies.size(), 1u);
}

}  // namespace
}  // namespace spoor
