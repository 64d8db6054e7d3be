#include "base/parallel.h"

#include <tbb/global_control.h>
#include <tbb/parallel_for.h>

#include <algorithm>

namespace spoor {

void for_blocks(std::int64_t count, std::int64_t block,
                const std::function<void(std::int64_t begin, std::int64_t end)>& body) {
  const std::int64_t step = std::max<std::int64_t>(block, 1);
  const std::int64_t blocks = (count + step - 1) / step;
  tbb::parallel_for(std::int64_t{0}, blocks, [&](std::int64_t i) { body(i * step, std::min(count, (i + 1) * step)); });
}

struct ThreadLimit::Control {
  tbb::global_control limit;
};

ThreadLimit::ThreadLimit(int threads) {
  if (threads > 0) {
    control_.reset(new Control{{tbb::global_control::max_allowed_parallelism, static_cast<std::size_t>(threads)}});
  }
}

ThreadLimit::~ThreadLimit() = default;

}  // namespace spoor
