#pragma once
/// Passes that do to a worker what a hostile file may make a library do.

#include "analysis/provenance.h"
#include "engine/read_watch.h"
#include "support/fake_passes.h"

#include <signal.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <stdexcept>
#include <thread>
#include <vector>

namespace spoor::test {

/// `all_passes()` would do, but tests of the engine should not wait for the science.
inline std::vector<PassDescriptor> evil_and_good_passes() {
  const auto evil = [](std::string id, std::function<void()> deed) {
    return fake_pass(std::move(id), FrameChoice::kNone, [deed](FunctionRun& run, const RunContext&) {
      run.on_finish = [deed](const Job&) {
        deed();
        return PassOutput();
      };
    });
  };
  std::vector<PassDescriptor> passes;
  passes.push_back(evil("evil.abort", [] { std::abort(); }));
  passes.push_back(evil("evil.exit", [] { ::_exit(0); }));
  passes.push_back(evil("evil.hang", [] {
    for (volatile bool forever = true; forever;) {
    }
  }));
  passes.push_back(evil("evil.memory", [] {
    std::vector<std::vector<char>> hoard;
    for (;;) hoard.emplace_back(std::size_t{16} << 20, 'x');
  }));
  passes.push_back(fake_pass("evil.reread", FrameChoice::kNone, [](FunctionRun& run, const RunContext& context) {
    run.on_finish = [source = context.source](const Job&) {
      std::byte one{};
      for (volatile bool forever = true; forever;) (void)source->bytes().read_at(0, {&one, 1});
      return PassOutput();
    };
  }));
  passes.push_back(evil("evil.segfault", [] { ::raise(SIGSEGV); }));
  passes.push_back(evil("evil.throw", [] { throw std::runtime_error("a bug of ours"); }));
  passes.push_back(counting_pass("good.every", FrameChoice::kEvery));
  passes.push_back(counting_pass("good.key", FrameChoice::kKey));

  passes.push_back(fake_pass("good.slow_reader", FrameChoice::kNone, [](FunctionRun& run, const RunContext& context) {
    run.on_finish = [source = context.source](const Job&) {
      // Through the whole file without a tick, as a reader of structures goes.
      std::byte one{};
      double steps = 0;
      for (std::int64_t at = 0; at < source->bytes().size(); at += kSmallestStretch, ++steps) {
        (void)source->bytes().read_at(at, {&one, 1});
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
      }
      return one_number(steps);
    };
  }));

  auto reader = fake_pass("good.reader", FrameChoice::kNone, [](FunctionRun& run, const RunContext& context) {
    const double read = context.results.at("good.every")->output.measurements.at(0).value;
    run.on_finish = [read](const Job&) { return one_number(2 * read); };
  });
  reader.needs.passes = {"good.every"};
  passes.push_back(reader);

  auto map = fake_pass("good.map", FrameChoice::kKey, [](FunctionRun& run, const RunContext&) {
    auto output = std::make_shared<PassOutput>();
    run.on_frame = [output](const FrameContext& context, const Job&) -> Result<void> {
      const auto luma = context.derived(DerivedKind::kLumaFloat);
      if (!luma) return tl::unexpected(luma.error());
      Map& made = output->maps.emplace_back();
      made.id = "luma_" + std::to_string(context.info().index);
      made.title = "Luma";
      made.unit = "1";
      made.reading = "high is bright";
      made.field = luma->clone();
      made.high = 255;
      made.frame = context.info().index;
      return {};
    };
    run.on_finish = [output](const Job&) { return *output; };
  });
  map.needs.derived = {DerivedKind::kLumaFloat};
  map.preview = [](const FrameContext& context, const cv::Rect& rectangle, const ParamValues&,
                   const Job&) -> Result<Map> {
    const auto luma = context.derived(DerivedKind::kLumaFloat);
    if (!luma) return tl::unexpected(luma.error());
    Map made;
    made.id = "luma";
    made.field = (*luma)(rectangle).clone();
    made.origin = {static_cast<double>(rectangle.x), static_cast<double>(rectangle.y)};
    return made;
  };
  passes.push_back(map);
  return passes;
}

}  // namespace spoor::test
