#pragma once
/// Work beside the main thread: whatever reads, decodes, computes or writes.

#include "base/job.h"
#include "base/result.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <type_traits>
#include <vector>

namespace spoor {

/// Work in progress, as a status bar shows it.
struct Activity {
  std::uint64_t id = 0;
  std::string title;
  std::int64_t done = 0, total = 0;  ///< total 0: unknown
  bool cancelling = false;
};

/// Runs work on threads of its own and brings what it gives back to the main thread.
///
/// All member functions but post() are for the main thread; `wake` is called from the others.
class Background {
 public:
  /// What a finished work does on the main thread.
  using Delivery = std::function<void()>;
  /// Runs beside the main thread. May throw Cancelled.
  using Work = std::function<Delivery(const Job&)>;

  /// `wake`: called when deliver() has something to do or progress changed; may be empty.
  explicit Background(std::function<void()> wake = {});

  /// Cancels all work but that of kept lanes, waits for its end, delivers nothing.
  ~Background();
  Background(const Background&) = delete;
  Background& operator=(const Background&) = delete;

  /// Works of one `lane` run one after the other in the order of their start; lanes run side by side. A work with an
  /// empty title is not listed. Lanes whose name begins with '=' are kept: their work is finished even when the
  /// program ends (writing). `dropped` is delivered in place of what the work gives where it was cancelled before or
  /// while it ran, or ended in an exception.
  std::uint64_t start(std::string lane, std::string title, Work work, Delivery dropped = {});

  /// Thread-safe: runs `delivery` on the main thread, after what was finished before. For results in mid-work.
  void post(Delivery delivery);

  /// Told, on the main thread, of works that ended in an exception. Without it deliver() throws it on.
  void on_failure(std::function<void(const Error&)> told);

  /// Drops what waits in `lane` and cancels what runs there.
  void clear(const std::string& lane);
  void cancel(std::uint64_t id);

  /// Runs the deliveries of finished work, in order. True where there was any.
  bool deliver();

  /// Waits until no work is left, delivering meanwhile. For tests and for the end of the program.
  void finish();

  /// 1, 2, 3 ...: for names of lanes.
  std::uint64_t next_number();

  std::vector<Activity> activities() const;  ///< titled work, oldest first
  bool idle() const;                         ///< nothing runs, waits, or is to be delivered

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// `call()`, a Result, with what it throws as an error, so that whoever waits for an answer gets one. Cancelled goes
/// on.
template <class Call>
std::invoke_result_t<Call> attempted(Call&& call) {
  try {
    return call();
  } catch (const Cancelled&) {
    throw;
  } catch (const std::exception& thrown) {
    return failure(Fault::kInternal, std::string("an unexpected error: ") + thrown.what());
  }
}

/// Wraps a delivery for something that may be gone by then: `alive` is watched, not kept.
inline Background::Delivery while_alive(std::weak_ptr<const void> alive, Background::Delivery delivery) {
  return [alive = std::move(alive), delivery = std::move(delivery)] {
    if (!alive.expired()) delivery();
  };
}

}  // namespace spoor
