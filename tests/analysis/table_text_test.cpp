#include "analysis/table_text.h"

#include <gtest/gtest.h>

namespace spoor {
namespace {

TEST(TableText, a_value_has_as_many_decimals_as_its_deviation) {
  EXPECT_EQ(with_sigma(47.34, 0.849), "47.3 \u00b1 0.8");
  EXPECT_EQ(with_sigma(-0.004, 0.1, 2), "-0.00 \u00b1 0.10");
}

TEST(TableText, tails_that_nobody_can_vouch_for_are_not_counted_out) {
  EXPECT_EQ(p_is(0.271), "p = 0.27");
  EXPECT_EQ(p_is(1.4e-64), "p below 0.0001");
  EXPECT_EQ(p_text(0), "below 0.0001");
  EXPECT_EQ(p_text(1), "1");
}

TEST(TableText, units_are_told_from_names) {
  const Table table = table_of("marks", "Marks", {"Mark", "Click [px]", "p of [it", ""});
  ASSERT_EQ(table.columns.size(), 4u);
  EXPECT_EQ(table.columns[0].name, "Mark");
  EXPECT_EQ(table.columns[0].unit, "");
  EXPECT_EQ(table.columns[1].name, "Click");
  EXPECT_EQ(table.columns[1].unit, "px");
  EXPECT_EQ(table.columns[2].name, "p of [it");
  EXPECT_TRUE(table.rows.empty());
}

}  // namespace
}  // namespace spoor
