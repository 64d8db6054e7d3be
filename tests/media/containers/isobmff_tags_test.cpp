#include "media/containers/bytes.h"

#include <gtest/gtest.h>

namespace spoor {
namespace {

using namespace spoor::test;

std::string file(const std::string& boxes) { return box("ftyp", "qt  " + zeros(4)) + box("moov", boxes); }

TEST(IsobmffTags, reads_quicktimes_keys_and_values) {
  const std::string key = "com.apple.quicktime.make";
  const std::string keys = full_box("keys", 0, 0, big(1, 4) + big(key.size() + 8, 4) + "mdta" + key);
  const std::string item = big(8 + 8 + 8 + 5, 4) + big(1, 4) + box("data", big(1, 4) + zeros(4) + "Apple");
  const ContainerTree tree = tree_of(file(box("meta", handler("mdta", "") + keys + box("ilst", item))));
  EXPECT_TRUE(tree.anomalies.empty());
  EXPECT_EQ(field_at(tree, "moov/meta/ilst/#1", "key"), key);
  EXPECT_EQ(field_at(tree, "moov/meta/ilst/#1", "value"), "Apple");
}

TEST(IsobmffTags, reads_the_text_atoms_of_user_data) {
  const ContainerTree tree =
      tree_of(file(box("udta", box("\xA9xyz", big(18, 2) + big(0x15C7, 2) + "+27.5916+086.5640/"))));
  EXPECT_EQ(field_at(tree, "moov/udta/\u00A9xyz", "text"), "+27.5916+086.5640/");
  EXPECT_TRUE(tree.anomalies.empty());
}

TEST(IsobmffTags, names_a_text_longer_than_its_atom) {
  const ContainerTree tree = tree_of(file(box("udta", box("\xA9swr", big(500, 2) + big(0, 2) + "abc"))));
  ASSERT_EQ(tree.anomalies.size(), 1u);
  EXPECT_EQ(tree.anomalies[0].kind, AnomalyKind::kMalformed);
}

TEST(IsobmffTags, reads_typed_values) {
  const std::string number = box("tmpo", box("data", big(21, 4) + zeros(4) + big(0xFFFE, 2)));
  const std::string own = box("----", full_box("mean", 0, 0, "com.example") + full_box("name", 0, 0, "thing") +
                                          box("data", big(1, 4) + zeros(4) + "v"));
  const ContainerTree tree = tree_of(file(full_box("meta", 0, 0, handler("mdir", "") + box("ilst", number + own))));
  EXPECT_EQ(field_at(tree, "moov/meta/ilst/tmpo", "value"), "-2");
  EXPECT_EQ(field_at(tree, "moov/meta/ilst/----", "key"), "com.example:thing");
  EXPECT_EQ(field_at(tree, "moov/meta/ilst/----", "value"), "v");
}

TEST(IsobmffTags, reads_3gpp_locations) {
  const std::string place = full_box(
      "loci", 0, 0, zeros(2) + "Here" + zeros(1) + big(0, 1) + big(0x000B8000, 4) + big(0xFFD48000, 4) + big(0, 4));
  const ContainerTree tree = tree_of(file(box("udta", place)));
  EXPECT_EQ(field_at(tree, "moov/udta/loci", "longitude"), "11.5");
  EXPECT_EQ(field_at(tree, "moov/udta/loci", "latitude"), "-43.5");
}

}  // namespace
}  // namespace spoor
