#include "media/containers/bytes.h"
#include "media/metadata_parts.h"

#include <gtest/gtest.h>
#include <lcms2.h>

namespace spoor {
namespace {

using namespace spoor::test;

TEST(MetadataExiv2, turns_complaints_into_anomalies) {
  // A directory that announces an entry of an unknown type: Exiv2 would write to standard error.
  const std::string file = "II*" + zeros(1) + little(8, 4) + little(2, 2) + little(256, 2) + little(99, 2) +
                           little(1, 4) + little(5, 4) + little(271, 2) + little(2, 2) + little(4, 4) + "CBA" +
                           zeros(1) + little(0, 4);
  testing::internal::CaptureStderr();
  const auto metadata = read_metadata(*source_of(file), tree_of(file), Job());
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
  ASSERT_TRUE(metadata);
  EXPECT_EQ(metadata->make, "CBA");
  EXPECT_FALSE(metadata->anomalies.empty());
}

TEST(MetadataExiv2, reads_the_xmp_packet_of_a_clip) {
  const std::string packet =
      "<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF "
      "xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><rdf:Description rdf:about='' "
      "xmlns:xmp='http://ns.adobe.com/xap/1.0/' "
      "xmp:CreatorTool='Adobe Premiere Pro'/></rdf:RDF></x:xmpmeta>";
  const std::string id = "\xBE\x7A\xCF\xCB\x97\xA9\x42\xE8\x9C\x71\x99\x94\x91\xE3\xAF\xAC";
  const std::string file = small_movie() + box("uuid", id + packet);
  const auto metadata = read_metadata(*source_of(file), tree_of(file), Job());
  ASSERT_TRUE(metadata);
  EXPECT_EQ(metadata->value("Xmp.xmp.CreatorTool"), "Adobe Premiere Pro");
  EXPECT_EQ(metadata->software, "Adobe Premiere Pro");
}

TEST(MetadataExiv2, names_an_xmp_packet_that_cannot_be_read) {
  const std::string id = "\xBE\x7A\xCF\xCB\x97\xA9\x42\xE8\x9C\x71\x99\x94\x91\xE3\xAF\xAC";
  const std::string file = small_movie() + box("uuid", id + "<x:xmpmeta");
  const auto metadata = read_metadata(*source_of(file), tree_of(file), Job());
  ASSERT_TRUE(metadata);
  EXPECT_FALSE(metadata->anomalies.empty());
}

TEST(MetadataExiv2, describes_a_colour_profile) {
  const cmsHPROFILE profile = cmsCreate_sRGBProfile();
  cmsUInt32Number size = 0;
  ASSERT_TRUE(cmsSaveProfileToMem(profile, nullptr, &size));
  std::vector<std::byte> bytes(size);
  ASSERT_TRUE(cmsSaveProfileToMem(profile, bytes.data(), &size));
  cmsCloseProfile(profile);
  EXPECT_EQ(icc_description(bytes), "sRGB built-in");
  bytes.resize(200);
  EXPECT_EQ(icc_description(bytes), "");
  EXPECT_EQ(icc_description({}), "");
}

}  // namespace
}  // namespace spoor
