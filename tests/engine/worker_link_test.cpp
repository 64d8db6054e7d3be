#include "engine/worker_link.h"

#include "engine/worker_main.h"
#include "support/built_paths.h"

#include <gtest/gtest.h>
#include <signal.h>

#include <mutex>
#include <vector>

namespace spoor {
namespace {

TEST(WorkerLink, the_way_a_worker_ended_is_told_in_words) {
  const Error killed = death_of({true, SIGKILL}, "a.mp4");
  EXPECT_EQ(killed.fault, Fault::kCrashed);
  EXPECT_EQ(killed.sentence, "the worker process died of signal 9 (killed) while reading this file");
  EXPECT_EQ(killed.subject, "a.mp4");
  EXPECT_EQ(death_of({false, kWorkerOutOfMemory}, "a.mp4").fault, Fault::kOutOfMemory);
  EXPECT_EQ(death_of({false, 7}, "a.mp4").sentence, "the worker process ended with status 7 while reading this file");
  EXPECT_NE(death_of({true, 63}, "a.mp4").sentence.find("signal 63"), std::string::npos) << "a signal without a name";
}

WorkerStart quiet_start(const char* mode) {
  ::setenv("SPOOR_TEST_WORKER_MODE", mode, 1);
  return {test::test_worker(), {1024, 1}, 1, "a.mp4", {}};
}

struct Links : testing::Test {
  ~Links() override { ::unsetenv("SPOOR_TEST_WORKER_MODE"); }
};

TEST_F(Links, silence_counts_only_while_somebody_waits) {
  auto link = WorkerLink::start(quiet_start("silent"));
  ASSERT_TRUE(link);
  // No call: the worker may be silent as long as it likes. The call that comes then has its full second.
  const auto call = (*link)->call(MessageType::kCall, {nlohmann::json::object(), {}});
  const auto answer = call->next();
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().fault, Fault::kTimedOut);
  EXPECT_EQ((*link)->call(MessageType::kCall, {nlohmann::json::object(), {}})->next().error().fault, Fault::kTimedOut)
      << "it is gone for good";
}

TEST_F(Links, every_call_learns_of_the_end) {
  auto link = WorkerLink::start(quiet_start("silent"));
  ASSERT_TRUE(link);
  const auto one = (*link)->call(MessageType::kCall, {nlohmann::json::object(), {}});
  const auto two = (*link)->call(MessageType::kCall, {nlohmann::json::object(), {}});
  const Error broken = (*link)->broken();
  EXPECT_EQ(broken.fault, Fault::kCrashed);
  EXPECT_EQ(one->next().error().sentence, broken.sentence);
  EXPECT_EQ(two->next().error().sentence, broken.sentence);
}

TEST_F(Links, a_death_is_told_once_and_an_end_that_was_asked_for_is_none) {
  std::vector<Error> told;
  std::mutex mutex;
  WorkerStart start = quiet_start("silent");
  start.on_death = [&](const Error& death) {
    const std::scoped_lock lock(mutex);
    told.push_back(death);
  };
  {
    auto link = WorkerLink::start(start);
    ASSERT_TRUE(link);
    // Its silence during the call ends it.
    EXPECT_FALSE((*link)->call(MessageType::kCall, {nlohmann::json::object(), {}})->next());
  }
  ASSERT_EQ(told.size(), 1u);
  EXPECT_EQ(told.front().fault, Fault::kTimedOut);
  {
    auto link = WorkerLink::start(start);
    ASSERT_TRUE(link);
    (*link)->end();
  }
  {
    auto link = WorkerLink::start(start);
    ASSERT_TRUE(link);
  }
  EXPECT_EQ(told.size(), 1u);
}

}  // namespace
}  // namespace spoor
