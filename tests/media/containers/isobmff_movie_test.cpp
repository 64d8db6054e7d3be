#include "media/containers/bytes.h"

#include <gtest/gtest.h>

namespace spoor {
namespace {

using namespace spoor::test;

TEST(IsobmffMovie, reads_brands_and_headers) {
  const ContainerTree tree = tree_of(small_movie());
  EXPECT_EQ(field_at(tree, "ftyp", "major_brand"), "isom");
  EXPECT_EQ(field_at(tree, "ftyp", "compatible_brands"), "isom, avc1");
  // 3661081440 s after 1904-01-01 by exiftool: 2020:01:05 15:04:00.
  EXPECT_EQ(field_at(tree, "moov/mvhd", "creation_time"), "2020-01-05T15:04:00");
  EXPECT_EQ(field_at(tree, "moov/mvhd", "creation_time_raw"), "3661081440");
  EXPECT_EQ(field_at(tree, "moov/mvhd", "modification_time"), "2020-01-05T15:04:10");
  EXPECT_EQ(field_at(tree, "moov/mvhd", "matrix"), "1 0 0 0 1 0 0 0 1");
  EXPECT_EQ(field_at(tree, "moov/trak/mdia/mdhd", "creation_time"), "not set");
  EXPECT_EQ(field_at(tree, "moov/trak/mdia/mdhd", "language"), "und");
  EXPECT_EQ(field_at(tree, "moov/trak/mdia/hdlr", "name"), "VideoHandler");
}

TEST(IsobmffMovie, reads_edit_lists) {
  const ContainerTree tree = tree_of(small_movie());
  EXPECT_EQ(field_at(tree, "moov/trak/edts/elst", "edit 1"), "duration 50, media time -1 (empty edit), rate 1");
  EXPECT_EQ(field_at(tree, "moov/trak/edts/elst", "edit 2"), "duration 85, media time 20, rate 1");
}

TEST(IsobmffMovie, reads_version_one_headers) {
  const std::string wide =
      full_box("mvhd", 1, 0, big(3661081440u, 8) + big(0, 8) + big(1000, 4) + big(0x100000000ULL, 8) + zeros(80));
  const ContainerTree tree = tree_of(box("ftyp", "isom" + zeros(4)) + box("moov", wide));
  EXPECT_EQ(field_at(tree, "moov/mvhd", "creation_time"), "2020-01-05T15:04:00");
  EXPECT_EQ(field_at(tree, "moov/mvhd", "duration"), "4294967296");
  EXPECT_TRUE(tree.anomalies.empty());
}

TEST(IsobmffMovie, names_a_header_that_is_too_short) {
  const ContainerTree tree = tree_of(box("ftyp", "isom" + zeros(4)) + box("moov", full_box("mvhd", 0, 0, zeros(20))));
  EXPECT_TRUE(has_anomaly(tree, AnomalyKind::kTruncated, 24));
}

TEST(IsobmffMovie, survives_times_beyond_any_calendar) {
  const std::string wide =
      full_box("mvhd", 1, 0, big(~0ULL, 8) + big(1ULL << 61, 8) + big(1000, 4) + big(~0ULL, 8) + zeros(80));
  const ContainerTree tree = tree_of(box("ftyp", "isom" + zeros(4)) + box("moov", wide));
  EXPECT_EQ(field_at(tree, "moov/mvhd", "creation_time"), "outside the calendar");
  EXPECT_EQ(field_at(tree, "moov/mvhd", "duration"), "unknown");
}

TEST(IsobmffMovie, finds_the_encoders_name_in_the_media_data) {
  const ContainerTree tree =
      tree_of(box("ftyp", "isom" + zeros(4)) + box("mdat", zeros(10) + "x264 - core 164 r3095" + zeros(1) + "rest"));
  EXPECT_EQ(field_at(tree, "mdat", "encoder_text"), "x264 - core 164 r3095");
  EXPECT_EQ(field_at(tree, "mdat", "encoder_text_offset"), std::to_string(16 + 8 + 10));
}

TEST(IsobmffMovie, reads_fragments) {
  const std::string fragment = box(
      "moof",
      full_box("mfhd", 0, 0, big(7, 4)) +
          box("traf", full_box("tfhd", 0, 0x8, big(1, 4) + big(512, 4)) + full_box("tfdt", 1, 0, big(90000, 8)) +
                          full_box("trun", 0, 0x300, big(2, 4) + big(10, 4) + big(100, 4) + big(12, 4) + big(200, 4))));
  const ContainerTree tree = tree_of(box("styp", "msdh" + zeros(4)) + fragment);
  EXPECT_EQ(field_at(tree, "moof/mfhd", "sequence_number"), "7");
  EXPECT_EQ(field_at(tree, "moof/traf/tfhd", "default_duration"), "512");
  EXPECT_EQ(field_at(tree, "moof/traf/tfdt", "base_media_decode_time"), "90000");
  EXPECT_EQ(field_at(tree, "moof/traf/trun", "ticks"), "22");
  EXPECT_EQ(field_at(tree, "moof/traf/trun", "bytes"), "300");
}

}  // namespace
}  // namespace spoor
