#pragma once
/// Of several askers, only the one with the latest generation is worth answering.

#include <cstdint>
#include <mutex>
#include <optional>
#include <stop_token>

namespace spoor {

/// Thread-safe.
class Latest {
 public:
  /// Announces `generation` and stops older work. The token tells when a later generation comes; nothing where one
  /// has come already.
  std::optional<std::stop_token> enter(std::int64_t generation) {
    const std::scoped_lock lock(mutex_);
    if (entered_ && generation < *entered_) return std::nullopt;
    if (!entered_ || generation > *entered_) {
      stop_.request_stop();
      stop_ = std::stop_source();
      entered_ = generation;
    }
    return stop_.get_token();
  }

 private:
  std::mutex mutex_;
  std::optional<std::int64_t> entered_;
  std::stop_source stop_;
};

}  // namespace spoor
