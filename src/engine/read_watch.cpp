#include "engine/read_watch.h"

#include <algorithm>
#include <mutex>
#include <utility>
#include <vector>

namespace spoor {
namespace {

class WatchedBytes : public ByteSource {
 public:
  WatchedBytes(std::shared_ptr<const ByteSource> bytes, std::shared_ptr<ReadWatch> watch)
      : bytes_(std::move(bytes)),
        watch_(std::move(watch)),
        stretch_(std::max(kSmallestStretch, bytes_->size() / kMaxStretches + 1)),
        reads_(static_cast<std::size_t>(bytes_->size() / stretch_ + 1)) {}

  std::int64_t size() const override { return bytes_->size(); }

  Result<std::size_t> read_at(std::int64_t offset, std::span<std::byte> into) const override {
    auto got = bytes_->read_at(offset, into);
    if (got && *got > 0 && offset >= 0 && gets_on(offset, static_cast<std::int64_t>(*got))) watch_->got_on();
    return got;
  }

 private:
  bool gets_on(std::int64_t offset, std::int64_t length) const {
    const std::scoped_lock lock(mutex_);
    if (const std::uint64_t work = watch_->work(); work != work_) {
      work_ = work;
      std::fill(reads_.begin(), reads_.end(), std::uint8_t{0});
    }
    bool on = false;
    const auto first = static_cast<std::size_t>(offset / stretch_);
    const auto last = std::min(static_cast<std::size_t>((offset + length - 1) / stretch_), reads_.size() - 1);
    for (std::size_t i = first; i <= last; ++i) {
      if (reads_[i] == kReadsThatCount) continue;
      ++reads_[i];
      on = true;
    }
    return on;
  }

  const std::shared_ptr<const ByteSource> bytes_;
  const std::shared_ptr<ReadWatch> watch_;
  const std::int64_t stretch_;  ///< bytes

  mutable std::mutex mutex_;  ///< guards the next two
  mutable std::uint64_t work_ = 0;
  mutable std::vector<std::uint8_t> reads_;  ///< of each stretch, at most kReadsThatCount
};

}  // namespace

std::shared_ptr<const ByteSource> watched(std::shared_ptr<const ByteSource> bytes, std::shared_ptr<ReadWatch> watch) {
  return std::make_shared<WatchedBytes>(std::move(bytes), std::move(watch));
}

}  // namespace spoor
