#include "media/series_table.h"

#include <gtest/gtest.h>

#include <limits>

namespace spoor {
namespace {

TimeStamp at(std::int64_t milliseconds) { return {milliseconds, {1, 1000}}; }

TEST(SeriesTable, keeps_sources_apart_and_counts_what_it_leaves_out) {
  SeriesTable table({2, 2});
  table.add("stream 1", "gps.latitude", "deg", at(0), 50.5);
  table.add("stream 0", "gps.latitude", "deg", at(0), 50.4);
  table.add("stream 2", "gps.latitude", "deg", at(0), 50.3);
  for (int i = 1; i <= 4; ++i) table.add("stream 1", "gps.latitude", "deg", at(i), 50.5);
  table.add("stream 0", "gps.latitude", "deg", at(9), std::numeric_limits<double>::quiet_NaN());
  const auto all = table.take();
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all[0].source, "stream 0");
  EXPECT_EQ(all[0].points.size(), 1U);
  EXPECT_EQ(all[0].left_out, 0);
  EXPECT_EQ(all[1].source, "stream 1");
  EXPECT_EQ(all[1].points.size(), 2U);
  EXPECT_EQ(all[1].left_out, 3);
}

}  // namespace
}  // namespace spoor
