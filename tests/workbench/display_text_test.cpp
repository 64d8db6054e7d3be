#include "workbench/display_text.h"

#include <gtest/gtest.h>

namespace spoor {
namespace {

TEST(ForDisplay, leaves_other_scripts_as_they_are) {
  EXPECT_EQ(for_display(""), "");
  EXPECT_EQ(for_display("Kamera, 12 px"), "Kamera, 12 px");
  EXPECT_EQ(for_display("Київ, Харків\nΑθήνα"), "Київ, Харків\nΑθήνα");
  EXPECT_EQ(for_display("漢字 and 🙂"), "漢字 and 🙂");
}

TEST(ForDisplay, turns_hebrew_into_the_order_of_drawing) {
  EXPECT_EQ(for_display("\u05E9\u05DC\u05D5\u05DD"), "\u05DD\u05D5\u05DC\u05E9");
  EXPECT_EQ(for_display("frame 12 \u05E9\u05DC (\u05D0)"), "frame 12 (\u05D0) \u05DC\u05E9");
}

TEST(ForDisplay, joins_arabic_letters) {
  // seen-lam-alef-meem: the lam-alef ligature stands between an initial seen and a final form of nothing.
  EXPECT_EQ(for_display("\u0633\u0644\u0627\u0645"), "\uFEE1\uFEFC\uFEB3");
  EXPECT_EQ(for_display("\u0643\u062A\u0627\u0628"), "\uFE8F\uFE8E\uFE98\uFEDB");
}

TEST(ForDisplay, orders_each_line_by_itself_and_survives_damage) {
  EXPECT_EQ(for_display("\u05D0\u05D1\nab\n\u05D2\u05D3"), "\u05D1\u05D0\nab\n\u05D3\u05D2");
  EXPECT_EQ(for_display("\xD7"), "\xD7");
}

}  // namespace
}  // namespace spoor
