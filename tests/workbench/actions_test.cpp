#include "workbench/actions.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <set>

namespace spoor {
namespace {

Action named(const std::string& id, const std::string& title, const std::string& group,
             std::vector<KeyChord> keys = {}) {
  Action action;
  action.id = id;
  action.title = title;
  action.group = group;
  action.keys = std::move(keys);
  action.act = [](Workbench&) {};
  return action;
}

std::vector<std::string> ids(const std::vector<const Action*>& actions) {
  std::vector<std::string> list;
  for (const Action* action : actions) list.push_back(action->id);
  return list;
}

TEST(KeyChord, is_read_from_plain_names) {
  EXPECT_EQ(chord("Ctrl+K"), (KeyChord{"K", true, false, false}));
  EXPECT_EQ(chord("ctrl+shift+k"), (KeyChord{"K", true, true, false}));
  EXPECT_EQ(chord("Alt+Page Up"), (KeyChord{"Page Up", false, false, true}));
  EXPECT_EQ(chord("?"), (KeyChord{"Question"}));
  EXPECT_EQ(chord("."), (KeyChord{"Period"}));
  EXPECT_EQ(chord("Ctrl+,"), (KeyChord{"Comma", true}));
  EXPECT_EQ(chord("+"), (KeyChord{"Plus"}));
  EXPECT_EQ(chord("Ctrl++"), (KeyChord{"Plus", true}));
  EXPECT_EQ(chord("F12"), (KeyChord{"F12"}));
  EXPECT_EQ(chord("esc"), (KeyChord{"Escape"}));
  for (const char* nothing : {"", "F13", "Hyper+K", "Ctrl+", "Kk", "+K", "F0", "\xC3\xA4"}) {
    EXPECT_EQ(chord(nothing).key, "") << nothing;
  }
}

TEST(KeyChord, is_written_as_it_is_read) {
  for (const char* text : {"Ctrl+K", "Shift+Left", "Page Up", "?", ".", "Ctrl+,", "Ctrl+Alt+Shift+F5", "Space",
                           "Ctrl++", "Ctrl+[", "\\", "0", "Backspace", "-", "="}) {
    EXPECT_EQ(chord_text(chord(text)), text);
  }
  EXPECT_EQ(chord_text({}), "");
}

RC_GTEST_PROP(KeyChordProperties, reading_any_text_ends_well, (const std::string& text)) {
  const KeyChord read = chord(text);
  RC_ASSERT(chord(chord_text(read)) == read);
}

TEST(KeyChord, a_typed_character_names_its_key) {
  EXPECT_EQ(key_of_character(U'a'), "A");
  EXPECT_EQ(key_of_character(U'?'), "Question");
  EXPECT_EQ(key_of_character(U' '), "Space");
  EXPECT_EQ(key_of_character(U'é'), "");
}

TEST(Actions, are_found_by_key) {
  const std::vector<Action> actions{named("a", "A", "G", {chord("Left"), chord(",")}),
                                    named("b", "B", "G", {chord("Shift+Left")})};
  EXPECT_EQ(action_for(actions, chord(","))->id, "a");
  EXPECT_EQ(action_for(actions, chord("Shift+Left"))->id, "b");
  EXPECT_EQ(action_for(actions, chord("Ctrl+Left")), nullptr);
  EXPECT_EQ(action_for(actions, {}), nullptr);
  EXPECT_EQ(find_action(actions, "b")->title, "B");
  EXPECT_EQ(find_action(actions, "c"), nullptr);
}

TEST(MatchScore, whole_words_before_beginnings_before_scattered_letters) {
  const int whole = match_score("frame", "Next frame");
  const int beginning = match_score("fra", "Next frame");
  const int inside = match_score("ram", "Next frame");
  const int initials = match_score("nf", "Next frame");
  const int scattered = match_score("nxfe", "Next frame");
  EXPECT_GT(whole, beginning);
  EXPECT_GT(beginning, inside);
  EXPECT_GT(inside, initials);
  EXPECT_GT(initials, scattered);
  EXPECT_GT(scattered, 0);
  EXPECT_EQ(match_score("frx", "Next frame"), 0);
  EXPECT_EQ(match_score("emarf", "Next frame"), 0) << "in order";
  EXPECT_EQ(match_score("", "Next frame"), 0);
  EXPECT_EQ(match_score("frame", ""), 0);
  EXPECT_GT(match_score("frame next", "Next frame"), 0) << "words in any order";
  EXPECT_EQ(match_score("frame zoom", "Next frame"), 0) << "every word";
  EXPECT_EQ(match_score("FRÁME", "Next frame"), whole);
}

TEST(MatchScore, early_and_dense_before_late_and_loose) {
  EXPECT_GT(match_score("frame", "Frame back"), match_score("frame", "Previous key frame"));
  EXPECT_GT(match_score("zmin", "Zoom in"), match_score("zmin", "Zones may contain"));
}

TEST(Actions, match_best_first) {
  const std::vector<Action> actions{named("marks.hide", "Hide all marks", "Marks", {chord("T")}),
                                    named("frame.previous", "Previous frame", "Playing"),
                                    named("frame.next", "Next frame", "Playing"),
                                    named("frame.first", "First frame", "Playing"),
                                    named("view.fit", "Fit picture to the window", "View", {chord("Ctrl+9")}),
                                    named("filter", "Refit reference", "Other")};
  EXPECT_EQ(ids(matching(actions, "")).size(), actions.size());
  EXPECT_EQ(ids(matching(actions, "  ")).size(), actions.size());
  const auto fit = ids(matching(actions, "fit"));
  ASSERT_GE(fit.size(), 3u);
  EXPECT_EQ(fit[0], "view.fit");
  EXPECT_EQ(fit[1], "filter");
  EXPECT_EQ(fit[2], "frame.first") << "its letters are there, scattered";
  EXPECT_EQ(ids(matching(actions, "next"))[0], "frame.next");
  EXPECT_EQ(ids(matching(actions, "playing")).size(), 3u);
  EXPECT_EQ(ids(matching(actions, "ctrl+9"))[0], "view.fit");
  EXPECT_EQ(ids(matching(actions, "hde mrks"))[0], "marks.hide");
  EXPECT_TRUE(matching(actions, "qqq").empty());
}

TEST(Actions, the_windows_keys_are_keys) {
  std::set<std::string> texts;
  for (const KeyChord& each : window_chords()) {
    EXPECT_FALSE(each.key.empty());
    EXPECT_TRUE(texts.insert(chord_text(each)).second);
  }
  for (const char* of_the_users : {"X", "Ctrl+K", "?", "Ctrl+O", "F11", "Ctrl+E", "F"}) {
    EXPECT_TRUE(texts.contains(of_the_users)) << of_the_users;
  }
}

}  // namespace
}  // namespace spoor
