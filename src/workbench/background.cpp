#include "workbench/background.h"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>
#include <thread>
#include <utility>

namespace spoor {
namespace {

using Clock = std::chrono::steady_clock;

/// A thread that has run out of work waits so long for more before it ends.
constexpr std::chrono::seconds kLinger{2};
/// Progress asks for a redraw no more often.
constexpr std::chrono::milliseconds kProgressInterval{80};

struct Item {
  std::uint64_t id = 0;
  std::string title;
  Background::Work work;
  Background::Delivery dropped;
  std::stop_source stop;
  std::int64_t done = 0, total = 0;
};

}  // namespace

struct Background::State {
  std::function<void()> wake;
  std::function<void(const Error&)> told;  ///< main thread only

  struct Lane {
    std::deque<std::shared_ptr<Item>> waiting;
    std::shared_ptr<Item> running;
    bool kept = false;
    bool ended = false;  ///< its thread will take nothing more
    std::jthread thread;
  };

  mutable std::mutex mutex;  ///< guards all below
  std::condition_variable changed;
  std::map<std::string, Lane> lanes;
  std::map<std::uint64_t, std::shared_ptr<Item>> items;
  std::deque<Delivery> finished;
  std::uint64_t last_id = 0, last_number = 0;
  bool ending = false, woken = false;
  Clock::time_point progress_told;

  /// With the mutex held: whether the main thread is to be woken.
  bool must_wake() { return wake && !std::exchange(woken, true); }

  void run_lane(Lane& lane) {
    std::unique_lock lock(mutex);
    for (;;) {
      changed.wait_for(lock, kLinger, [&] { return ending || !lane.waiting.empty(); });
      if (lane.waiting.empty()) break;
      lane.running = std::move(lane.waiting.front());
      lane.waiting.pop_front();
      const auto item = lane.running;
      lock.unlock();
      Delivery delivery = outcome(*item);
      // What the work holds may take its time to go: not on the main thread.
      item->work = nullptr;
      lock.lock();
      lane.running.reset();
      items.erase(item->id);
      if (delivery) finished.push_back(std::move(delivery));
      // The end of a titled work changes a list that is on the screen.
      const bool wakes = (!finished.empty() || !item->title.empty()) && must_wake();
      changed.notify_all();
      if (wakes) {
        lock.unlock();
        wake();
        lock.lock();
      }
    }
    lane.ended = true;
  }

  Delivery outcome(Item& item) {
    if (item.stop.stop_requested()) return item.dropped;
    const Job job(item.stop.get_token(), [&](std::int64_t done, std::int64_t total) { progress(item, done, total); });
    try {
      return item.work(job);
    } catch (const Cancelled&) {
      return item.dropped;
    } catch (const std::exception& thrown) {
      return [this, dropped = item.dropped, thrown = std::current_exception(), title = item.title,
              text = std::string(thrown.what())] {
        if (dropped) dropped();
        if (!told) std::rethrow_exception(thrown);
        told({Fault::kInternal, "an unexpected error: " + text, title});
      };
    }
  }

  void progress(Item& item, std::int64_t done, std::int64_t total) {
    {
      const std::scoped_lock lock(mutex);
      item.done = done;
      item.total = total;
      const auto now = Clock::now();
      if (item.title.empty() || now - progress_told < kProgressInterval || !must_wake()) return;
      progress_told = now;
    }
    wake();
  }

  /// Drops what waits and tells what runs to stop, of those that are `meant`.
  template <class Meant>
  void stop(const Meant& meant) {
    // What is called by a stop, of others, is called without the mutex.
    std::vector<std::stop_source> stops;
    bool wakes = false;
    {
      const std::scoped_lock lock(mutex);
      for (auto& [name, lane] : lanes) {
        if (lane.running && meant(name, *lane.running)) stops.push_back(lane.running->stop);
        std::erase_if(lane.waiting, [&, &name = name](const std::shared_ptr<Item>& item) {
          if (!meant(name, *item)) return false;
          items.erase(item->id);
          if (item->dropped) finished.push_back(std::move(item->dropped));
          return true;
        });
      }
      wakes = !finished.empty() && must_wake();
    }
    for (auto& stop : stops) stop.request_stop();
    changed.notify_all();
    if (wakes) wake();
  }

  /// With the mutex held: takes away threads that have ended.
  void reap() {
    std::erase_if(lanes, [](const auto& lane) { return lane.second.ended; });
  }
};

Background::Background(std::function<void()> wake) : state_(std::make_unique<State>()) {
  state_->wake = std::move(wake);
}

Background::~Background() {
  std::vector<std::stop_source> stops;
  {
    const std::scoped_lock lock(state_->mutex);
    state_->ending = true;
    for (auto& [name, lane] : state_->lanes) {
      if (lane.kept) continue;
      lane.waiting.clear();
      if (lane.running) stops.push_back(lane.running->stop);
    }
  }
  for (auto& stop : stops) stop.request_stop();
  state_->changed.notify_all();
  for (auto& [name, lane] : state_->lanes) lane.thread.join();
}

std::uint64_t Background::start(std::string lane_name, std::string title, Work work, Delivery dropped) {
  auto item = std::make_shared<Item>();
  item->title = std::move(title);
  item->work = std::move(work);
  item->dropped = std::move(dropped);
  const std::scoped_lock lock(state_->mutex);
  state_->reap();
  item->id = ++state_->last_id;
  state_->items.emplace(item->id, item);
  auto& lane = state_->lanes[lane_name];
  lane.kept = lane_name.starts_with('=');
  lane.waiting.push_back(item);
  if (!lane.thread.joinable()) lane.thread = std::jthread([state = state_.get(), &lane] { state->run_lane(lane); });
  state_->changed.notify_all();
  return item->id;
}

void Background::post(Delivery delivery) {
  bool wakes = false;
  {
    const std::scoped_lock lock(state_->mutex);
    state_->finished.push_back(std::move(delivery));
    wakes = state_->must_wake();
  }
  state_->changed.notify_all();
  if (wakes) state_->wake();
}

void Background::on_failure(std::function<void(const Error&)> told) { state_->told = std::move(told); }

void Background::cancel(std::uint64_t id) {
  state_->stop([&](const std::string&, const Item& item) { return item.id == id; });
}

void Background::clear(const std::string& lane) {
  state_->stop([&](const std::string& name, const Item&) { return name == lane; });
}

bool Background::deliver() {
  bool any = false;
  // Only what is there now: deliveries start work whose answer may come at once, and a redraw is due in between.
  std::deque<Delivery> ready;
  {
    const std::scoped_lock lock(state_->mutex);
    state_->woken = false;
    state_->reap();
    ready.swap(state_->finished);
  }
  while (!ready.empty()) {
    const Delivery delivery = std::move(ready.front());
    ready.pop_front();
    any = true;
    try {
      delivery();
    } catch (...) {
      const std::scoped_lock lock(state_->mutex);
      state_->finished.insert(state_->finished.begin(), std::make_move_iterator(ready.begin()),
                              std::make_move_iterator(ready.end()));
      throw;
    }
  }
  return any;
}

void Background::finish() {
  for (;;) {
    deliver();
    std::unique_lock lock(state_->mutex);
    if (state_->items.empty() && state_->finished.empty()) return;
    state_->changed.wait(lock, [&] { return state_->items.empty() || !state_->finished.empty(); });
  }
}

std::uint64_t Background::next_number() {
  const std::scoped_lock lock(state_->mutex);
  return ++state_->last_number;
}

std::vector<Activity> Background::activities() const {
  const std::scoped_lock lock(state_->mutex);
  std::vector<Activity> list;
  for (const auto& [id, item] : state_->items) {
    if (item->title.empty()) continue;
    list.push_back({id, item->title, item->done, item->total, item->stop.stop_requested()});
  }
  return list;
}

bool Background::idle() const {
  const std::scoped_lock lock(state_->mutex);
  return state_->items.empty() && state_->finished.empty();
}

}  // namespace spoor
