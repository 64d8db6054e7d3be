#pragma once
/// SIGINT and SIGTERM as a request to stop: work is cancelled cleanly and what is finished is kept.

#include <pthread.h>

#include <atomic>
#include <csignal>
#include <stop_token>
#include <thread>

namespace spoor::cli {

/// Made before any other thread. A second signal ends the program at once.
class Interrupt {
 public:
  Interrupt();
  ~Interrupt();
  Interrupt(const Interrupt&) = delete;
  Interrupt& operator=(const Interrupt&) = delete;

  std::stop_token token() const { return stop_.get_token(); }

 private:
  std::stop_source stop_;
  std::atomic<bool> over_ = false;
  sigset_t signals_{};
  std::thread waiter_;
};

}  // namespace spoor::cli
