#include "evidence/claim_clock.h"

#include <gtest/gtest.h>

namespace spoor {
namespace {

TEST(ClaimClock, is_the_offset_written_or_that_of_the_named_zone) {
  EXPECT_EQ(claimed_offset_minutes(*claim_from_text("2023-05-22T10:30+03:00")->time), 180);
  EXPECT_EQ(claimed_offset_minutes(*claim_from_text("2023-05-22T10:30-09:30")->time), -570);
  EXPECT_EQ(claimed_offset_minutes(*claim_from_text("2023-05-22T10:30Z")->time), 0);
  EXPECT_EQ(claimed_offset_minutes(*claim_from_text("2023-07-22T10:30:20[Europe/Berlin]")->time), 120);
  EXPECT_EQ(claimed_offset_minutes(*claim_from_text("2023-01-22[Europe/Berlin]")->time), 60);
}

TEST(ClaimClock, is_unknown_where_the_text_does_not_tell) {
  ClaimedTime time = *claim_from_text("2023-07-22T10:30[Europe/Berlin]")->time;
  time.text = "that morning";
  EXPECT_EQ(claimed_offset_minutes(time), std::nullopt);
  time.text = "2021-07-22T10:30";
  EXPECT_EQ(claimed_offset_minutes(time), std::nullopt);
}

TEST(ClaimClock, reads_instants_in_that_clock) {
  const auto time = *claim_from_text("2023-05-22T01:30:07+03:00")->time;
  EXPECT_EQ(clock_text(time.first_us, 180), "01:30:07");
  EXPECT_EQ(dated_clock_text(time.first_us, 180), "2023-05-22 01:30");
  EXPECT_EQ(dated_clock_text(time.first_us, 0), "2023-05-21 22:30");
  EXPECT_EQ(utc_text(midnight_before(time.first_us, 180)), "2023-05-21T21:00:00Z");
  EXPECT_EQ(clock_text(-1'000'000, 0), "23:59:59");
}

}  // namespace
}  // namespace spoor
