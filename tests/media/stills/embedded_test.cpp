#include "media/stills/embedded.h"

#include <gtest/gtest.h>
#include <lcms2.h>

#include <vector>

namespace spoor {
namespace {

using stills::exif_orientation;
using stills::exif_thumbnail;
using stills::icc_description;
using stills::mpf_pictures;

/// A TIFF block written in either order of bytes.
class Tiff {
 public:
  explicit Tiff(Endian endian) : little_(endian == Endian::kLittle) {
    text_ = little_ ? "II" : "MM";
    u16(42);
    u32(8);
  }
  Tiff& u16(std::uint32_t value) { return put(value, 2); }
  Tiff& u32(std::uint32_t value) { return put(value, 4); }
  Tiff& entry(std::uint32_t tag, std::uint32_t type, std::uint32_t count, std::uint32_t value) {
    u16(tag).u16(type).u32(count);
    return type == 3 ? u16(value).u16(0) : u32(value);
  }
  Bytes bytes() const { return as_bytes(text_); }
  const std::string& text() const { return text_; }

 private:
  Tiff& put(std::uint32_t value, int count) {
    for (int i = 0; i < count; ++i) {
      text_ += static_cast<char>(value >> 8 * (little_ ? i : count - 1 - i) & 0xFF);
    }
    return *this;
  }
  bool little_;
  std::string text_;
};

constexpr Endian kBoth[] = {Endian::kLittle, Endian::kBig};

TEST(ExifOrientation, is_read_in_both_orders_of_bytes_with_and_without_a_preamble) {
  for (const Endian endian : kBoth) {
    Tiff tiff(endian);
    tiff.u16(2).entry(0x010F, 2, 4, 0).entry(0x0112, 3, 1, 6).u32(0);
    EXPECT_EQ(exif_orientation(tiff.bytes()), 6);
    const std::string whole = std::string("Exif\0\0", 6) + tiff.text();
    EXPECT_EQ(exif_orientation(as_bytes(whole)), 6);
  }
  EXPECT_EQ(exif_orientation(Tiff(Endian::kBig).u16(1).entry(0x0112, 4, 1, 8).u32(0).bytes()), 8) << "a LONG";
}

TEST(ExifOrientation, is_1_where_none_that_exists_is_declared) {
  for (const std::uint32_t value : {0U, 9U, 0xFFFFU}) {
    EXPECT_EQ(exif_orientation(Tiff(Endian::kLittle).u16(1).entry(0x0112, 3, 1, value).u32(0).bytes()), 1) << value;
  }
  EXPECT_EQ(exif_orientation(Tiff(Endian::kLittle).u16(1).entry(0x0112, 3, 2, 6).u32(0).bytes()), 1) << "two values";
  EXPECT_EQ(exif_orientation({}), 1);
  EXPECT_EQ(exif_orientation(as_bytes("no TIFF, but long enough")), 1);
}

TEST(ExifOrientation, survives_every_cut_and_a_directory_outside) {
  const Tiff tiff = Tiff(Endian::kLittle).u16(1).entry(0x0112, 3, 1, 6).u32(0);
  for (std::size_t length = 0; length < tiff.bytes().size(); ++length) {
    const int orientation = exif_orientation(tiff.bytes().first(length));
    EXPECT_TRUE(orientation == 1 || (orientation == 6 && length >= 22)) << length;
  }
  std::string outside = tiff.text();
  outside[7] = '\x7F';
  EXPECT_EQ(exif_orientation(as_bytes(outside)), 1);
}

TEST(ExifThumbnail, is_what_the_second_directory_states) {
  for (const Endian endian : kBoth) {
    Tiff tiff(endian);
    tiff.u16(1).entry(0x0112, 3, 1, 1).u32(26);
    tiff.u16(2).entry(0x0201, 4, 1, 1234).entry(0x0202, 4, 1, 567).u32(0);
    const auto place = exif_thumbnail(tiff.bytes());
    ASSERT_TRUE(place);
    EXPECT_EQ(place->offset, 1234U);
    EXPECT_EQ(place->length, 567U);
  }
}

TEST(ExifThumbnail, needs_a_second_directory_with_place_and_length) {
  EXPECT_FALSE(exif_thumbnail(Tiff(Endian::kBig).u16(0).u32(0).bytes()));
  EXPECT_FALSE(exif_thumbnail(Tiff(Endian::kBig).u16(0).u32(14).u16(1).entry(0x0201, 4, 1, 99).u32(0).bytes()));
  EXPECT_FALSE(exif_thumbnail(Tiff(Endian::kBig).u16(0).u32(9999).bytes()));
  // A directory that is its own successor is read once.
  EXPECT_FALSE(exif_thumbnail(Tiff(Endian::kBig).u16(0).u32(8).bytes()));
}

TEST(MpfPictures, are_those_of_the_index_without_the_first) {
  for (const Endian endian : kBoth) {
    Tiff tiff(endian);
    tiff.u16(2).entry(0xB001, 4, 1, 3).entry(0xB002, 7, 48, 38).u32(0);
    tiff.u32(0).u32(9000).u32(0).u32(0);  // the file's own picture stands at 0
    tiff.u32(0).u32(700).u32(9100).u32(0);
    tiff.u32(0).u32(800).u32(9900).u32(0);
    const auto places = mpf_pictures(tiff.bytes());
    ASSERT_EQ(places.size(), 2U);
    EXPECT_EQ(places[0].offset, 9100U);
    EXPECT_EQ(places[0].length, 700U);
    EXPECT_EQ(places[1].offset, 9900U);
  }
}

TEST(MpfPictures, are_few_and_within_the_block) {
  Tiff tiff(Endian::kLittle);
  tiff.u16(1).entry(0xB002, 7, 0xFFFFFFFF, 26).u32(0);
  for (std::uint32_t i = 0; i < 200; ++i) tiff.u32(0).u32(1).u32(1 + i).u32(0);
  EXPECT_EQ(mpf_pictures(tiff.bytes()).size(), 63U) << "64 with the file's own";
  const Tiff cut = Tiff(Endian::kLittle).u16(1).entry(0xB002, 7, 32, 26).u32(0).u32(0).u32(1);
  EXPECT_TRUE(mpf_pictures(cut.bytes()).empty());
  EXPECT_TRUE(mpf_pictures({}).empty());
}

TEST(IccDescription, is_the_profiles_own_name) {
  const cmsHPROFILE profile = cmsCreate_sRGBProfile();
  cmsUInt32Number size = 0;
  cmsSaveProfileToMem(profile, nullptr, &size);
  std::vector<std::byte> bytes(size);
  ASSERT_TRUE(cmsSaveProfileToMem(profile, bytes.data(), &size));
  cmsCloseProfile(profile);
  EXPECT_EQ(icc_description(bytes), "sRGB built-in");
  EXPECT_EQ(icc_description(Bytes(bytes).first(60)), "unreadable profile");
  EXPECT_EQ(icc_description(as_bytes("not a profile")), "unreadable profile");
  EXPECT_EQ(icc_description({}), "");
}

}  // namespace
}  // namespace spoor
