#include "methods/statistics/median.h"

#include <gtest/gtest.h>

namespace spoor {
namespace {

TEST(Median, is_the_one_in_the_middle_whatever_the_order) {
  EXPECT_EQ(median({3, 1, 2}), 2);
  EXPECT_EQ(median({4, 1, 3, 2}), 3);
  EXPECT_EQ(median({7}), 7);
  EXPECT_EQ(median({}), 0);
}

}  // namespace
}  // namespace spoor
