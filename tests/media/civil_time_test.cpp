#include "media/civil_time.h"

#include <gtest/gtest.h>

namespace spoor {
namespace {

TEST(CivilTime, knows_the_epochs) {
  EXPECT_EQ(iso_text(*civil_from_seconds(0)), "1970-01-01T00:00:00");
  EXPECT_EQ(iso_text(*civil_from_seconds(kUnixFrom1904)), "1904-01-01T00:00:00");
  EXPECT_EQ(iso_text(*civil_from_seconds(kUnixFrom2001)), "2001-01-01T00:00:00");
  EXPECT_EQ(iso_text(*civil_from_seconds(-1)), "1969-12-31T23:59:59");
}

TEST(CivilTime, comes_back_from_civil_time) {
  for (const std::int64_t seconds :
       {std::int64_t{1709164800}, std::int64_t{951782399}, std::int64_t{-2203891201}, std::int64_t{253402300799}}) {
    EXPECT_EQ(*seconds_from_civil(*civil_from_seconds(seconds)), static_cast<double>(seconds));
  }
}

TEST(CivilTime, refuses_what_is_no_moment) {
  EXPECT_FALSE(seconds_from_civil({2023, 2, 29, 0, 0, 0}));
  EXPECT_TRUE(seconds_from_civil({2024, 2, 29, 0, 0, 0}));
  EXPECT_FALSE(seconds_from_civil({1900, 2, 29, 0, 0, 0}));
  EXPECT_FALSE(seconds_from_civil({2023, 13, 1, 0, 0, 0}));
  EXPECT_FALSE(seconds_from_civil({2023, 1, 1, 24, 0, 0}));
  EXPECT_FALSE(seconds_from_civil({2023, 1, 1, 0, 60, 0}));
  EXPECT_FALSE(seconds_from_civil({0, 1, 1, 0, 0, 0}));
  EXPECT_TRUE(seconds_from_civil({2016, 12, 31, 23, 59, 60.5}));  // a leap second
  EXPECT_FALSE(civil_from_seconds(1LL << 62));
  EXPECT_FALSE(civil_from_seconds(-(1LL << 62)));
}

}  // namespace
}  // namespace spoor
