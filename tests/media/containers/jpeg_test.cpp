#include "media/containers/bytes.h"

#include <gtest/gtest.h>

namespace spoor {
namespace {

using namespace spoor::test;

std::string segment(int marker, const std::string& payload) {
  return "\xFF" + big(static_cast<std::uint64_t>(marker), 1) + big(payload.size() + 2, 2) + payload;
}

// One grey block of 8 x 8 samples.
std::string small_jpeg() {
  return std::string("\xFF\xD8") + segment(0xFE, "hello") + segment(0xDB, zeros(1) + std::string(64, '\x01')) +
         segment(0xC0, big(8, 1) + big(5, 2) + big(7, 2) + big(1, 1) + "\x01\x11" + zeros(1)) +
         segment(0xDA, std::string("\x01\x01") + zeros(2) + "\x3F" + zeros(1)) + "\x12\x34" + "\xFF\xD9";
}

TEST(JpegContainer, makes_segments_nodes) {
  const ContainerTree tree = tree_of(small_jpeg());
  EXPECT_EQ(tree.format, "jpeg");
  EXPECT_EQ(find_node(tree, "COM")->offset, 2);
  EXPECT_EQ(field_at(tree, "COM", "text"), "hello");
  EXPECT_EQ(field_at(tree, "SOF0", "width"), "7");
  EXPECT_EQ(field_at(tree, "SOF0", "height"), "5");
  EXPECT_FALSE(find_node(tree, "DQT")->note.empty());
}

TEST(JpegContainer, shows_what_follows_the_picture) {
  const std::string file = small_jpeg();
  const ContainerTree tree = tree_of(file + "something else");
  ASSERT_NE(find_node(tree, "trailing"), nullptr);
  EXPECT_EQ(find_node(tree, "trailing")->offset, static_cast<std::int64_t>(file.size()));
}

TEST(JpegContainer, says_why_there_are_no_segments) {
  const ContainerTree tree = tree_of(std::string("\xFF\xD8\xFF\xD9"));
  ASSERT_EQ(tree.anomalies.size(), 1u);
  EXPECT_EQ(tree.anomalies[0].offset, 0);
}

}  // namespace
}  // namespace spoor
