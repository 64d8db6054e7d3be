#pragma once
/// Parallel loops whose result does not depend on the number of threads.

#include <cstdint>
#include <functional>
#include <memory>

namespace spoor {

/// Calls `body(begin, end)` for consecutive blocks of `block` indices that cover [0, count), on the common
/// thread pool (oneTBB). Blocks are the same for any number of threads; a body writes only to what belongs to
/// its own block. An exception thrown by a body (Cancelled, say) ends the loop and is rethrown here.
void for_blocks(std::int64_t count, std::int64_t block,
                const std::function<void(std::int64_t begin, std::int64_t end)>& body);

/// Limits the common pool to `threads` (0: all processors) for as long as the object lives.
class ThreadLimit {
 public:
  explicit ThreadLimit(int threads);
  ~ThreadLimit();
  ThreadLimit(const ThreadLimit&) = delete;
  ThreadLimit& operator=(const ThreadLimit&) = delete;

 private:
  struct Control;
  std::unique_ptr<Control> control_;
};

}  // namespace spoor
