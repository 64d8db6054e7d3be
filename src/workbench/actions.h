#pragma once
/// Everything that can be done by key, palette or menu: one list gives all three and the shortcut sheet.

#include "workbench/workbench.h"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace spoor {

/// A key with its modifiers, in plain names: "Ctrl+K", "Shift+Left", "Page Up", "?", ".".
struct KeyChord {
  std::string key;  ///< "A".."Z", "0".."9", "Left", "Page Up", "Space", "F1", "Comma", ...
  bool ctrl = false, shift = false, alt = false;
  bool operator==(const KeyChord&) const = default;
};
KeyChord chord(std::string_view text);
std::string chord_text(const KeyChord& chord);

struct Action {
  std::string id;     ///< "frame.next"
  std::string group;  ///< "Playing", "View", "Marks", ...
  std::string title;  ///< "Next frame"
  std::string help;   ///< one sentence
  std::vector<KeyChord> keys;
  bool repeats = false;                      ///< while the key is held
  std::function<bool(Workbench&)> possible;  ///< empty: always
  std::function<void(Workbench&)> act;
};

/// Actions that need nothing but the workbench. The window adds its own (open dialog, full screen, ...).
std::vector<Action> workbench_actions();

const Action* action_for(const std::vector<Action>& actions, const KeyChord& chord);

/// Actions whose title, group or id contains the letters of `query` in order, best first: whole words before
/// beginnings of words before scattered letters. All of them for an empty query.
std::vector<const Action*> matching(const std::vector<Action>& actions, std::string_view query);

/// Words that make a good match of `query` in `text`: 0 none; larger is better.
int match_score(std::string_view query, std::string_view text);

}  // namespace spoor
