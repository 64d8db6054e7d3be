// Error level of decoded planes against libjpeg-turbo's own encoding and decoding of the same planes, raw data in
// and out, one thread each. Prints the ratio for 6 and 24 megapixels.

#include "base/parallel.h"
#include "methods/jpeg/error_level.h"
#include "support/jpeg_oracle.h"

#include <benchmark/benchmark.h>

#include <chrono>
#include <map>

namespace {

using namespace spoor;

constexpr int kQuality = 90;

// 4:2:0 planes of a picture with shading, edges, texture and noise, once a JPEG of quality 95.
const std::vector<cv::Mat>& planes(int megapixels) {
  static std::map<int, std::vector<cv::Mat>> made;
  auto& entry = made[megapixels];
  if (entry.empty()) {
    const cv::Size size = megapixels == 6 ? cv::Size(3008, 2000) : cv::Size(6016, 4000);
    entry =
        test::planes_from_jpeg(test::jpeg_from_bgr(test::photographic_bgr(size.width, size.height, 1), {2, 2, 95, {}}));
  }
  return entry;
}

std::vector<QuantSteps> tables() {
  const auto jpeg = test::jpeg_from_bgr(cv::Mat(16, 16, CV_8UC3, cv::Scalar::all(9)), {2, 2, kQuality, {}});
  return {test::steps_from_jpeg(jpeg, 0), test::steps_from_jpeg(jpeg, 1)};
}

void measure_all(const std::vector<cv::Mat>& from, const std::vector<QuantSteps>& steps) {
  for (std::size_t c = 0; c < from.size(); ++c) {
    benchmark::DoNotOptimize(plane_error_level(from[c], std::span(&steps[c == 0 ? 0 : 1], 1), false, {}));
  }
}

void through_libjpeg(const std::vector<cv::Mat>& from) {
  benchmark::DoNotOptimize(test::planes_from_jpeg(test::jpeg_from_planes(from, {2, 2, kQuality, {}})));
}

void error_level(benchmark::State& state) {
  const auto& from = planes(static_cast<int>(state.range(0)));
  const auto steps = tables();
  const ThreadLimit one(1);
  for (auto _ : state) measure_all(from, steps);
}

void libjpeg(benchmark::State& state) {
  const auto& from = planes(static_cast<int>(state.range(0)));
  for (auto _ : state) through_libjpeg(from);
}

// Both in turn within one iteration, so that a busy machine disturbs both alike.
void ratio(benchmark::State& state) {
  using Clock = std::chrono::steady_clock;
  const auto& from = planes(static_cast<int>(state.range(0)));
  const auto steps = tables();
  const ThreadLimit one(1);
  std::chrono::duration<double> ours{}, theirs{};
  for (auto _ : state) {
    const auto start = Clock::now();
    measure_all(from, steps);
    const auto middle = Clock::now();
    through_libjpeg(from);
    ours += middle - start;
    theirs += Clock::now() - middle;
  }
  state.counters["ratio"] = ours / theirs;
}

BENCHMARK(error_level)->Arg(6)->Arg(24)->Unit(benchmark::kMillisecond);
BENCHMARK(libjpeg)->Arg(6)->Arg(24)->Unit(benchmark::kMillisecond);
BENCHMARK(ratio)->Arg(6)->Arg(24)->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
