#include "engine/request_plan.h"

#include "support/fake_passes.h"

#include <gmock/gmock.h>

namespace spoor {
namespace {

PassDescriptor pass(std::string id, std::vector<std::string> needs = {}) {
  auto made = test::fake_pass(std::move(id), FrameChoice::kNone);
  made.needs.passes = std::move(needs);
  return made;
}

PassRequest ask(std::string id, FrameRange frames = {}) {
  PassRequest request;
  request.pass = std::move(id);
  request.frames = frames;
  return request;
}

TEST(RequestPlan, what_is_needed_is_added_with_what_that_needs) {
  const std::vector<PassDescriptor> passes{pass("a", {"b"}), pass("b", {"c"}), pass("c")};
  const auto all = with_needed(passes, {ask("a", {2, 5})});
  ASSERT_TRUE(all);
  ASSERT_EQ(all->size(), 3u);
  EXPECT_EQ((*all)[1].pass, "b");
  EXPECT_EQ((*all)[2].pass, "c");
  EXPECT_EQ((*all)[2].frames, (FrameRange{2, 5}));

  const auto plan = plan_requests(passes, *all, {}, "sha");
  ASSERT_TRUE(plan);
  EXPECT_EQ((*plan)[0].wave, 2);
  EXPECT_EQ((*plan)[1].wave, 1);
  EXPECT_EQ((*plan)[2].wave, 0);
}

TEST(RequestPlan, other_frames_need_a_result_of_their_own) {
  const std::vector<PassDescriptor> passes{pass("a", {"b"}), pass("b")};
  const auto all = with_needed(passes, {ask("a", {0, 9}), ask("b", {5, 6})});
  ASSERT_EQ(all->size(), 3u);
  const auto plan = plan_requests(passes, *all, {}, "sha");
  EXPECT_EQ((*plan)[0].needed.at("b"), 2u);
}

TEST(RequestPlan, keys_tell_questions_apart_and_depend_on_what_is_read) {
  std::vector<PassDescriptor> passes{pass("a", {"b"}), pass("b")};
  const auto first = plan_requests(passes, {ask("a"), ask("b")}, {}, "sha");
  const auto same = plan_requests(passes, {ask("b"), ask("a")}, {}, "sha");
  EXPECT_EQ((*first)[0].key, (*same)[1].key);
  EXPECT_NE((*first)[0].key, (*first)[1].key);
  passes[1].version = 2;
  const auto later = plan_requests(passes, {ask("a"), ask("b")}, {}, "sha");
  EXPECT_NE((*first)[0].key, (*later)[0].key) << "the result it reads is another";

  PassResult known;
  known.pass = "b";
  known.provenance.key = (*later)[1].key;
  const auto reused = plan_requests(passes, {ask("a")}, {known}, "sha");
  EXPECT_EQ((*reused)[0].key, (*later)[0].key);
}

TEST(RequestPlan, unknown_passes_missing_needs_and_circles_are_refused) {
  const std::vector<PassDescriptor> passes{pass("a", {"b"}), pass("b", {"a"}), pass("c", {"c"}), pass("d", {"e"})};
  EXPECT_EQ(with_needed(passes, {ask("x")}).error().subject, "x");
  EXPECT_EQ(with_needed(passes, {ask("d")}).error().subject, "e");
  EXPECT_EQ(plan_requests(passes, {ask("d")}, {}, "sha").error().fault, Fault::kBadArgument);
  for (const char* circle : {"a", "c"}) {
    const auto all = with_needed(passes, {ask(circle)});
    ASSERT_TRUE(all);
    EXPECT_EQ(plan_requests(passes, *all, {}, "sha").error().fault, Fault::kBadArgument);
  }
}

}  // namespace
}  // namespace spoor
