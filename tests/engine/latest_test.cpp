#include "engine/latest.h"

#include <gtest/gtest.h>

namespace spoor {
namespace {

TEST(Latest, a_later_generation_stops_the_earlier_and_an_earlier_is_refused) {
  Latest latest;
  const auto second = latest.enter(2);
  ASSERT_TRUE(second);
  EXPECT_FALSE(second->stop_requested());
  EXPECT_FALSE(latest.enter(1));
  EXPECT_FALSE(second->stop_requested()) << "what comes too late disturbs nobody";
  ASSERT_TRUE(latest.enter(2));
  EXPECT_FALSE(second->stop_requested()) << "the same generation may ask several times";
  const auto third = latest.enter(3);
  EXPECT_TRUE(second->stop_requested());
  EXPECT_FALSE(third->stop_requested());
}

}  // namespace
}  // namespace spoor
