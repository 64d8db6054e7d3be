#include "analysis/mark_notes.h"

#include <gtest/gtest.h>

namespace spoor {
namespace {

TEST(MarkNotes, what_a_pass_draws_is_a_suggestion_of_its_frame) {
  const Region region = drawn_region("light.1", Shape::kLine, {{1, 2}, {3, 4}}, "light", 7);
  EXPECT_EQ(region.id, "light.1");
  EXPECT_EQ(region.role, "suggested");
  EXPECT_EQ(region.points.size(), 2u);
  EXPECT_TRUE(region.frames.contains(7));
  EXPECT_FALSE(region.frames.contains(8));
}

TEST(MarkNotes, what_may_become_a_mark_says_of_which_role) {
  const Region region = suggested_mark("edge.1", Shape::kLine, {{1, 2}, {3, 4}}, "vertical", "edge A", 7);
  EXPECT_EQ(region.role, "vertical");
  EXPECT_EQ(region.label, "edge A");
  EXPECT_TRUE(region.frames.contains(7));
}

TEST(MarkNotes, marks_that_were_of_no_use_are_told_with_the_first_reason) {
  PassOutput output;
  note_left_out(output, {}, "of the marks could not be used");
  EXPECT_TRUE(output.observations.empty());
  note_left_out(output, {"m1: it is no \x01line", "m2: too"}, "of the marks could not be used");
  ASSERT_EQ(output.observations.size(), 1u);
  const std::string& said = output.observations.front().statement;
  EXPECT_EQ(said.find("2 of the marks could not be used: m1: it is no "), 0u) << said;
  EXPECT_EQ(said.find('\x01'), std::string::npos) << "printable";
  EXPECT_NE(said.find("..."), std::string::npos);
}

}  // namespace
}  // namespace spoor
