#include "gui/fonts.h"

#include <gtest/gtest.h>

namespace spoor::gui {
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

TEST(LoadFonts, have_letters_of_every_promised_script_and_icons) {
  ImGui::CreateContext();
  const auto fonts = load_fonts(1);
  ASSERT_TRUE(fonts) << to_text(fonts.error());
  for (const int letter : {0x0041, 0x0416, 0x03A9, 0x05D0, 0xFEE1, 0x2192, 0x25B2, 0x2264, 0xF015}) {
    EXPECT_NE(fonts->text->FindGlyphNoFallback(static_cast<ImWchar>(letter)), nullptr) << std::hex << letter;
  }
  EXPECT_NE(fonts->fixed->FindGlyphNoFallback('f'), nullptr);
  EXPECT_FLOAT_EQ(fonts->text->FontSize, 15);
  const auto larger = load_fonts(2);
  ASSERT_TRUE(larger);
  EXPECT_FLOAT_EQ(larger->text->FontSize, 30);
  ImGui::DestroyContext();
}

}  // namespace
}  // namespace spoor::gui
