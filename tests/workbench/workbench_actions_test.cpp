#include "workbench/actions_desk.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

namespace spoor {
namespace {

TEST(WorkbenchActions, no_two_share_a_key_and_the_windows_keys_are_free) {
  std::map<std::string, std::string> owner;
  for (const KeyChord& taken : window_chords()) owner[chord_text(taken)] = "the window";
  for (const Action& action : workbench_actions()) {
    for (const KeyChord& key : action.keys) {
      EXPECT_FALSE(key.key.empty()) << action.id;
      const auto [other, is_new] = owner.emplace(chord_text(key), action.id);
      EXPECT_TRUE(is_new) << chord_text(key) << " is of " << other->second << " and of " << action.id;
    }
  }
}

TEST(WorkbenchActions, each_has_an_id_of_its_own_a_title_and_a_sentence) {
  std::set<std::string> ids, titles;
  const auto actions = workbench_actions();
  for (const Action& action : actions) {
    EXPECT_TRUE(ids.insert(action.id).second) << action.id;
    EXPECT_TRUE(titles.insert(action.title).second) << action.title;
    EXPECT_FALSE(action.group.empty()) << action.id;
    EXPECT_TRUE(action.help.ends_with('.')) << action.id;
    EXPECT_TRUE(action.act) << action.id;
    EXPECT_EQ(matching(actions, action.title).front()->id, action.id) << "the palette finds it by its title";
  }
  EXPECT_GT(actions.size(), 80u);
}

TEST(WorkbenchActions, the_keys_that_users_have_in_their_fingers) {
  const auto actions = workbench_actions();
  const std::vector<std::pair<const char*, const char*>> known{{"Space", "play.toggle"},
                                                               {"Left", "frame.previous"},
                                                               {"Right", "frame.next"},
                                                               {",", "frame.previous"},
                                                               {".", "frame.next"},
                                                               {"J", "shuttle.back"},
                                                               {"K", "shuttle.stop"},
                                                               {"L", "shuttle.on"},
                                                               {"Shift+Left", "time.back_1"},
                                                               {"Shift+Right", "time.on_1"},
                                                               {"Ctrl+Left", "time.back_10"},
                                                               {"Ctrl+Right", "time.on_10"},
                                                               {"Page Up", "frame.previous_key"},
                                                               {"Page Down", "frame.next_key"},
                                                               {"1", "compare.hide_left"},
                                                               {"2", "compare.hide_right"},
                                                               {"0", "compare.difference"},
                                                               {"F1", "compare.left_next"},
                                                               {"F2", "compare.right_next"},
                                                               {"Shift+F1", "compare.left_previous"},
                                                               {"Shift+F2", "compare.right_previous"},
                                                               {"Ctrl+0", "view.one_to_one"},
                                                               {"Ctrl+9", "view.fit"},
                                                               {"Z", "view.loupe"},
                                                               {"R", "tool.rectangle"},
                                                               {"P", "tool.polygon"},
                                                               {"N", "tool.line"},
                                                               {"I", "tool.point"},
                                                               {"T", "marks.hide"},
                                                               {"M", "bookmark.add"},
                                                               {"Ctrl+,", "bookmark.previous"},
                                                               {"Ctrl+.", "bookmark.next"},
                                                               {"Ctrl+Z", "edit.undo"},
                                                               {"Ctrl+Y", "edit.redo"}};
  for (const auto& [key, id] : known) {
    const Action* const action = action_for(actions, chord(key));
    ASSERT_NE(action, nullptr) << key;
    EXPECT_EQ(action->id, id) << key;
  }
  for (const char* held : {"Left", "Right", "Page Up", "Page Down", "F1", "Shift+F2", "Ctrl+."}) {
    EXPECT_TRUE(action_for(actions, chord(held))->repeats) << held;
  }
  for (const char* once : {"Space", "M", "T", "R", "Ctrl+0"}) {
    EXPECT_FALSE(action_for(actions, chord(once))->repeats) << once;
  }
}

using WorkbenchActionsDesk = test::ActionsDesk;

TEST_F(WorkbenchActionsDesk, with_nothing_open_every_action_is_harmless) {
  for (const Action& action : actions) {
    if (action.id == "case.new") continue;
    if (!action.possible) perform(action, *bench);
    if (action.possible && action.possible(*bench)) ADD_FAILURE() << action.id << " says it can be done";
  }
  finish();
  EXPECT_FALSE(bench->has_case());
}

TEST_F(WorkbenchActionsDesk, with_a_still_nothing_plays) {
  open_sample("still_original.jpg");
  for (const Action& action : actions) {
    if (action.group == "Playing") {
      EXPECT_FALSE(action.possible(*bench)) << action.id;
    }
    const bool asks_for_more = action.id == "view.frame_mark" || action.id == "view.average";
    if (action.group == "View" && !asks_for_more) {
      EXPECT_TRUE(action.possible(*bench)) << action.id;
    }
    if (action.id == "view.average") {
      EXPECT_FALSE(action.possible(*bench)) << "one picture has no average";
    }
  }
}

TEST_F(WorkbenchActionsDesk, every_possible_action_runs_on_an_open_clip) {
  open_clip();
  draw(10, 10);
  for (const Action& action : actions) {
    if (action.id == "exhibit.close" || action.group == "Run" || action.id == "case.new") continue;
    perform(action, *bench);
    finish();
    ASSERT_NE(bench->active(), nullptr) << action.id;
  }
  EXPECT_EQ(notices(), "");
}

}  // namespace
}  // namespace spoor
