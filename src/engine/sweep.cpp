#include "engine/sweep.h"

#include "engine/frame_picker.h"

#include <tbb/parallel_for.h>
#include <tbb/parallel_pipeline.h>
#include <tbb/task_arena.h>

#include <array>
#include <atomic>
#include <memory>
#include <optional>
#include <utility>

namespace spoor {
namespace {

struct Shown {
  FrameContext context;
  std::vector<std::size_t> readers;
  std::array<std::atomic<int>, 3> waiting{};  ///< readers of each DerivedKind that have not looked yet

  Shown(FramePicker::Picked picked, bool still, const std::vector<SweepReader>& all)
      : context(std::move(picked.frame), still), readers(std::move(picked.readers)) {
    for (const std::size_t reader : readers) {
      for (const DerivedKind kind : all[reader].derived) ++waiting[static_cast<std::size_t>(kind)];
    }
  }

  void looked(const SweepReader& reader) {
    for (const DerivedKind kind : reader.derived) {
      if (--waiting[static_cast<std::size_t>(kind)] == 0) context.release(kind);
    }
  }
};

class Sweep {
 public:
  Sweep(FrameReader& frames, const ClipShape& shape, const std::vector<SweepReader>& readers, const Job& job)
      : frames_(frames),
        readers_(readers),
        job_(job),
        still_(shape.still),
        picker_(frames, wishes(readers), shape),
        content_(readers.size()) {}

  Result<DecodedClip> run() {
    using tbb::filter_mode;
    tbb::parallel_pipeline(
        kSweepFrames,
        tbb::make_filter<void, std::shared_ptr<Shown>>(filter_mode::serial_in_order,
                                                       [this](tbb::flow_control& flow) { return decode(flow); }) &
            tbb::make_filter<std::shared_ptr<Shown>, void>(
                filter_mode::serial_in_order, [this](const std::shared_ptr<Shown>& shown) { show(*shown); }));
    if (thrown_) std::rethrow_exception(thrown_);
    if (error_) return tl::unexpected(std::move(*error_));
    DecodedClip decoded = picker_.decoded();
    decoded.access = frames_.access();
    return decoded;
  }

 private:
  static std::vector<FrameWish> wishes(const std::vector<SweepReader>& readers) {
    std::vector<FrameWish> all;
    for (const SweepReader& reader : readers) all.push_back(reader.wish);
    return all;
  }

  /// Exceptions are kept until the frames already decoded have been let go, and leave from run().
  std::shared_ptr<Shown> decode(tbb::flow_control& flow) {
    try {
      auto picked = picker_.next([this](std::int64_t done, std::int64_t total) { job_.tick(done, total); });
      if (!picked) {
        error_ = std::move(picked.error());
      } else if (*picked) {
        return std::make_shared<Shown>(std::move(**picked), still_, readers_);
      }
    } catch (...) {
      thrown_ = std::current_exception();
    }
    flow.stop();
    return nullptr;
  }

  void show(Shown& shown) {
    // A reader that waits for parallel work of its own must not be lent to another reader or to the decoder:
    // both hold locks that it may hold already.
    tbb::this_task_arena::isolate([&] {
      tbb::parallel_for(
          std::size_t{0}, shown.readers.size(),
          [&](std::size_t i) {
            const std::size_t index = shown.readers[i];
            const SweepReader& reader = readers_[index];
            tbb::this_task_arena::isolate([&] {
              if (!content_[index] && !job_.cancelled() && !reader.look(shown.context)) {
                content_[index] = true;
                picker_.content(index);
              }
            });
            shown.looked(reader);
          },
          tbb::simple_partitioner());
    });
  }

  FrameReader& frames_;
  const std::vector<SweepReader>& readers_;
  const Job& job_;
  const bool still_;
  FramePicker picker_;
  std::vector<char> content_;  ///< each entry is touched by one reader's turn at a time
  std::optional<Error> error_;
  std::exception_ptr thrown_;
};

}  // namespace

Result<DecodedClip> sweep(FrameReader& frames, const ClipShape& shape, const std::vector<SweepReader>& readers,
                          const Job& job) {
  return Sweep(frames, shape, readers, job).run();
}

}  // namespace spoor
