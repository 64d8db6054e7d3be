#include "media/containers/isobmff.h"

#include <gtest/gtest.h>

namespace spoor::containers {
namespace {

TEST(IsobmffNotes, say_in_a_sentence_what_a_box_is_for) {
  for (const auto& list : {movie_boxes(), table_boxes(), codec_boxes(), item_boxes(), tag_boxes()}) {
    for (const BoxType& entry : list) {
      const std::string note = box_note(entry.type, "moov", "");
      EXPECT_TRUE(note.empty() || note.ends_with('.')) << entry.type;
    }
  }
  EXPECT_FALSE(box_note("moov", "", "").empty());
  EXPECT_TRUE(box_note("zzzz", "", "").empty());
  EXPECT_FALSE(box_note("avc1", "stsd", "").empty());
}

TEST(IsobmffNotes, know_uuids_and_types) {
  EXPECT_EQ(box_note("uuid", "", "be7acfcb97a942e89c71999491e3afac"), "XMP metadata.");
  EXPECT_TRUE(known_box("stts"));
  EXPECT_TRUE(known_box("\u00A9xyz"));
  EXPECT_FALSE(known_box("abcd"));
}

}  // namespace
}  // namespace spoor::containers
