#pragma once
/// Passes for tests of the engine, made of functions.

#include "analysis/pass.h"

#include <functional>
#include <string>
#include <utility>

namespace spoor::test {

/// A run whose three steps are functions; an empty one does nothing.
struct FunctionRun : PassRun {
  std::function<Result<void>(const FrameContext&, const Job&)> on_frame, on_again;
  std::function<std::vector<std::int64_t>()> on_second_look;
  std::function<Result<PassOutput>(const Job&)> on_finish;

  Result<void> frame(const FrameContext& context, const Job& job) override {
    return on_frame ? on_frame(context, job) : Result<void>();
  }
  Result<void> frame_again(const FrameContext& context, const Job& job) override {
    return on_again ? on_again(context, job) : Result<void>();
  }
  std::vector<std::int64_t> second_look() override {
    return on_second_look ? on_second_look() : std::vector<std::int64_t>();
  }
  Result<PassOutput> finish(const Job& job) override { return on_finish ? on_finish(job) : PassOutput(); }
};

/// A pass with a descriptor fit for a run; `set_up` fills the run.
inline PassDescriptor fake_pass(std::string id, FrameChoice frames,
                                std::function<void(FunctionRun&, const RunContext&)> set_up = {}) {
  PassDescriptor pass;
  pass.id = std::move(id);
  pass.group = "Inspection";
  pass.title = pass.id;
  pass.needs.frames = frames;
  pass.start = [set_up = std::move(set_up)](const RunContext& context) -> Result<std::unique_ptr<PassRun>> {
    auto run = std::make_unique<FunctionRun>();
    if (set_up) set_up(*run, context);
    return run;
  };
  return pass;
}

/// An output that holds one number.
inline PassOutput one_number(double value) {
  PassOutput output;
  Measurement measurement;
  measurement.id = "value";
  measurement.title = "Value";
  measurement.value = value;
  measurement.unit = "1";
  output.measurements.push_back(measurement);
  return output;
}

/// Counts the frames it is shown and gives their number.
inline PassDescriptor counting_pass(std::string id, FrameChoice frames) {
  return fake_pass(std::move(id), frames, [](FunctionRun& run, const RunContext&) {
    auto count = std::make_shared<int>(0);
    run.on_frame = [count](const FrameContext&, const Job& job) {
      job.tick(0, 0);
      ++*count;
      return Result<void>();
    };
    run.on_finish = [count](const Job&) { return one_number(*count); };
  });
}

}  // namespace spoor::test
