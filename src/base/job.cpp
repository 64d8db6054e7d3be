#include "base/job.h"

#include <utility>

namespace spoor {

Job::Job(std::stop_token stop, Progress progress) : stop_(std::move(stop)), progress_(std::move(progress)) {}

void Job::tick(std::int64_t done, std::int64_t total) const {
  if (stop_.stop_requested()) throw Cancelled();
  if (progress_) progress_(done, total);
}

}  // namespace spoor
