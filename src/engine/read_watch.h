#pragma once
/// Reading of a file's bytes as a sign of life, for work that cannot say how far it is.

#include "media/byte_source.h"

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>

namespace spoor {

/// Thread-safe.
class ReadWatch {
 public:
  /// `tell` is called from any thread whenever reading gets on.
  explicit ReadWatch(std::function<void()> tell) : tell_(std::move(tell)) {}

  /// Another piece of work begins: what it reads counts anew.
  void begin() { ++work_; }

  std::uint64_t work() const { return work_; }
  void got_on() const {
    if (tell_) tell_();
  }

 private:
  std::function<void()> tell_;
  std::atomic<std::uint64_t> work_{0};
};

/// `bytes`, telling `watch` of every read that gets on: one that touches a stretch of the file which was read fewer
/// than kReadsThatCount times since the work began. Honest readers go through a file a few times; a loop over the same
/// bytes falls silent.
std::shared_ptr<const ByteSource> watched(std::shared_ptr<const ByteSource> bytes, std::shared_ptr<ReadWatch> watch);

inline constexpr int kReadsThatCount = 8;
inline constexpr std::int64_t kSmallestStretch = 64 * 1024;
inline constexpr std::int64_t kMaxStretches = 64 * 1024;

}  // namespace spoor
