// From the wish to open a file to its first picture in the workbench, against the start of a worker plus the bare
// decoding of the first frame in this process, in alternating rounds.
//
// usage: bench_open WORKER FILE [ROUNDS]
// WORKER is the program `spoor`. Cases without a name are made in a folder of the system's temporary one.

#include "workbench/workbench.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <cstdlib>
#include <filesystem>
#include <mutex>
#include <vector>

namespace {

using Clock = std::chrono::steady_clock;
namespace fs = std::filesystem;

double ms_since(Clock::time_point start) {
  return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

/// A worker that has opened the file, and done no more.
double worker_start_ms(const spoor::SessionOptions& options, const char* path) {
  auto exhibit = spoor::ingest(path, {});
  const auto start = Clock::now();
  if (!exhibit || !spoor::open_worker_session(std::move(*exhibit), {}, options)) return -1;
  return ms_since(start);
}

double bare_decode_ms(const char* path) {
  auto exhibit = spoor::ingest(path, {});
  if (!exhibit) return -1;
  const auto size = exhibit->exhibit.size;
  const auto start = Clock::now();
  const auto source = spoor::open_media(spoor::file_source(std::move(exhibit->file), size));
  if (!source) return -1;
  const auto reader = (*source)->frames();
  if (!reader || !(*reader)->next()) return -1;
  return ms_since(start);
}

double workbench_ms(const spoor::SessionOptions& session, const char* path) {
  std::mutex mutex;
  std::condition_variable changed;
  bool woken = false;
  spoor::WorkbenchOptions options;
  options.state_dir = fs::temp_directory_path() / "spoor-bench-open";
  options.session = session;
  options.wake = [&] {
    {
      const std::scoped_lock lock(mutex);
      woken = true;
    }
    changed.notify_one();
  };
  spoor::Workbench bench(options);
  const auto start = Clock::now();
  bench.open({path});
  for (;;) {
    {
      std::unique_lock lock(mutex);
      changed.wait(lock, [&] { return std::exchange(woken, false); });
    }
    bench.poll(0);
    const auto* desk = bench.active();
    if (desk != nullptr && desk->error()) return -1;
    if (desk == nullptr || !desk->shelf) continue;
    if (desk->shelf->find(0)) return ms_since(start);
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) {
    fmt::print(stderr, "usage: bench_open WORKER FILE [ROUNDS]\n");
    return 2;
  }
  const int rounds = argc > 3 ? std::max(1, std::atoi(argv[3])) : 9;
  spoor::SessionOptions options;
  options.worker = argv[1];
  std::vector<double> starts, decodes, firsts, ratios;
  for (int round = 0; round < rounds; ++round) {
    const double start = worker_start_ms(options, argv[2]), decode = bare_decode_ms(argv[2]);
    const double first = workbench_ms(options, argv[2]);
    if (start < 0 || decode < 0 || first < 0) {
      fmt::print(stderr, "bench_open: the file cannot be opened\n");
      return 1;
    }
    starts.push_back(start);
    decodes.push_back(decode);
    firsts.push_back(first);
    ratios.push_back(first / (start + decode));
  }
  fmt::print("medians of {}: worker start {:.1f} ms, bare decode {:.1f} ms, first picture {:.1f} ms\n", rounds,
             median(starts), median(decodes), median(firsts));
  fmt::print("median ratio of the first picture to worker start plus bare decode: {:.2f}\n", median(ratios));
  return 0;
}
