#include "gui/fonts.h"

#include <gtest/gtest.h>

namespace spoor::gui {
namespace {

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
