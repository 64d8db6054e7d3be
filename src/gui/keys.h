#pragma once
/// Keys of the window system by the names that actions use.

#include "gui/window.h"

#include <string>
#include <vector>

namespace spoor::gui {

/// Turns key and character events into chords. Letters and digits are those of the keyboard's layout, or of the place
/// of the key where the layout writes others (Cyrillic); signs ("?", ",") come as typed, whatever it takes to type
/// them.
///
/// Space is told when it is let go, and not at all where a mouse button was used meanwhile: Space with a drag pans.
class KeyReader {
 public:
  /// As glfwSetKeyCallback gives them; `name` is glfwGetKeyName's answer, empty for none.
  void key(int key, int action, int mods, const std::string& name);
  void character(unsigned code);
  void mouse_button();

  std::vector<KeyPress> take();

 private:
  void add(const std::string& text, int mods, bool repeated);
  std::vector<KeyPress> presses_;
  bool space_ = false, repeated_ = false, with_control_ = false;
};

/// Name of a key as actions have it, empty for one that they never use: "A", "7", "Page Up", "F11".
std::string key_name(int key, const std::string& layout_name);

}  // namespace spoor::gui
