#include "gui/keys.h"

#include <GLFW/glfw3.h>

#include <array>
#include <utility>

namespace spoor::gui {
namespace {

constexpr std::array<std::pair<int, const char*>, 17> kNamed{{{GLFW_KEY_SPACE, "Space"},
                                                              {GLFW_KEY_LEFT, "Left"},
                                                              {GLFW_KEY_RIGHT, "Right"},
                                                              {GLFW_KEY_UP, "Up"},
                                                              {GLFW_KEY_DOWN, "Down"},
                                                              {GLFW_KEY_PAGE_UP, "Page Up"},
                                                              {GLFW_KEY_PAGE_DOWN, "Page Down"},
                                                              {GLFW_KEY_HOME, "Home"},
                                                              {GLFW_KEY_END, "End"},
                                                              {GLFW_KEY_INSERT, "Insert"},
                                                              {GLFW_KEY_DELETE, "Delete"},
                                                              {GLFW_KEY_BACKSPACE, "Backspace"},
                                                              {GLFW_KEY_TAB, "Tab"},
                                                              {GLFW_KEY_ENTER, "Enter"},
                                                              {GLFW_KEY_KP_ENTER, "Enter"},
                                                              {GLFW_KEY_ESCAPE, "Escape"},
                                                              {GLFW_KEY_MENU, "Menu"}}};

bool is_letter_or_digit(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }

std::string upper(char c) { return std::string(1, c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c); }

}  // namespace

std::string key_name(int key, const std::string& layout_name) {
  for (const auto& [code, name] : kNamed) {
    if (code == key) return name;
  }
  if (key >= GLFW_KEY_F1 && key <= GLFW_KEY_F25) return "F" + std::to_string(key - GLFW_KEY_F1 + 1);
  if (key >= GLFW_KEY_KP_0 && key <= GLFW_KEY_KP_9) return std::to_string(key - GLFW_KEY_KP_0);
  const bool digit_key = key >= GLFW_KEY_0 && key <= GLFW_KEY_9;
  const bool one = layout_name.size() == 1 && static_cast<unsigned char>(layout_name[0]) > 0x20;
  // The row of digits gives other signs on some layouts, but is known by its digits.
  if (one && is_letter_or_digit(layout_name[0]) && !digit_key) return upper(layout_name[0]);
  if (digit_key || (key >= GLFW_KEY_A && key <= GLFW_KEY_Z && !one)) return upper(static_cast<char>(key));
  return one ? layout_name : std::string();
}

void KeyReader::key(int key, int action, int mods, const std::string& name) {
  if (key == GLFW_KEY_SPACE && (mods & (GLFW_MOD_CONTROL | GLFW_MOD_ALT | GLFW_MOD_SHIFT)) == 0) {
    if (action == GLFW_PRESS) space_ = true;
    if (action == GLFW_RELEASE && std::exchange(space_, false)) add("Space", 0, false);
    return;
  }
  if (action == GLFW_RELEASE) return;
  repeated_ = action == GLFW_REPEAT;
  with_control_ = (mods & (GLFW_MOD_CONTROL | GLFW_MOD_ALT)) != 0;
  const std::string text = key_name(key, name);
  if (text.empty()) return;
  // Signs without Ctrl or Alt come as characters.
  if (text.size() == 1 && !is_letter_or_digit(text[0]) && !with_control_) return;
  add(text, mods, repeated_);
}

void KeyReader::character(unsigned code) {
  if (code <= 0x20 || code >= 0x7F || with_control_) return;
  const char c = static_cast<char>(code);
  if (!is_letter_or_digit(c)) add(std::string(1, c), 0, repeated_);
}

void KeyReader::mouse_button() { space_ = false; }

std::vector<KeyPress> KeyReader::take() { return std::exchange(presses_, {}); }

void KeyReader::add(const std::string& text, int mods, bool repeated) {
  KeyChord pressed = chord(text);
  pressed.ctrl = (mods & GLFW_MOD_CONTROL) != 0;
  pressed.shift = (mods & GLFW_MOD_SHIFT) != 0;
  pressed.alt = (mods & GLFW_MOD_ALT) != 0;
  presses_.push_back({pressed, repeated});
}

}  // namespace spoor::gui
