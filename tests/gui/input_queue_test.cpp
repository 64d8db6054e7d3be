#include "gui/input_queue.h"

#include <GLFW/glfw3.h>
#include <gtest/gtest.h>

namespace spoor::gui {
namespace {

Input key(int code, int action, int mods = 0) { return {Input::Kind::kKey, code, 0, action, mods, 0, 0, 0, 0}; }
Input character(int code) { return {Input::Kind::kCharacter, code, 0, 0, 0, 0, 0, 0, 0}; }
Input button(int action, double x = 0) { return {Input::Kind::kButton, 0, 0, action, 0, 0, 0, x, 0}; }
Input scroll() { return {Input::Kind::kScroll, 0, 0, 0, 0, 0, 1, 0, 0}; }

std::vector<std::size_t> portions(InputQueue& queue) {
  std::vector<std::size_t> sizes;
  while (!queue.empty()) sizes.push_back(queue.next_portion().size());
  return sizes;
}

using Sizes = std::vector<std::size_t>;

TEST(InputQueue, a_key_that_was_tapped_is_down_in_one_portion) {
  InputQueue queue;
  queue.push(key(GLFW_KEY_ENTER, GLFW_PRESS));
  queue.push(key(GLFW_KEY_ENTER, GLFW_RELEASE));
  queue.push(key(GLFW_KEY_ENTER, GLFW_PRESS));
  EXPECT_EQ(portions(queue), (Sizes{1, 1, 1}));
}

TEST(InputQueue, keys_held_together_come_together) {
  InputQueue queue;
  queue.push(key(GLFW_KEY_LEFT_CONTROL, GLFW_PRESS, GLFW_MOD_CONTROL));
  queue.push(key(GLFW_KEY_A, GLFW_PRESS, GLFW_MOD_CONTROL));
  queue.push(key(GLFW_KEY_A, GLFW_RELEASE, GLFW_MOD_CONTROL));
  queue.push(key(GLFW_KEY_LEFT_CONTROL, GLFW_RELEASE));
  EXPECT_EQ(portions(queue), (Sizes{2, 1, 1}));
}

TEST(InputQueue, a_modifier_let_go_first_leaves_the_key_its_meaning) {
  InputQueue queue;
  queue.push(key(GLFW_KEY_A, GLFW_PRESS, GLFW_MOD_CONTROL));
  queue.push(key(GLFW_KEY_LEFT_CONTROL, GLFW_RELEASE, GLFW_MOD_CONTROL));
  queue.push(key(GLFW_KEY_A, GLFW_RELEASE));
  EXPECT_EQ(portions(queue), (Sizes{1, 2}));
}

TEST(InputQueue, a_key_that_lost_its_modifier_is_let_go_later) {
  InputQueue queue;
  queue.push(key(GLFW_KEY_A, GLFW_PRESS, GLFW_MOD_CONTROL));
  queue.push(key(GLFW_KEY_A, GLFW_RELEASE));
  EXPECT_EQ(portions(queue), (Sizes{1, 1}));
}

TEST(InputQueue, typing_is_not_held_up) {
  InputQueue queue;
  for (const int letter : {GLFW_KEY_E, GLFW_KEY_L, GLFW_KEY_E}) {
    queue.push(key(letter, GLFW_PRESS));
    queue.push(character(letter));
    queue.push(key(letter, GLFW_RELEASE));
  }
  EXPECT_EQ(portions(queue), Sizes{9});
}

TEST(InputQueue, a_click_is_two_portions_and_keys_wait_for_it) {
  InputQueue queue;
  queue.push(button(GLFW_PRESS, 5));
  queue.push(button(GLFW_RELEASE, 5));
  queue.push(key(GLFW_KEY_E, GLFW_PRESS));
  queue.push(character('e'));
  queue.push(button(GLFW_PRESS, 9));
  EXPECT_EQ(portions(queue), (Sizes{1, 1, 3}));
}

TEST(InputQueue, a_click_waits_for_keys_before_it) {
  InputQueue queue;
  queue.push(key(GLFW_KEY_ENTER, GLFW_PRESS));
  queue.push(button(GLFW_PRESS));
  queue.push(scroll());
  EXPECT_EQ(portions(queue), (Sizes{1, 1, 1}));
  EXPECT_TRUE(queue.next_portion().empty());
}

}  // namespace
}  // namespace spoor::gui
