#include "workbench/background.h"

#include <gmock/gmock.h>

#include <atomic>
#include <condition_variable>
#include <future>
#include <mutex>
#include <stdexcept>
#include <thread>

namespace spoor {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

/// Ticks until it is cancelled.
Background::Work until_cancelled(std::promise<void>& begun) {
  return [&begun](const Job& job) -> Background::Delivery {
    begun.set_value();
    for (;;) job.tick(0, 0);
  };
}

TEST(background, delivers_on_the_calling_thread_in_the_order_of_a_lane) {
  Background background;
  std::vector<int> order;
  const auto here = std::this_thread::get_id();
  for (int i = 0; i < 5; ++i) {
    background.start("lane", "", [&, i](const Job&) {
      EXPECT_NE(std::this_thread::get_id(), here);
      return [&, i] {
        EXPECT_EQ(std::this_thread::get_id(), here);
        order.push_back(i);
      };
    });
  }
  EXPECT_FALSE(background.idle());
  background.finish();
  EXPECT_THAT(order, ElementsAre(0, 1, 2, 3, 4));
  EXPECT_TRUE(background.idle());
  EXPECT_FALSE(background.deliver());
}

TEST(background, runs_lanes_side_by_side) {
  Background background;
  std::promise<void> met;
  background.start("waits", "", [&](const Job&) -> Background::Delivery {
    met.get_future().wait();
    return {};
  });
  background.start("meets", "", [&](const Job&) -> Background::Delivery {
    met.set_value();
    return {};
  });
  background.finish();
  EXPECT_TRUE(background.idle());
}

TEST(background, wakes_the_main_thread_once_until_it_looks) {
  std::atomic<int> wakes{0};
  Background background([&] { ++wakes; });
  std::promise<void> go;
  auto gone = go.get_future().share();
  for (int i = 0; i < 3; ++i) {
    background.start("lane " + std::to_string(i), "", [gone](const Job&) -> Background::Delivery {
      gone.wait();
      return [] {};
    });
  }
  go.set_value();
  int delivered = 0;
  while (!background.idle()) {
    if (background.deliver()) ++delivered;
    std::this_thread::yield();
  }
  EXPECT_GE(wakes, 1);
  EXPECT_LE(wakes, 3);
  EXPECT_GE(delivered, 1);
}

TEST(background, lists_titled_work_with_its_progress) {
  Background background;
  std::promise<void> ticked, go;
  background.start("quiet", "", [](const Job&) { return Background::Delivery(); });
  const auto id = background.start("loud", "decoding", [&](const Job& job) -> Background::Delivery {
    job.tick(3, 10);
    ticked.set_value();
    go.get_future().wait();
    return {};
  });
  ticked.get_future().wait();
  const auto list = background.activities();
  ASSERT_THAT(list, SizeIs(1));
  EXPECT_EQ(list[0].id, id);
  EXPECT_EQ(list[0].title, "decoding");
  EXPECT_EQ(list[0].done, 3);
  EXPECT_EQ(list[0].total, 10);
  EXPECT_FALSE(list[0].cancelling);
  go.set_value();
  background.finish();
  EXPECT_THAT(background.activities(), IsEmpty());
}

TEST(background, cancels_what_runs_and_drops_what_waits) {
  Background background;
  std::promise<void> begun;
  std::vector<std::string> order;
  const auto running = background.start("lane", "runs", until_cancelled(begun), [&] { order.emplace_back("running"); });
  const auto waiting = background.start(
      "lane", "waits",
      [&](const Job&) -> Background::Delivery {
        ADD_FAILURE() << "was cancelled before its turn";
        return {};
      },
      [&] { order.emplace_back("waiting"); });
  begun.get_future().wait();
  background.cancel(waiting);
  background.deliver();
  EXPECT_THAT(order, ElementsAre("waiting"));
  background.cancel(running);
  background.finish();
  EXPECT_THAT(order, ElementsAre("waiting", "running"));
}

TEST(background, clears_a_lane_and_leaves_the_others) {
  Background background;
  std::promise<void> begun;
  int done = 0, dropped = 0;
  background.start("cleared", "", until_cancelled(begun), [&] { ++dropped; });
  background.start(
      "cleared", "", [&](const Job&) { return [&] { ++done; }; }, [&] { ++dropped; });
  background.start(
      "other", "", [&](const Job&) { return [&] { ++done; }; }, [&] { ++dropped; });
  begun.get_future().wait();
  background.clear("cleared");
  background.finish();
  EXPECT_EQ(done, 1);
  EXPECT_EQ(dropped, 2);
}

TEST(background, tells_of_an_exception) {
  Background background;
  std::vector<std::string> told;
  bool dropped = false;
  background.on_failure([&](const Error& error) { told.push_back(to_text(error)); });
  background.start(
      "lane", "sums", [](const Job&) -> Background::Delivery { throw std::runtime_error("no sum"); },
      [&] { dropped = true; });
  background.finish();
  EXPECT_THAT(told, ElementsAre("sums: an unexpected error: no sum"));
  EXPECT_TRUE(dropped);
}

TEST(background, throws_an_exception_on_where_nobody_is_told) {
  Background background;
  bool later = false;
  background.start("lane", "", [](const Job&) -> Background::Delivery { throw std::runtime_error("no sum"); });
  background.start("lane", "", [&](const Job&) { return [&] { later = true; }; });
  EXPECT_THROW(background.finish(), std::runtime_error);
  background.finish();
  EXPECT_TRUE(later) << "what follows is not lost";
}

TEST(background, takes_deliveries_in_mid_work) {
  Background background;
  std::vector<int> order;
  background.start("lane", "", [&](const Job&) {
    for (int i = 0; i < 3; ++i) background.post([&, i] { order.push_back(i); });
    return [&] { order.push_back(3); };
  });
  background.finish();
  EXPECT_THAT(order, ElementsAre(0, 1, 2, 3));
}

TEST(background, a_delivery_may_start_more_work) {
  Background background;
  int rounds = 0;
  std::function<void()> again = [&] {
    if (++rounds < 4) background.start("lane", "", [&](const Job&) { return again; });
  };
  background.start("lane", "", [&](const Job&) { return again; });
  background.finish();
  EXPECT_EQ(rounds, 4);
}

TEST(background, finishes_kept_lanes_and_cancels_the_others_at_the_end) {
  std::atomic<int> written{0}, computed{0};
  bool delivered = false;
  {
    Background background;
    std::promise<void> begun;
    background.start("computing", "", until_cancelled(begun));
    background.start("computing", "", [&](const Job&) -> Background::Delivery {
      ++computed;
      return {};
    });
    begun.get_future().wait();
    std::promise<void> writing;
    for (int i = 0; i < 10; ++i) {
      background.start("=case", "", [&, i](const Job& job) -> Background::Delivery {
        if (i == 0) writing.set_value();
        job.tick(0, 0);
        ++written;
        return [&] { delivered = true; };
      });
    }
    writing.get_future().wait();
  }
  EXPECT_EQ(written, 10);
  EXPECT_EQ(computed, 0);
  EXPECT_FALSE(delivered);
}

TEST(background, what_a_work_holds_goes_on_its_own_thread) {
  struct Held {
    explicit Held(std::promise<std::thread::id>& gone) : gone_(gone) {}
    ~Held() { gone_.set_value(std::this_thread::get_id()); }
    std::promise<std::thread::id>& gone_;
  };
  Background background;
  std::promise<std::thread::id> gone;
  auto held = std::make_shared<Held>(gone);
  background.start("lane", "", [held = std::move(held)](const Job&) { return Background::Delivery(); });
  EXPECT_NE(gone.get_future().get(), std::this_thread::get_id());
}

TEST(background, an_answer_to_something_gone_is_dropped) {
  auto alive = std::make_shared<int>(0);
  int called = 0;
  const auto delivery = while_alive(alive, [&] { ++called; });
  delivery();
  alive.reset();
  delivery();
  EXPECT_EQ(called, 1);
}

TEST(background, attempted_turns_exceptions_into_errors) {
  const auto thrown = attempted([]() -> Result<int> { throw std::runtime_error("no memory"); });
  EXPECT_EQ(thrown.error().sentence, "an unexpected error: no memory");
  EXPECT_EQ(attempted([]() -> Result<int> { return 3; }), 3);
  EXPECT_THROW(attempted([]() -> Result<int> { throw Cancelled(); }), Cancelled);
}

}  // namespace
}  // namespace spoor
