#pragma once
/// Everything that can be done by key, palette or menu: one list gives all three and the shortcut sheet.

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace spoor {

class Workbench;

/// A key with its modifiers. Letters and digits are named by themselves, capital; the others are "Left", "Right", "Up",
/// "Down", "Page Up", "Page Down", "Home", "End", "Space", "Enter", "Escape", "Tab", "Backspace", "Delete", "Insert",
/// "F1".."F12", and for what a key types "Comma", "Period", "Question", "Plus", "Minus", "Equal", "Slash", "Backslash",
/// "Semicolon", "Left Bracket", "Right Bracket".
struct KeyChord {
  std::string key;
  bool ctrl = false, shift = false, alt = false;
  bool operator==(const KeyChord&) const = default;
};

/// From "Ctrl+K", "Shift+Left", "Page Up", "?", "Ctrl+,": the inverse of chord_text. The key is empty where `text`
/// names none.
KeyChord chord(std::string_view text);
std::string chord_text(const KeyChord& chord);

/// Name of the key for a typed character, so that "?" is found wherever a keyboard has it: a chord of such a character
/// has no `shift`. Empty for one that no action uses.
std::string key_of_character(char32_t character);

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

/// Actions that need nothing but the workbench. The window adds its own (open dialog, full screen, ...), whose keys
/// window_chords() keeps free.
std::vector<Action> workbench_actions();

/// What the window's own actions are bound to by custom: palette, shortcut sheet, open, save, export, full screen, ...
const std::vector<KeyChord>& window_chords();

const Action* action_for(const std::vector<Action>& actions, const KeyChord& chord);
const Action* find_action(const std::vector<Action>& actions, std::string_view id);

/// Whether it can be done; runs it if so.
bool perform(const Action& action, Workbench& bench);

/// Actions whose title, group or id contains the letters of `query` in order, best first: whole words before
/// beginnings of words before scattered letters. All of them for an empty query. A chord ("ctrl+k") finds its action.
std::vector<const Action*> matching(const std::vector<Action>& actions, std::string_view query);

/// Words that make a good match of `query` in `text`: 0 none; larger is better.
int match_score(std::string_view query, std::string_view text);

}  // namespace spoor
