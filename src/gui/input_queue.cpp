#include "gui/input_queue.h"

#include <GLFW/glfw3.h>

#include <set>

namespace spoor::gui {
namespace {

/// Keys that matter by their character alone.
bool types(const Input& input) {
  return input.code >= GLFW_KEY_SPACE && input.code <= GLFW_KEY_GRAVE_ACCENT &&
         (input.mods & (GLFW_MOD_CONTROL | GLFW_MOD_ALT)) == 0;
}

bool modifies(const Input& input) { return input.code >= GLFW_KEY_LEFT_SHIFT && input.code <= GLFW_KEY_RIGHT_SUPER; }

}  // namespace

std::vector<Input> InputQueue::next_portion() {
  std::vector<Input> portion;
  std::set<int> keys;
  bool button = false, key_before = false;
  while (!waiting_.empty()) {
    const Input& next = waiting_.front();
    switch (next.kind) {
      case Input::Kind::kKey:
        // A modifier that is let go would take its meaning from the key before it.
        if (button || (modifies(next) && key_before)) return portion;
        if (types(next) ? keys.contains(next.code) : !keys.insert(next.code).second) return portion;
        key_before = key_before || !modifies(next);
        break;
      case Input::Kind::kCharacter:
        if (button) return portion;
        break;
      case Input::Kind::kButton:
        if (button || !keys.empty()) return portion;
        button = true;
        break;
      case Input::Kind::kScroll:
        if (button) return portion;
        break;
    }
    portion.push_back(next);
    waiting_.pop_front();
  }
  return portion;
}

}  // namespace spoor::gui
