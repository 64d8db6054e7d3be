#include "gui/keys.h"

#include <GLFW/glfw3.h>
#include <gtest/gtest.h>

namespace spoor::gui {
namespace {

std::vector<std::string> texts(KeyReader& reader) {
  std::vector<std::string> list;
  for (const KeyPress& press : reader.take())
    list.push_back(chord_text(press.chord) + (press.repeated ? " again" : ""));
  return list;
}

using Texts = std::vector<std::string>;

TEST(KeyReader, names_keys_as_actions_do) {
  KeyReader reader;
  reader.key(GLFW_KEY_LEFT, GLFW_PRESS, GLFW_MOD_SHIFT, "");
  reader.key(GLFW_KEY_LEFT, GLFW_REPEAT, GLFW_MOD_SHIFT, "");
  reader.key(GLFW_KEY_LEFT, GLFW_RELEASE, GLFW_MOD_SHIFT, "");
  reader.key(GLFW_KEY_K, GLFW_PRESS, GLFW_MOD_CONTROL, "k");
  reader.key(GLFW_KEY_PAGE_DOWN, GLFW_PRESS, 0, "");
  reader.key(GLFW_KEY_F11, GLFW_PRESS, 0, "");
  EXPECT_EQ(texts(reader), (Texts{"Shift+Left", "Shift+Left again", "Ctrl+K", "Page Down", "F11"}));
  EXPECT_TRUE(reader.take().empty());
}

TEST(KeyReader, follows_the_layout_and_falls_back_to_the_place_of_a_key) {
  EXPECT_EQ(key_name(GLFW_KEY_Q, "a"), "A");         // French layout
  EXPECT_EQ(key_name(GLFW_KEY_Q, "\xD0\xB9"), "Q");  // Cyrillic layout
  EXPECT_EQ(key_name(GLFW_KEY_1, "&"), "1");
  EXPECT_EQ(key_name(GLFW_KEY_KP_7, "7"), "7");
  EXPECT_EQ(key_name(GLFW_KEY_LEFT_SHIFT, ""), "");
}

TEST(KeyReader, takes_signs_as_typed) {
  KeyReader reader;
  reader.key(GLFW_KEY_SLASH, GLFW_PRESS, GLFW_MOD_SHIFT, "/");
  reader.character('?');
  reader.key(GLFW_KEY_COMMA, GLFW_PRESS, 0, ",");
  reader.character(',');
  reader.key(GLFW_KEY_COMMA, GLFW_PRESS, GLFW_MOD_CONTROL, ",");
  reader.key(GLFW_KEY_P, GLFW_PRESS, 0, "p");
  reader.character('p');
  EXPECT_EQ(texts(reader), (Texts{"?", ",", "Ctrl+,", "P"}));
}

TEST(KeyReader, space_comes_when_it_is_let_go_unless_it_panned) {
  KeyReader reader;
  reader.key(GLFW_KEY_SPACE, GLFW_PRESS, 0, "");
  reader.character(' ');
  EXPECT_TRUE(reader.take().empty());
  reader.key(GLFW_KEY_SPACE, GLFW_REPEAT, 0, "");
  reader.key(GLFW_KEY_SPACE, GLFW_RELEASE, 0, "");
  EXPECT_EQ(texts(reader), Texts{"Space"});
  reader.key(GLFW_KEY_SPACE, GLFW_PRESS, 0, "");
  reader.mouse_button();
  reader.key(GLFW_KEY_SPACE, GLFW_RELEASE, 0, "");
  EXPECT_TRUE(reader.take().empty());
}

}  // namespace
}  // namespace spoor::gui
