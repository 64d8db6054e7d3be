#pragma once
/// Input in the order in which it came, in portions that one redraw can tell apart.

#include <cstddef>
#include <deque>
#include <vector>

namespace spoor::gui {

/// As the window system's callbacks give it.
struct Input {
  enum class Kind { kKey, kCharacter, kButton, kScroll } kind = Kind::kKey;
  int code = 0, scancode = 0, action = 0, mods = 0;  ///< key or button; of a character its code point
  double scroll_x = 0, scroll_y = 0;
  double x = 0, y = 0;  ///< pointer at that moment
};

/// ImGui sees only what is down while a redraw is built: a key that was pressed and let go between two redraws would
/// be lost to it, and keys typed behind a click would reach what had the keyboard before. So nothing changes twice in
/// one portion, no key is in one with a button before it, and no modifier with a key before it.
class InputQueue {
 public:
  void push(const Input& input) { waiting_.push_back(input); }
  bool empty() const { return waiting_.empty(); }

  std::vector<Input> next_portion();

 private:
  std::deque<Input> waiting_;
};

}  // namespace spoor::gui
