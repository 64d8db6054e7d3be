#include "media/containers/bytes.h"

#include <gtest/gtest.h>

namespace spoor {
namespace {

using namespace spoor::test;

const std::string kType = box("ftyp", "heic" + zeros(4) + "mif1");

TEST(IsobmffItems, reads_items_places_and_properties) {
  const std::string items = full_box(
      "iinf", 0, 0,
      big(2, 2) + full_box("infe", 2, 0, big(1, 2) + zeros(2) + "hvc1" + zeros(1)) +
          full_box("infe", 2, 1, big(2, 2) + zeros(2) + "mime" + "XMP" + zeros(1) + "application/rdf+xml" + zeros(1)));
  const std::string places =
      full_box("iloc", 1, 0,
               big(0x4400, 2) + big(2, 2) + big(1, 2) + big(0, 2) + big(0, 2) + big(1, 2) + big(20, 4) + big(4, 4) +
                   big(2, 2) + big(1, 2) + big(0, 2) + big(1, 2) + big(0, 4) + big(9, 4));
  const std::string properties = box(
      "iprp",
      box("ipco", full_box("ispe", 0, 0, big(300, 4) + big(200, 4)) + box("irot", big(3, 1)) + box("imir", big(1, 1))) +
          full_box("ipma", 0, 0, big(1, 4) + big(1, 2) + big(2, 1) + big(0x81, 1) + big(2, 1)));
  const std::string relations = full_box("iref", 0, 0, box("cdsc", big(2, 2) + big(1, 2) + big(1, 2)));
  const ContainerTree tree = tree_of(kType + full_box("meta", 0, 0,
                                                      handler("pict", "") + full_box("pitm", 0, 0, big(1, 2)) + items +
                                                          places + properties + relations));
  EXPECT_TRUE(tree.anomalies.empty());
  EXPECT_EQ(field_at(tree, "meta/pitm", "item"), "1");
  EXPECT_EQ(field_value(*find_nodes(tree, "meta/iinf/infe")[1], "content_type"), "application/rdf+xml");
  EXPECT_EQ(field_at(tree, "meta/iloc", "item 1"), "20+4");
  EXPECT_EQ(field_at(tree, "meta/iloc", "item 2"), "0+9 in idat");
  EXPECT_EQ(field_at(tree, "meta/iprp/ipco/ispe", "width"), "300");
  EXPECT_EQ(field_at(tree, "meta/iprp/ipco/irot", "angle_deg_anticlockwise"), "270");
  EXPECT_EQ(field_at(tree, "meta/iprp/ipma", "item 1"), "1, 2");
  EXPECT_EQ(field_at(tree, "meta/iref/cdsc", "from"), "2");
  EXPECT_EQ(field_at(tree, "meta/iref/cdsc", "to"), "1");
}

TEST(IsobmffItems, names_items_beyond_the_file) {
  const std::string places = full_box(
      "iloc", 0, 0, big(0x4400, 2) + big(1, 2) + big(1, 2) + big(0, 2) + big(1, 2) + big(1'000'000, 4) + big(4, 4));
  const ContainerTree tree = tree_of(kType + full_box("meta", 0, 0, handler("pict", "") + places));
  ASSERT_EQ(tree.anomalies.size(), 1u);
  EXPECT_EQ(tree.anomalies[0].kind, AnomalyKind::kTruncated);
}

TEST(IsobmffItems, bounds_counts_that_the_box_cannot_hold) {
  const std::string places =
      full_box("iloc", 2, 0,
               big(0x8888, 2) + big(0xFFFFFFFF, 4) + big(1, 4) + big(0, 2) + big(0, 2) + big(0, 8) + big(0xFFFF, 2));
  const ContainerTree tree = tree_of(kType + full_box("meta", 0, 0, places));
  EXPECT_FALSE(tree.anomalies.empty());
  EXPECT_LT(find_node(tree, "meta/iloc")->fields.size(), 10u);
}

TEST(IsobmffItems, follows_a_provenance_record) {
  const std::string id = "\xD8\xFE\xC3\xD6\x1B\x0E\x48\x3C\x92\x97\x58\x28\x87\x7E\xC4\x81";
  const std::string description = box("jumd", "c2pa" + zeros(12) + big(3, 1) + "c2pa" + zeros(1));
  const ContainerTree tree =
      tree_of(kType + box("uuid", id + zeros(4) + "manifest" + zeros(1) + zeros(8) + box("jumb", description)));
  EXPECT_EQ(find_node(tree, "uuid")->note, "A C2PA provenance record.");
  EXPECT_EQ(field_at(tree, "uuid", "purpose"), "manifest");
  EXPECT_EQ(field_at(tree, "uuid/jumb/jumd", "label"), "c2pa");
  EXPECT_TRUE(tree.anomalies.empty());
}

}  // namespace
}  // namespace spoor
