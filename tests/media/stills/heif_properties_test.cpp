#include "media/stills/heif_properties.h"

#include "media/stills/heif_files.h"

namespace spoor {
namespace {

using test::box;
using test::bytes_from;

/// meta/iprp with the given properties, all associated with item 1.
std::vector<std::byte> with_properties(const std::vector<std::string>& properties) {
  std::string all, links(std::string("\0\0\0\0\0\0\0\1\0\1", 10));
  links += static_cast<char>(properties.size());
  for (std::size_t i = 0; i < properties.size(); ++i) {
    all += box(properties[i].substr(0, 4), properties[i].substr(4));
    links += static_cast<char>(i + 1);
  }
  return bytes_from(box("meta", std::string(4, '\0') + box("iprp", box("ipco", all) + box("ipma", links))));
}

TEST(HeifProperties, number_rotation_and_mirror_as_exif_does) {
  using namespace std::string_literals;
  const std::vector<std::pair<std::vector<std::string>, int>> cases{
      {{}, 1},
      {{"irot\0"s}, 1},
      {{"irot\1"s}, 8},  // 90 degrees anti-clockwise
      {{"irot\2"s}, 3},
      {{"irot\3"s}, 6},
      {{"imir\0"s}, 4},             // top and bottom exchanged
      {{"imir\1"s}, 2},             // left and right exchanged
      {{"irot\1"s, "imir\1"s}, 7},  // turned, then mirrored
      {{"irot\3"s, "imir\1"s}, 5}};
  for (const auto& [properties, orientation] : cases) {
    const auto items = stills::heif_items(with_properties(properties));
    ASSERT_EQ(items.count(1), 1U);
    EXPECT_EQ(items.at(1).orientation, orientation) << properties.size();
  }
}

TEST(HeifProperties, survive_every_cut) {
  const auto whole = with_properties({std::string("ispe\0\0\0\0\0\0\0\x40\0\0\0\x30", 16), std::string("irot\1")});
  EXPECT_EQ(stills::heif_items(whole).at(1).width, 64U);
  for (std::size_t length = 0; length < whole.size(); ++length)
    EXPECT_TRUE(stills::heif_items(Bytes(whole).first(length)).empty());
}

}  // namespace
}  // namespace spoor
