#include "media/clip_source.h"

#include "support/clip_maker.h"

#include <gtest/gtest.h>

namespace spoor {
namespace {

TEST(clip_source, every_reader_has_a_state_of_its_own) {
  const auto source = open_clip(memory_source(test::make_clip({.frames = 10})), {});
  ASSERT_TRUE(source.has_value());
  const auto first = (*source)->frames(), second = (*source)->frames(0);
  ASSERT_TRUE(first && second);
  EXPECT_EQ(test::number_in(**(*first)->next()), 0);
  EXPECT_EQ(test::number_in(**(*first)->next()), 1);
  EXPECT_EQ(test::number_in(**(*second)->next()), 0);
}

TEST(clip_source, a_stream_of_another_kind_is_a_bad_argument) {
  const auto source = open_clip(memory_source(test::make_clip({.frames = 3, .sound_encoder = "aac"})), {});
  ASSERT_TRUE(source.has_value());
  EXPECT_EQ((*source)->frames(1).error().fault, Fault::kBadArgument);
  EXPECT_EQ((*source)->frames(9).error().fault, Fault::kBadArgument);
  EXPECT_EQ((*source)->sound(0).error().fault, Fault::kBadArgument);
  EXPECT_EQ((*source)->jpeg().error().fault, Fault::kNotApplicable);
}

TEST(clip_source, keeps_structures_once_read) {
  const auto source = open_clip(memory_source(test::make_clip({.frames = 3})), {});
  ASSERT_TRUE(source.has_value());
  const auto& trace = (*source)->trace();
  ASSERT_TRUE(trace.has_value());
  EXPECT_EQ(trace->packets.size(), 3U);
  EXPECT_EQ(&trace, &(*source)->trace());
}

TEST(clip_source, reports_rotation_with_the_stream) {
  const std::int32_t one = 1 << 16;
  const auto source = open_clip(
      memory_source(test::make_clip({.frames = 2, .display_matrix = {-one, 0, 0, 0, -one, 0, 0, 0, 1 << 30}})), {});
  ASSERT_TRUE(source.has_value());
  EXPECT_EQ((*source)->info().video[0].orientation, 3);
}

}  // namespace
}  // namespace spoor
