// From a slider's move to the error levels of what is seen, through the workbench and a worker: medians over positions
// of the slider, for the whole picture and for as much of it as a canvas shows at 100 %.
//
// usage: bench_preview WORKER PICTURE [POSITIONS]
// WORKER is the program `spoor`.

#include "workbench/workbench.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <mutex>
#include <string>
#include <vector>

namespace {

using Clock = std::chrono::steady_clock;
namespace fs = std::filesystem;

const cv::Size kCanvas{1200, 700};

/// The main thread of a program without a window.
class Desk {
 public:
  Desk(const char* worker, const char* picture) : bench_(options(worker)) { bench_.open({picture}); }

  /// Sleeps until something arrived, until `reached` or an error.
  bool wait(const std::function<bool()>& reached) {
    for (;;) {
      bench_.poll(0);
      const auto* desk = bench_.active();
      if (desk != nullptr && desk->error()) return false;
      if (reached()) return true;
      std::unique_lock lock(mutex_);
      changed_.wait(lock, [&] { return std::exchange(woken_, false); });
    }
  }

  spoor::Workbench& bench() { return bench_; }

 private:
  spoor::WorkbenchOptions options(const char* worker) {
    spoor::WorkbenchOptions options;
    options.state_dir = fs::temp_directory_path() / "spoor-bench-preview";
    options.session.worker = worker;
    options.wake = [this] {
      {
        const std::scoped_lock lock(mutex_);
        woken_ = true;
      }
      changed_.notify_one();
    };
    return options;
  }

  std::mutex mutex_;
  std::condition_variable changed_;
  bool woken_ = false;
  spoor::Workbench bench_;
};

/// Milliseconds from each move to its answer; empty where the preview fails.
std::vector<double> answers(Desk& desk, const cv::Rect& seen, int positions) {
  std::vector<double> times;
  for (int i = 0; i < positions; ++i) {
    const auto* before = desk.bench().preview() ? desk.bench().preview()->map.get() : nullptr;
    const auto start = Clock::now();
    desk.bench().ask_preview("jpeg.ela", {{"qualities", std::vector<std::int64_t>{60 + i % 35}}}, seen);
    bool failed = false;
    const bool lives = desk.wait([&] {
      const auto& preview = desk.bench().preview();
      failed = preview && !preview->error.empty();
      return failed || (preview && preview->map && preview->map.get() != before && !preview->waiting);
    });
    if (!lives || failed) return {};
    times.push_back(std::chrono::duration<double, std::milli>(Clock::now() - start).count());
  }
  return times;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) {
    fmt::print(stderr, "usage: bench_preview WORKER PICTURE [POSITIONS]\n");
    return 2;
  }
  Desk desk(argv[1], argv[2]);
  if (!desk.wait([&] {
        auto* active = desk.bench().active();
        return active != nullptr && active->shelf && active->shelf->find(0);
      })) {
    fmt::print(stderr, "bench_preview: the picture cannot be opened\n");
    return 1;
  }
  const cv::Rect whole({}, desk.bench().active()->picture_size());
  const cv::Rect part =
      cv::Rect((whole.width - kCanvas.width) / 2, (whole.height - kCanvas.height) / 2, kCanvas.width, kCanvas.height) &
      whole;
  for (const auto& [name, seen] : {std::pair("part at 100 %", part), std::pair("whole picture", whole)}) {
    auto times = answers(desk, seen, argc > 3 ? std::max(1, std::atoi(argv[3])) : 30);
    if (times.empty()) {
      fmt::print(stderr, "bench_preview: no error levels can be had of this picture\n");
      return 1;
    }
    std::sort(times.begin(), times.end());
    fmt::print("{} ({} x {}): median {:.1f} ms, slowest {:.1f} ms of {}\n", name, seen.width, seen.height,
               times[times.size() / 2], times.back(), times.size());
  }
  return 0;
}
