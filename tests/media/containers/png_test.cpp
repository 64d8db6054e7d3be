#include "media/containers/bytes.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace spoor {
namespace {

using namespace spoor::test;

// The CRC by its definition, bit by bit: another form than the table of the reader.
std::string crc(const std::string& text) {
  std::uint32_t value = ~0u;
  for (const char c : text) {
    for (int bit = 0; bit < 8; ++bit) {
      const bool feedback = ((value ^ (static_cast<unsigned char>(c) >> bit)) & 1) != 0;
      value = (value >> 1) ^ (feedback ? 0xEDB88320u : 0);
    }
  }
  return big(~value, 4);
}

std::string piece(const std::string& type, const std::string& payload) {
  return big(payload.size(), 4) + type + payload + crc(type + payload);
}

const std::string kSignature = "\x89PNG\r\n\x1A\n";
const std::string kHeader = piece("IHDR", big(7, 4) + big(5, 4) + big(8, 1) + big(2, 1) + zeros(3));
const std::string kData = piece("IDAT", "data"), kEnd = piece("IEND", "");

TEST(Png, gives_a_clean_file_no_anomaly) {
  const ContainerTree tree = tree_of(kSignature + kHeader + piece("tEXt", "Software" + zeros(1) + "GIMP") +
                                     piece("tIME", big(2016, 2) + "\x05\x04\x0C\x01\x07") + kData + kEnd);
  EXPECT_EQ(tree.format, "png");
  EXPECT_TRUE(tree.anomalies.empty()) << tree.anomalies[0].what;
  EXPECT_EQ(field_at(tree, "IHDR", "width"), "7");
  EXPECT_EQ(field_at(tree, "IHDR", "colour"), "2 (RGB)");
  EXPECT_EQ(field_at(tree, "tEXt", "keyword"), "Software");
  EXPECT_EQ(field_at(tree, "tEXt", "text"), "GIMP");
  EXPECT_EQ(field_at(tree, "tIME", "time"), "2016-05-04T12:01:07");
  EXPECT_EQ(find_node(tree, "IHDR")->offset, 8);
  EXPECT_EQ(find_node(tree, "IHDR")->size, 25);
}

TEST(Png, names_a_wrong_check_sum) {
  std::string header = kHeader;
  header[11] = '\x09';
  EXPECT_TRUE(has_anomaly(tree_of(kSignature + header + kData + kEnd), AnomalyKind::kMalformed, 8));
}

TEST(Png, names_chunks_out_of_order) {
  const ContainerTree tree = tree_of(kSignature + kHeader + kData + piece("gAMA", big(45455, 4)) + kData + kEnd);
  EXPECT_EQ(std::count_if(tree.anomalies.begin(), tree.anomalies.end(),
                          [](const Anomaly& a) { return a.kind == AnomalyKind::kOutOfPlace; }),
            2);
  EXPECT_FALSE(tree_of(kSignature + kData + kEnd).anomalies.empty());
}

TEST(Png, names_trailing_and_missing_bytes) {
  const std::string whole = kSignature + kHeader + kData + kEnd;
  const ContainerTree more = tree_of(whole + "hidden");
  EXPECT_TRUE(has_anomaly(more, AnomalyKind::kUnknownData, static_cast<std::int64_t>(whole.size())));
  EXPECT_EQ(find_node(more, "trailing")->size, 6);
  const ContainerTree less = tree_of(whole.substr(0, whole.size() - 14));
  ASSERT_FALSE(less.anomalies.empty());
  EXPECT_EQ(less.anomalies[0].kind, AnomalyKind::kTruncated);
}

TEST(Png, names_bytes_that_are_no_chunk) {
  EXPECT_TRUE(has_anomaly(tree_of(kSignature + kHeader + "12345678901234567890"), AnomalyKind::kUnknownData, 33));
}

}  // namespace
}  // namespace spoor
