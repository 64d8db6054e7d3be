#include "gui/items.h"

#include "support/paths.h"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

namespace spoor::gui {
namespace {

std::string text_of(const std::filesystem::path& file) {
  std::ostringstream text;
  text << std::ifstream(file).rdbuf();
  return text.str();
}

TEST(Items, are_written_with_their_place_on_the_screen) {
  const test::TemporaryDir dir;
  const auto file = dir.path() / "items";
  list_items_in(file);
  place_items({100, 50}, {2, 2});
  name_rectangle("passes.run", {10, 20}, {40, 30});
  tell_state("frame", "12\t13");
  write_items();
  EXPECT_EQ(text_of(file), "passes.run\t120 90 60 20\nstate\tframe=12 13\n");
  // States stay, rectangles are those of the redraw.
  tell_state("results", "3");
  write_items();
  EXPECT_EQ(text_of(file), "state\tframe=12 13\nstate\tresults=3\n");
  list_items_in({});
}

TEST(Items, nothing_is_written_unless_asked_for_or_changed) {
  const test::TemporaryDir dir;
  const auto file = dir.path() / "items";
  name_rectangle("a", {0, 0}, {1, 1});
  write_items();
  EXPECT_FALSE(std::filesystem::exists(file));
  list_items_in(file);
  tell_state("a", "1");
  write_items();
  std::filesystem::remove(file);
  tell_state("a", "1");
  write_items();
  EXPECT_FALSE(std::filesystem::exists(file));
  list_items_in({});
}

}  // namespace
}  // namespace spoor::gui
