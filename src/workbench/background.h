#pragma once
/// Work beside the main thread: whatever reads, decodes, computes or writes.

#include "base/job.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
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
/// All member functions are for the main thread; `wake` is called from the others.
class Background {
 public:
  /// What a finished work does on the main thread.
  using Delivery = std::function<void()>;
  /// Runs beside the main thread. May throw Cancelled: then nothing is delivered.
  using Work = std::function<Delivery(const Job&)>;

  /// `wake`: called when deliver() has something to do or progress changed; may be empty.
  explicit Background(std::function<void()> wake = {});

  /// Cancels all work but that of kept lanes, waits for its end, delivers nothing.
  ~Background();
  Background(const Background&) = delete;
  Background& operator=(const Background&) = delete;

  /// Works of one `lane` run one after the other in the order of their start; lanes run side by side. A work with an
  /// empty title is not listed. Lanes whose name begins with '=' are kept: their work is finished even when the
  /// program ends (writing).
  std::uint64_t start(std::string lane, std::string title, Work work);

  /// Drops what waits in `lane` and cancels what runs there.
  void clear(const std::string& lane);
  void cancel(std::uint64_t id);

  /// Runs the deliveries of finished work, in order. True where there was any.
  bool deliver();

  /// Waits until no work is left, delivering meanwhile. For tests and for the end of the program.
  void finish();

  std::vector<Activity> activities() const;  ///< titled work, oldest first
  bool idle() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace spoor
