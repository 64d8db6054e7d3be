#include "base/job.h"

#include <gtest/gtest.h>

namespace spoor {
namespace {

TEST(Job, throws_at_the_first_tick_after_a_stop) {
  std::stop_source source;
  std::int64_t last = -1;
  const Job job(source.get_token(), [&](std::int64_t done, std::int64_t) { last = done; });
  job.tick(1, 3);
  source.request_stop();
  EXPECT_THROW(job.tick(2, 3), Cancelled);
  EXPECT_EQ(last, 1);
}

}  // namespace
}  // namespace spoor
