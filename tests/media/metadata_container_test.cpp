#include "media/containers/bytes.h"
#include "media/metadata_parts.h"

#include <gtest/gtest.h>

namespace spoor {
namespace {

using namespace spoor::test;

Metadata tags_of(const std::string& file) {
  Metadata metadata;
  add_container_tags(metadata, tree_of(file));
  return metadata;
}

const TimeItem* time_of(const Metadata& metadata, std::string_view key) {
  for (const TimeItem& time : metadata.times) {
    if (time.key == key) return &time;
  }
  return nullptr;
}

TEST(MetadataContainer, leaves_the_clock_of_quicktime_headers_open) {
  const Metadata metadata = tags_of(small_movie());
  const TimeItem* created = time_of(metadata, "moov/mvhd.creation_time");
  ASSERT_NE(created, nullptr);
  EXPECT_EQ(created->clock, Clock::kUnknown);
  EXPECT_EQ(created->text, "3661081440");
  EXPECT_EQ(created->civil->hour, 15);
  EXPECT_FALSE(utc_seconds(*created));
  EXPECT_FALSE(created->note.empty());
  const TimeItem* unset = time_of(metadata, "moov/trak/mdia/mdhd.creation_time");
  ASSERT_NE(unset, nullptr);
  EXPECT_FALSE(unset->civil);
  EXPECT_EQ(unset->note, "not set");
  EXPECT_EQ(metadata.value("moov/trak/mdia/hdlr.name"), "VideoHandler");
}

TEST(MetadataContainer, says_what_a_count_from_1970_would_be) {
  const Metadata metadata = tags_of(box("ftyp", "isom" + zeros(4)) + box("moov", movie_header(1'462'363'267, 0)));
  EXPECT_NE(time_of(metadata, "moov/mvhd.creation_time")->note.find("2016-05-04T12:01:07"), std::string::npos);
}

TEST(MetadataContainer, reads_camera_place_and_date_of_a_phones_clip) {
  std::string keys, items;
  int number = 0;
  for (const auto& [key, value] : {std::pair<std::string, std::string>{"com.apple.quicktime.make", "Apple"},
                                   {"com.apple.quicktime.model", "iPhone 12"},
                                   {"com.apple.quicktime.location.ISO6709", "+48.1000+011.5000+520/"},
                                   {"com.apple.quicktime.creationdate", "2021-05-04T12:01:07+0200"}}) {
    keys += big(key.size() + 8, 4) + "mdta" + key;
    const std::string data = box("data", big(1, 4) + zeros(4) + value);
    items += big(data.size() + 8, 4) + big(static_cast<std::uint64_t>(++number), 4) + data;
  }
  const Metadata metadata = tags_of(
      box("ftyp", "qt  " + zeros(4)) +
      box("moov", box("meta", handler("mdta", "") + full_box("keys", 0, 0, big(4, 4) + keys) + box("ilst", items))));
  EXPECT_EQ(metadata.make, "Apple");
  EXPECT_EQ(metadata.model, "iPhone 12");
  ASSERT_EQ(metadata.places.size(), 1u);
  EXPECT_DOUBLE_EQ(metadata.places[0].latitude_deg, 48.1);
  ASSERT_EQ(metadata.times.size(), 1u);
  EXPECT_EQ(metadata.times[0].clock, Clock::kLocalWithOffset);
  EXPECT_EQ(metadata.times[0].offset_minutes, 120);
  EXPECT_EQ(*utc_seconds(metadata.times[0]), 1'620'122'467.0);
}

TEST(MetadataContainer, reads_riff_lists) {
  const Metadata metadata = tags_of(chunk("RIFF", "AVI " + chunk("LIST", "INFO" + chunk("ISFT", "CanonMVI")) +
                                                      chunk("IDIT", "Wed May 04 12:01:07 2016\n")));
  EXPECT_EQ(metadata.software, "CanonMVI");
  ASSERT_EQ(metadata.times.size(), 1u);
  EXPECT_EQ(metadata.times[0].clock, Clock::kLocal);
  EXPECT_EQ(metadata.times[0].civil->hour, 12);
}

}  // namespace
}  // namespace spoor
