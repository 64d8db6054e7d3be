#include "engine/worker_warm_up.h"

#include "media/metadata.h"

#include <opencv2/core.hpp>
#include <opencv2/core/utility.hpp>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdlib>
#include <ctime>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace spoor {
namespace {

void limit(__rlimit_resource resource, rlim_t value) {
  const rlimit both{value, value};
  ::setrlimit(resource, &both);
}

}  // namespace

void limit_process(std::int64_t memory_mb) {
  // Tied to the thread that started this process, which lives as long as the session.
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  limit(RLIMIT_CORE, 0);
  limit(RLIMIT_NOFILE, 64);
#ifdef SPOOR_SANITIZED
  // A sanitizer writes reports and reserves more address space than there is memory.
  (void)memory_mb;
#else
  limit(RLIMIT_FSIZE, 0);
  if (memory_mb > 0) limit(RLIMIT_AS, static_cast<rlim_t>(memory_mb) << 20);
#endif
}

void warm_up() {
  ::setenv("TZ", "UTC0", 1);
  ::tzset();
  // A second allocator arena, grown and shrunk: the first shrinking reads a kernel setting from /proc.
  std::jthread([] {
    const auto block = std::make_unique<std::vector<char>>(std::size_t{16} << 20);
    static_cast<volatile char&>((*block)[0]) = 1;
  }).join();
  // Each thread of the pool takes one turn and waits for the others, so that all are started; on a busy machine not
  // for long, since a thread that starts late opens nothing either.
  std::mutex mutex;
  std::condition_variable all_here;
  int here = 0;
  const int width = tbb::this_task_arena::max_concurrency();
  tbb::parallel_for(
      0, width,
      [&](int) {
        std::unique_lock lock(mutex);
        if (++here == width) all_here.notify_all();
        all_here.wait_for(lock, std::chrono::milliseconds(20), [&] { return here >= width; });
      },
      tbb::simple_partitioner());
  std::atomic<int> rows{0};
  cv::parallel_for_(cv::Range(0, 64), [&](const cv::Range& range) { rows += range.size(); });
  initialise_metadata_reader();
}

}  // namespace spoor
