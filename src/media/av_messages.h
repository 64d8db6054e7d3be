#pragma once
/// What libav says while it works: nothing is printed, errors are kept for whoever owns the context.

#include <cstdint>
#include <mutex>
#include <string>
#include <vector>

namespace spoor {

/// Collects the error messages of the contexts whose `opaque` points here. Thread-safe (a decoder's threads
/// write, the reader asks). The first use in a process replaces libav's log, which would go to standard error.
class AvMessages {
 public:
  AvMessages();
  ~AvMessages();
  AvMessages(const AvMessages&) = delete;
  AvMessages& operator=(const AvMessages&) = delete;

  /// Messages of level "error" or worse since the last clear().
  std::int64_t errors() const;

  /// The first few different ones, printable.
  std::vector<std::string> texts() const;

  void clear();
  void add(std::string text);

 private:
  mutable std::mutex mutex_;  ///< guards what follows
  std::int64_t errors_ = 0;
  std::vector<std::string> texts_;
};

}  // namespace spoor
