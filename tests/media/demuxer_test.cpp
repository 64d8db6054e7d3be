#include "media/demuxer.h"

#include "support/clip_maker.h"

#include <gtest/gtest.h>

#include <array>

namespace spoor {
namespace {

constexpr std::int32_t kOne = 1 << 16;

int orientation(std::int32_t a, std::int32_t b, std::int32_t c, std::int32_t d) {
  const std::array<std::int32_t, 9> matrix{a, b, 0, c, d, 0, 0, 0, 1 << 30};
  return orientation_from_matrix(matrix);
}

TEST(demuxer, reads_the_eight_orientations_from_a_display_matrix) {
  EXPECT_EQ(orientation(kOne, 0, 0, kOne), 1);
  EXPECT_EQ(orientation(-kOne, 0, 0, kOne), 2);
  EXPECT_EQ(orientation(-kOne, 0, 0, -kOne), 3);
  EXPECT_EQ(orientation(kOne, 0, 0, -kOne), 4);
  EXPECT_EQ(orientation(0, kOne, kOne, 0), 5);
  EXPECT_EQ(orientation(0, kOne, -kOne, 0), 6);  // a telephone held upright: the rows are shown as columns
  EXPECT_EQ(orientation(0, -kOne, -kOne, 0), 7);
  EXPECT_EQ(orientation(0, -kOne, kOne, 0), 8);
}

TEST(demuxer, an_odd_angle_is_no_orientation) {
  EXPECT_EQ(orientation(46341, 46341, -46341, 46341), 0);
  EXPECT_EQ(orientation(0, 0, 0, 0), 0);
}

TEST(demuxer, cover_art_is_not_the_best_stream) {
  const auto opened = Demuxer::open(memory_source(test::make_clip({.frames = 2, .sound_encoder = "aac"})), {});
  ASSERT_TRUE(opened.has_value());
  EXPECT_EQ((*opened)->best_stream(AVMEDIA_TYPE_VIDEO), 0);
  (*opened)->stream(0)->disposition |= AV_DISPOSITION_ATTACHED_PIC;
  EXPECT_EQ((*opened)->best_stream(AVMEDIA_TYPE_VIDEO), -1);
  EXPECT_EQ((*opened)->best_stream(AVMEDIA_TYPE_AUDIO), 1);
  EXPECT_EQ((*opened)->stream(7), nullptr);
}

TEST(demuxer, a_source_that_cannot_be_read_says_so) {
  class Broken : public ByteSource {
   public:
    std::int64_t size() const override { return 100'000; }
    Result<std::size_t> read_at(std::int64_t, std::span<std::byte>) const override {
      return failure(Fault::kUnreadable, "the file cannot be read (I/O error)");
    }
  };
  EXPECT_EQ(Demuxer::open(std::make_shared<Broken>(), {}).error().fault, Fault::kUnreadable);
}

}  // namespace
}  // namespace spoor
