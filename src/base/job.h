#pragma once
/// Progress and cancellation of long work, in one call.

#include <cstdint>
#include <exception>
#include <functional>
#include <stop_token>

namespace spoor {

/// Thrown by Job::tick when somebody asked for the work to stop. Ends in the engine.
class Cancelled : public std::exception {
 public:
  const char* what() const noexcept override { return "cancelled"; }
};

/// Handed down into every piece of long work, which calls tick once per row or frame.
///
/// Thread-safe if the progress function is; cheap to copy.
class Job {
 public:
  using Progress = std::function<void(std::int64_t done, std::int64_t total)>;

  /// A job that nobody watches and nobody cancels.
  Job() = default;
  explicit Job(std::stop_token stop, Progress progress = {});

  /// Reports that `done` of `total` units are finished (total 0: unknown). Throws Cancelled when asked to stop.
  void tick(std::int64_t done, std::int64_t total) const;

  bool cancelled() const { return stop_.stop_requested(); }

  /// For whoever must hear of a cancellation at once instead of at the next tick.
  const std::stop_token& stop_token() const { return stop_; }

 private:
  std::stop_token stop_;
  Progress progress_;
};

}  // namespace spoor
