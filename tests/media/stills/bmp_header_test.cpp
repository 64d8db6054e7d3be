#include "media/stills/bmp_header.h"

#include "media/stills/still_files.h"

namespace spoor {
namespace {

using stills::read_bmp_header;
using test::opened_still;

struct Declared {
  std::uint32_t header = 40, coding = 0, samples_at = 0;  ///< samples_at 0: behind the header
  int planes = 1, bits = 24;
  std::int32_t width = 2, height = 3;
  std::uint32_t file_bytes = 0;
};

std::vector<std::byte> bmp(const Declared& declared) {
  std::vector<std::byte> bytes;
  const auto put = [&](std::uint32_t value, int count) {
    for (int i = 0; i < count; ++i) bytes.push_back(static_cast<std::byte>(value >> 8 * i & 0xFF));
  };
  put('B' | 'M' << 8, 2);
  put(declared.file_bytes, 4);
  put(0, 4);
  put(declared.samples_at == 0 ? 14 + declared.header : declared.samples_at, 4);
  put(declared.header, 4);
  const int side = declared.header == 12 ? 2 : 4;
  put(static_cast<std::uint32_t>(declared.width), side);
  put(static_cast<std::uint32_t>(declared.height), side);
  put(static_cast<std::uint32_t>(declared.planes), 2);
  put(static_cast<std::uint32_t>(declared.bits), 2);
  if (declared.header > 16) put(declared.coding, 4);
  bytes.resize(14 + declared.header);
  for (int i = 0; i < 24; ++i) bytes.push_back(static_cast<std::byte>(10 * i));  // 2 x 3 of 24 bits, rows of 8 bytes
  return bytes;
}

Fault fault_of(const Declared& declared) {
  const auto header = read_bmp_header(bmp(declared));
  EXPECT_FALSE(header);
  return header ? Fault::kInternal : header.error().fault;
}

TEST(BmpHeader, reads_what_both_systems_write) {
  for (const std::uint32_t header : {12U, 40U, 56U, 64U, 108U, 124U}) {
    const auto read = read_bmp_header(bmp({.header = header}));
    ASSERT_TRUE(read) << header << ": " << read.error().sentence;
    EXPECT_EQ(read->width, 2);
    EXPECT_EQ(read->height, 3);
    EXPECT_EQ(read->bits, 24);
    EXPECT_FALSE(read->top_down);
  }
  const auto down = read_bmp_header(bmp({.height = -3}));
  ASSERT_TRUE(down);
  EXPECT_EQ(down->height, 3);
  EXPECT_TRUE(down->top_down);
}

TEST(BmpHeader, contradictions_are_corrupt) {
  EXPECT_EQ(fault_of({.planes = 0}), Fault::kCorrupt);
  EXPECT_EQ(fault_of({.planes = 3}), Fault::kCorrupt);
  EXPECT_EQ(fault_of({.bits = 0}), Fault::kCorrupt);
  EXPECT_EQ(fault_of({.bits = 23}), Fault::kCorrupt);
  EXPECT_EQ(fault_of({.coding = 1, .bits = 24}), Fault::kCorrupt);
  EXPECT_EQ(fault_of({.coding = 2, .bits = 8}), Fault::kCorrupt);
  EXPECT_EQ(fault_of({.coding = 3, .bits = 24}), Fault::kCorrupt);
  EXPECT_EQ(fault_of({.coding = 7}), Fault::kCorrupt);
  EXPECT_EQ(fault_of({.coding = 0xFFFFFFFF}), Fault::kCorrupt);
  EXPECT_EQ(fault_of({.samples_at = 20}), Fault::kCorrupt);
  EXPECT_EQ(fault_of({.samples_at = 5000}), Fault::kCorrupt);
}

TEST(BmpHeader, kinds_that_exist_and_are_not_read_are_unsupported) {
  EXPECT_EQ(fault_of({.header = 16}), Fault::kUnsupported);
  EXPECT_EQ(fault_of({.header = 52}), Fault::kUnsupported);
  EXPECT_EQ(fault_of({.bits = 2}), Fault::kUnsupported);
  EXPECT_EQ(fault_of({.bits = 64}), Fault::kUnsupported);
  EXPECT_EQ(fault_of({.coding = 4, .bits = 0}), Fault::kUnsupported);
  EXPECT_EQ(fault_of({.coding = 5, .bits = 24}), Fault::kUnsupported);
  EXPECT_EQ(fault_of({.coding = 6, .bits = 32}), Fault::kUnsupported);
  EXPECT_EQ(fault_of({.coding = 11, .bits = 32}), Fault::kUnsupported);
  EXPECT_EQ(fault_of({.header = 64, .coding = 3, .bits = 1}), Fault::kUnsupported);
  EXPECT_EQ(fault_of({.header = 64, .coding = 4, .bits = 24}), Fault::kUnsupported);
}

TEST(BmpHeader, every_cut_is_corrupt) {
  const auto whole = bmp({});
  for (std::size_t length = 0; length <= 54; ++length) {
    const auto read = read_bmp_header(Bytes(whole).first(length));
    ASSERT_FALSE(read) << length;
    EXPECT_EQ(read.error().fault, Fault::kCorrupt) << length;
  }
}

TEST(BmpHeader, a_file_size_that_was_left_out_costs_no_picture) {
  for (const std::uint32_t file_bytes : {0U, 54U, 78U, 1000U}) {
    for (const std::int32_t height : {3, -3}) {
      auto still = opened_still(bmp({.height = height, .file_bytes = file_bytes}));
      ASSERT_TRUE(still) << still.file.error().sentence;
      const auto frame = still.frames->frame(0);
      ASSERT_TRUE(frame) << file_bytes << ": " << frame.error().sentence;
      // Blue comes first; the first row stored is the lowest unless the height is negative.
      EXPECT_EQ(frame->planes[2].at<std::uint8_t>(height < 0 ? 0 : 2, 0), 0);
      EXPECT_EQ(frame->planes[0].at<std::uint8_t>(height < 0 ? 0 : 2, 1), 50);
    }
  }
}

TEST(BmpHeader, what_is_refused_is_refused_when_the_file_is_opened) {
  const auto jpeg = opened_still(bmp({.coding = 4, .bits = 24}));
  ASSERT_FALSE(jpeg);
  EXPECT_EQ(jpeg.file.error().fault, Fault::kUnsupported) << jpeg.file.error().sentence;
  EXPECT_EQ(opened_still(bmp({.width = -2})).file.error().fault, Fault::kCorrupt);
  EXPECT_EQ(opened_still(bmp({.width = 0})).file.error().fault, Fault::kCorrupt);
}

}  // namespace
}  // namespace spoor
