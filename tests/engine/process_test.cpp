#include "engine/process.h"

#include "engine/channel.h"
#include "support/built_paths.h"

#include <gtest/gtest.h>
#include <signal.h>

namespace spoor {
namespace {

TEST(Process, a_child_that_is_killed_or_leaves_is_told_apart) {
  auto ends = Channel::pair();
  auto leaving = ChildProcess::start("/bin/true", ends->second);
  ASSERT_TRUE(leaving);
  const ProcessEnd left = leaving->wait(std::chrono::seconds(30));
  EXPECT_FALSE(left.by_signal);
  EXPECT_EQ(left.code, 0);

  auto staying = ChildProcess::start(test::test_worker(), ends->second);
  ASSERT_TRUE(staying);
  staying->kill();
  const ProcessEnd killed = staying->wait(std::chrono::seconds(30));
  EXPECT_TRUE(killed.by_signal);
  EXPECT_EQ(killed.code, SIGKILL);
}

TEST(Process, patience_ends) {
  auto ends = Channel::pair();
  auto staying = ChildProcess::start(test::test_worker(), ends->second);
  ASSERT_TRUE(staying);
  EXPECT_TRUE(staying->wait(std::chrono::milliseconds(10)).by_signal);
}

TEST(Process, no_program_is_an_error) {
  auto ends = Channel::pair();
  EXPECT_EQ(ChildProcess::start("/nonexistent/program", ends->second).error().fault, Fault::kInternal);
}

}  // namespace
}  // namespace spoor
