#include "media/stills/heif_boxes.h"

#include "media/stills/heif_files.h"

namespace spoor {
namespace {

using test::box;
using test::bytes_from;
using test::number;

/// One item with the given extents of version 0, offsets and lengths of 4 bytes.
std::vector<std::byte> with_extents(int sizes, const std::string& extents, int count) {
  const std::string iloc = number(0, 4) + number(static_cast<std::uint64_t>(sizes), 2) + number(1, 2) + number(1, 2) +
                           number(0, 2) + number(static_cast<std::uint64_t>(count), 2) + extents;
  const std::string properties = box("iprp", box("ipco", box("ispe", number(0, 12))) +
                                                 box("ipma", number(0, 4) + number(1, 4) + number(1, 2) + "\1\1"));
  return bytes_from(box("meta", number(0, 4) + properties + box("iloc", iloc)));
}

TEST(HeifBoxes, extents_together_are_no_larger_than_the_file) {
  const std::string part = number(0, 4) + number(50, 4);
  const auto one = with_extents(0x4400, part, 1);
  ASSERT_EQ(stills::heif_items(one).at(1).extents.size(), 1U);
  EXPECT_EQ(stills::heif_items(one).at(1).extents[0].size(), 50U);
  EXPECT_EQ(stills::heif_items(with_extents(0x4400, part + part, 2)).at(1).extents.size(), 2U);
  std::string many;
  for (int i = 0; i < 20; ++i) many += number(0, 8);  // each of them the whole file
  EXPECT_TRUE(stills::heif_items(with_extents(0x4400, many, 20)).at(1).extents.empty());
}

TEST(HeifBoxes, extents_stated_in_no_bytes_or_odd_sizes_are_not_believed) {
  EXPECT_TRUE(stills::heif_items(with_extents(0x0000, "", 0xFFFF)).at(1).extents.empty());
  EXPECT_TRUE(stills::heif_items(with_extents(0x3300, std::string(6, '\1'), 1)).at(1).extents.empty());
  EXPECT_TRUE(stills::heif_items(with_extents(0x4400, number(0xFFFFFFFF, 4) + number(9, 4), 1)).at(1).extents.empty());
}

}  // namespace
}  // namespace spoor
