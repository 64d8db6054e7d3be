#include "workbench/actions.h"

#include "base/fold_text.h"

#include <algorithm>
#include <array>
#include <utility>

namespace spoor {
namespace {

constexpr std::array<std::string_view, 15> kNamedKeys{"Left",      "Right", "Up",        "Down",   "Page Up",
                                                      "Page Down", "Home",  "End",       "Space",  "Enter",
                                                      "Escape",    "Tab",   "Backspace", "Delete", "Insert"};

// What a key types, and the key's name.
constexpr std::array<std::pair<char, std::string_view>, 11> kTyped{{{',', "Comma"},
                                                                    {'.', "Period"},
                                                                    {'?', "Question"},
                                                                    {'+', "Plus"},
                                                                    {'-', "Minus"},
                                                                    {'=', "Equal"},
                                                                    {'/', "Slash"},
                                                                    {'\\', "Backslash"},
                                                                    {';', "Semicolon"},
                                                                    {'[', "Left Bracket"},
                                                                    {']', "Right Bracket"}}};

constexpr std::array<std::pair<std::string_view, std::string_view>, 4> kOtherNames{
    {{"esc", "Escape"}, {"del", "Delete"}, {"pgup", "Page Up"}, {"pgdn", "Page Down"}}};

std::string key_named(std::string_view text) {
  if (text.size() == 1) return key_of_character(static_cast<unsigned char>(text[0]));
  const std::string wanted = folded(text);
  for (const auto name : kNamedKeys) {
    if (folded(name) == wanted) return std::string(name);
  }
  for (const auto& [character, name] : kTyped) {
    if (folded(name) == wanted) return std::string(name);
  }
  for (const auto& [other, name] : kOtherNames) {
    if (other == wanted) return std::string(name);
  }
  if (wanted.size() >= 2 && wanted.size() <= 3 && wanted[0] == 'f') {
    for (int i = 1; i <= 12; ++i) {
      if (wanted.substr(1) == std::to_string(i)) return "F" + std::to_string(i);
    }
  }
  return {};
}

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<signed char>(c) < 0; }

bool begins_word(std::string_view text, std::size_t at) { return at == 0 || !is_letter(text[at - 1]); }

bool ends_word(std::string_view text, std::size_t at) { return at == text.size() || !is_letter(text[at]); }

// Each kind of match is worth more than any of the kind below it; within one, an early match is worth more.
constexpr int kWhole = 400, kBeginning = 300, kInside = 200, kInitials = 150, kScattered = 50;
constexpr int kMostForPlace = 40;

int for_place(std::size_t at) { return kMostForPlace - static_cast<int>(std::min<std::size_t>(at, kMostForPlace)); }

/// The letters of `word` each at the beginning of a word, in order: "gtf" in "go to frame".
bool are_initials(std::string_view word, std::string_view text) {
  std::size_t next = 0;
  for (std::size_t i = 0; i < text.size() && next < word.size(); ++i) {
    if (begins_word(text, i) && text[i] == word[next]) ++next;
  }
  return next == word.size();
}

/// Fewer letters skipped are better; 0 where they are not all there.
int scattered(std::string_view word, std::string_view text) {
  std::size_t next = 0, skipped = 0;
  for (std::size_t i = 0; i < text.size() && next < word.size(); ++i) {
    if (text[i] == word[next]) {
      ++next;
    } else if (next > 0) {
      ++skipped;
    }
  }
  return next < word.size() ? 0 : kScattered + for_place(skipped * 2);
}

int word_score(std::string_view word, std::string_view text) {
  int best = 0;
  for (std::size_t at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
    const bool begins = begins_word(text, at), ends = ends_word(text, at + word.size());
    best = std::max(best, (begins && ends ? kWhole : begins ? kBeginning : kInside) + for_place(at));
  }
  if (best > 0) return best;
  if (word.size() > 1 && are_initials(word, text)) return kInitials;
  return scattered(word, text);
}

}  // namespace

std::string key_of_character(char32_t character) {
  if (character >= U'a' && character <= U'z') return std::string(1, static_cast<char>(character - U'a' + U'A'));
  if ((character >= U'A' && character <= U'Z') || (character >= U'0' && character <= U'9')) {
    return std::string(1, static_cast<char>(character));
  }
  if (character == U' ') return "Space";
  for (const auto& [typed, name] : kTyped) {
    if (character == static_cast<char32_t>(typed)) return std::string(name);
  }
  return {};
}

KeyChord chord(std::string_view text) {
  KeyChord result;
  while (true) {
    // A plus sign at the end is the key itself.
    const auto plus = text.find('+');
    if (plus == std::string_view::npos || plus == 0 || plus + 1 == text.size()) break;
    const std::string modifier = folded(text.substr(0, plus));
    if (modifier == "ctrl" || modifier == "control") {
      result.ctrl = true;
    } else if (modifier == "shift") {
      result.shift = true;
    } else if (modifier == "alt") {
      result.alt = true;
    } else {
      return {};
    }
    text.remove_prefix(plus + 1);
  }
  result.key = key_named(text);
  return result.key.empty() ? KeyChord{} : result;
}

std::string chord_text(const KeyChord& chord) {
  if (chord.key.empty()) return {};
  std::string text;
  if (chord.ctrl) text += "Ctrl+";
  if (chord.alt) text += "Alt+";
  if (chord.shift) text += "Shift+";
  for (const auto& [character, name] : kTyped) {
    if (chord.key == name) return text + character;
  }
  return text + chord.key;
}

const Action* action_for(const std::vector<Action>& actions, const KeyChord& chord) {
  if (chord.key.empty()) return nullptr;
  for (const Action& action : actions) {
    if (std::find(action.keys.begin(), action.keys.end(), chord) != action.keys.end()) return &action;
  }
  return nullptr;
}

const Action* find_action(const std::vector<Action>& actions, std::string_view id) {
  const auto found =
      std::find_if(actions.begin(), actions.end(), [&](const Action& action) { return action.id == id; });
  return found == actions.end() ? nullptr : &*found;
}

bool perform(const Action& action, Workbench& bench) {
  if (!action.act || (action.possible && !action.possible(bench))) return false;
  action.act(bench);
  return true;
}

const std::vector<KeyChord>& window_chords() {
  static const std::vector<KeyChord> chords = [] {
    std::vector<KeyChord> list;
    for (const char* text : {"X",
                             "F",
                             "?",
                             "F10",
                             "F11",
                             "Tab",
                             "Shift+Tab",
                             "Ctrl+A",
                             "Ctrl+C",
                             "Ctrl+V",
                             "Ctrl+X",
                             "Ctrl+K",
                             "Ctrl+Shift+P",
                             "Ctrl+O",
                             "Ctrl+S",
                             "Ctrl+Shift+S",
                             "Ctrl+E",
                             "Ctrl+Shift+E",
                             "Ctrl+F",
                             "Ctrl+G",
                             "Ctrl+Q",
                             "Ctrl+Enter",
                             "Ctrl+Shift+Enter",
                             "Ctrl+Shift+=",
                             "Ctrl+Shift+-"}) {
      list.push_back(chord(text));
    }
    // Pages on the right and below.
    for (int i = 1; i <= 9; ++i) {
      list.push_back(chord("Alt+" + std::to_string(i)));
      list.push_back(chord("Alt+Shift+" + std::to_string(i)));
    }
    return list;
  }();
  return chords;
}

int match_score(std::string_view query, std::string_view text) {
  const std::string wanted = folded(query), within = folded(text);
  int total = 0, words = 0;
  std::string_view rest = wanted;
  while (!rest.empty()) {
    const auto end = std::min(rest.find(' '), rest.size());
    const std::string_view word = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (word.empty()) continue;
    const int score = word_score(word, within);
    if (score == 0) return 0;
    total += score;
    ++words;
  }
  return words == 0 ? 0 : total / words;
}

std::vector<const Action*> matching(const std::vector<Action>& actions, std::string_view query) {
  std::vector<std::pair<int, const Action*>> found;
  const bool everything = query.find_first_not_of(' ') == std::string_view::npos;
  const KeyChord asked = chord(query);
  for (const Action& action : actions) {
    // The title counts before the group and the id, of which some words may be needed beside it.
    int score = match_score(query, action.title) * 4;
    score = std::max(score, match_score(query, action.title + "\n" + action.group + "\n" + action.id) * 3);
    if (query.size() > 1 && action_for({action}, asked) != nullptr) score += kWhole * 8;
    if (score > 0 || everything) found.emplace_back(score, &action);
  }
  std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
  std::vector<const Action*> list;
  for (const auto& [score, action] : found) list.push_back(action);
  return list;
}

}  // namespace spoor
