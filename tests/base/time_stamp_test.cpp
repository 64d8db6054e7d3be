#include "base/time_stamp.h"

#include <gtest/gtest.h>

namespace spoor {
namespace {

TEST(TimeStamp, compares_exactly_across_bases) {
  EXPECT_EQ((TimeStamp{1, {1, 25}}), (TimeStamp{3600, {1, 90000}}));
  EXPECT_LT((TimeStamp{1001, {1, 30000}}), (TimeStamp{3004, {1, 90000}}));
  EXPECT_GT((TimeStamp{-1, {1, 25}}), (TimeStamp{-3601, {1, 90000}}));
}

TEST(TimeStamp, does_not_lose_a_tick_in_ten_hours_at_nanoseconds) {
  const TimeStamp a{36'000'000'000'000, {1, 1'000'000'000}};
  const TimeStamp b{36'000'000'000'001, {1, 1'000'000'000}};
  EXPECT_LT(a, b);
  EXPECT_EQ(a, (TimeStamp{36'000, {1, 1}}));
}

TEST(TimeStamp, writes_clock_text) {
  EXPECT_EQ(clock_text({90001, {1, 90000}}), "0:00:01.000");
  EXPECT_EQ(clock_text({-1500, {1, 1000}}), "-0:00:01.500");
  EXPECT_EQ(clock_text({3'661'999, {1, 1000}}), "1:01:01.999");
}

TEST(TimeStamp, rescales_halves_away_from_zero) {
  EXPECT_EQ(rescaled_ticks({1, {1, 2}}, {1, 1}), 1);
  EXPECT_EQ(rescaled_ticks({-1, {1, 2}}, {1, 1}), -1);
  EXPECT_EQ(rescaled_ticks({1, {1, 3}}, {1, 1}), 0);
}

}  // namespace
}  // namespace spoor
