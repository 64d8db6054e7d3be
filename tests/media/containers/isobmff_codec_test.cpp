#include "media/containers/bytes.h"

#include <gtest/gtest.h>

namespace spoor {
namespace {

using namespace spoor::test;

// A track of the kind `kind` whose sample description holds `entry`.
ContainerTree track(std::string_view kind, const std::string& entry) {
  return tree_of(
      box("ftyp", "isom" + zeros(4)) +
      box("moov", box("trak", box("mdia", handler(kind, "") +
                                              box("minf", box("stbl", full_box("stsd", 0, 0, big(1, 4) + entry)))))));
}
constexpr std::string_view kEntry = "moov/trak/mdia/minf/stbl/stsd/";
std::string at(std::string_view path) { return std::string(kEntry) + std::string(path); }

TEST(IsobmffCodec, reads_a_video_entry) {
  const ContainerTree tree = tree_of(small_movie());
  EXPECT_EQ(field_at(tree, at("avc1"), "width"), "640");
  EXPECT_EQ(field_at(tree, at("avc1"), "compressor"), "Encoder");
  EXPECT_EQ(field_at(tree, at("avc1/avcC"), "profile"), "100");
  EXPECT_EQ(field_at(tree, at("avc1/avcC"), "sps 1"), "6764");
  EXPECT_EQ(field_at(tree, at("avc1/avcC"), "pps 1"), "68");
}

TEST(IsobmffCodec, reads_a_sound_entry_of_each_version) {
  for (const auto& [version, extra] : {std::pair{0, 0u}, {1, 16u}, {2, 36u}}) {
    const std::string entry = box("mp4a", zeros(6) + big(1, 2) + big(static_cast<std::uint64_t>(version), 2) +
                                              zeros(6) + big(2, 2) + big(16, 2) + zeros(4) + big(48000u << 16, 4) +
                                              zeros(extra) + box("btrt", big(1, 4) + big(2, 4) + big(3, 4)));
    const ContainerTree tree = track("soun", entry);
    EXPECT_EQ(field_at(tree, at("mp4a"), "sample_rate"), "48000");
    EXPECT_EQ(field_at(tree, at("mp4a/btrt"), "average_bits_per_second"), "3") << version;
  }
}

TEST(IsobmffCodec, reads_the_properties_of_a_picture) {
  const std::string entry = box("hvc1", zeros(6) + big(1, 2) + zeros(70) +
                                            box("colr", "nclx" + big(9, 2) + big(16, 2) + big(9, 2) + big(0x80, 1)) +
                                            box("pasp", big(4, 4) + big(3, 4)) +
                                            box("clap", big(1, 4) + big(2, 4) + big(3, 4) + big(4, 4) +
                                                            big(0xFFFFFFFF, 4) + big(2, 4) + big(7, 4) + big(8, 4)));
  const ContainerTree tree = track("vide", entry);
  EXPECT_EQ(field_at(tree, at("hvc1/colr"), "transfer"), "16");
  EXPECT_EQ(field_at(tree, at("hvc1/colr"), "range"), "full");
  EXPECT_EQ(field_at(tree, at("hvc1/pasp"), "horizontal"), "4");
  EXPECT_EQ(field_at(tree, at("hvc1/clap"), "horizontal_offset"), "-1/2");
}

TEST(IsobmffCodec, names_parameter_sets_that_do_not_fit) {
  const std::string entry = box("avc1", zeros(78) + box("avcC", big(1, 1) + zeros(4) + big(0xFF, 1) + big(0xFFFF, 2)));
  EXPECT_FALSE(track("vide", entry).anomalies.empty());
}

TEST(IsobmffCodec, leaves_entries_of_other_tracks_alone) {
  const ContainerTree tree = track("meta", box("mebx", zeros(6) + big(1, 2) + "\x01\x02\x03"));
  EXPECT_NE(find_node(tree, at("mebx")), nullptr);
  EXPECT_TRUE(tree.anomalies.empty());
}

}  // namespace
}  // namespace spoor
