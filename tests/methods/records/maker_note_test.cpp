#include "methods/records/maker_note.h"

#include <gtest/gtest.h>

namespace spoor {
namespace {

TEST(MakerNote, tells_families_by_key) {
  EXPECT_EQ(maker_note_family("Exif.Nikon3.Lens"), "Nikon");
  EXPECT_EQ(maker_note_family("Exif.CanonCs.Macro"), "Canon");
  EXPECT_EQ(maker_note_family("Exif.Photo.FNumber"), "");
  EXPECT_EQ(maker_note_family("Xmp.xmp.CreatorTool"), "");
}

TEST(MakerNote, knows_who_builds_for_whom) {
  EXPECT_TRUE(maker_writes_family("NIKON CORPORATION", "Nikon"));
  EXPECT_TRUE(maker_writes_family("Leica", "Panasonic"));
  EXPECT_TRUE(maker_writes_family("SAMSUNG TECHWIN Co.", "Pentax"));
  EXPECT_FALSE(maker_writes_family("Canon", "Nikon"));
  EXPECT_TRUE(maker_writes_family("Anyone", "a family not in the table"));
}

}  // namespace
}  // namespace spoor
