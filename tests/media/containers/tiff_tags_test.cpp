#include "media/containers/tiff_tags.h"

#include <gtest/gtest.h>

namespace spoor::containers {
namespace {

TEST(TiffTags, are_named_by_their_directory) {
  EXPECT_EQ(tiff_tag_name(1, TiffDirectory::kGps), "GPSLatitudeRef");
  EXPECT_EQ(tiff_tag_name(1, TiffDirectory::kInterop), "InteroperabilityIndex");
  EXPECT_EQ(tiff_tag_name(271, TiffDirectory::kImage), "Make");
  EXPECT_EQ(tiff_tag_name(0x9ABC, TiffDirectory::kExif), "tag 0x9abc");
}

TEST(TiffTags, tell_which_entries_point_at_directories) {
  EXPECT_EQ(tiff_sub_directory(34665), TiffDirectory::kExif);
  EXPECT_EQ(tiff_sub_directory(330), TiffDirectory::kImage);
  EXPECT_EQ(tiff_sub_directory(271), TiffDirectory::kNone);
  EXPECT_STREQ(tiff_directory_name(TiffDirectory::kGps), "GPS IFD");
}

}  // namespace
}  // namespace spoor::containers
