#include "engine/pass_runner.h"

#include "base/text.h"
#include "engine/sweep.h"

#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#include <algorithm>
#include <mutex>
#include <new>
#include <optional>
#include <utility>

namespace spoor {
namespace {

constexpr std::size_t kMaxSecondLook = 4096;

/// The result that ends a pass whose step failed or threw; nothing where the pass goes on.
template <class Step>
std::optional<PassResult> ending(const PassDescriptor& pass, Step&& step) {
  const auto stopped = [&](Fault fault, std::string sentence) {
    return result_without_output(pass, {fault, std::move(sentence), {}});
  };
  try {
    const Result<void> outcome = step();
    if (outcome) return std::nullopt;
    return result_without_output(pass, outcome.error());
  } catch (const Cancelled&) {
    return cancelled_result(pass);
  } catch (const std::bad_alloc&) {
    return stopped(Fault::kOutOfMemory, "the pass ran out of memory");
  } catch (const cv::Exception& e) {
    if (e.code == cv::Error::StsNoMem) return stopped(Fault::kOutOfMemory, "the pass ran out of memory");
    return stopped(Fault::kInternal, "the pass was stopped by an error in OpenCV: " + printable(e.err, 300));
  } catch (const std::exception& e) {
    return stopped(Fault::kInternal, "the pass was stopped by an unexpected error: " + printable(e.what(), 300));
  } catch (...) {
    return stopped(Fault::kInternal, "the pass was stopped by an unexpected error of no known type");
  }
}

/// One pass on its way.
struct Running {
  std::size_t index = 0;  ///< of its request
  const PlannedRequest* planned = nullptr;
  RunContext context;
  std::unique_ptr<PassRun> run;
  std::optional<PassResult> ended;
};

class Runner {
 public:
  Runner(const PassBench& bench, const std::vector<PlannedRequest>& plan, const std::vector<PassResult>& known,
         const RunEvents& events, const std::stop_token& stop)
      : bench_(bench),
        plan_(plan),
        known_(known),
        events_(events),
        pass_job_(stop,
                  [this](std::int64_t, std::int64_t) {
                    if (events_.alive) events_.alive();
                  }),
        sweep_job_(stop,
                   [this](std::int64_t done, std::int64_t total) {
                     const std::scoped_lock lock(told_);
                     if (events_.progress) events_.progress(done, total);
                   }),
        results_(plan.size()) {}

  void run() {
    int last = 0;
    for (const PlannedRequest& planned : plan_) last = std::max(last, planned.wave);
    for (int wave = 0; wave <= last; ++wave) run_wave(wave);
    if (decoded_.frames > 0 && events_.decoded) events_.decoded(decoded_);
  }

 private:
  void run_wave(int wave) {
    std::vector<std::unique_ptr<Running>> structural, looking;
    for (std::size_t i = 0; i < plan_.size(); ++i) {
      if (plan_[i].wave != wave) continue;
      auto running = started(i);
      const bool looks = looks_at_frames(*running);
      if (running->ended) {
        tell(*running);
      } else {
        (looks ? looking : structural).push_back(std::move(running));
      }
    }
    finish(structural);
    if (looking.empty()) return;
    look(looking, false);
    look(looking, true);
    finish(looking);
  }

  std::unique_ptr<Running> started(std::size_t index) {
    auto running = std::make_unique<Running>();
    running->index = index;
    running->planned = &plan_[index];
    running->ended = ending(*running->planned->pass, [&] { return start(*running); });
    return running;
  }

  /// Whether it is given frames: those of its choice, or without one those that it names itself.
  bool looks_at_frames(Running& running) {
    if (running.ended || running.planned->pass->needs.frames != FrameChoice::kNone) return true;
    bool named = false;
    running.ended = ending(*running.planned->pass, [&]() -> Result<void> {
      named = !running.run->second_look().empty();
      return {};
    });
    return named;
  }

  Result<void> start(Running& running) {
    pass_job_.tick(0, 0);
    const PassDescriptor& pass = *running.planned->pass;
    const PassRequest& request = running.planned->request;
    RunContext& context = running.context;
    if (auto gathered = gather_results(running); !gathered) return gathered;
    if (auto reason = unmet_need(pass.needs, request, *bench_.source, bench_.inputs)) {
      return tl::unexpected(std::move(*reason));
    }
    context.exhibit = bench_.exhibit;
    context.source = bench_.source;
    context.params = request.params;
    context.regions = request.regions;
    context.groups = request.groups;
    context.claim = request.claim ? &*request.claim : nullptr;
    context.frames = request.frames;
    for (const auto& [role, sha256] : request.inputs) {
      const auto found = bench_.inputs.find(role);
      if (found != bench_.inputs.end() && found->second.sha256 == sha256) {
        context.inputs.emplace(role, found->second.source);
      }
    }
    auto run = pass.start(context);
    if (!run) return tl::unexpected(run.error());
    running.run = std::move(*run);
    return {};
  }

  Result<void> gather_results(Running& running) {
    const auto add = [&](const std::string& pass, const PassResult& result) -> Result<void> {
      // That the exhibit cannot be read is not told of the pass that met it first.
      if (result.state == ResultState::kFailed && result.error.subject == bench_.exhibit.name)
        return tl::unexpected(result.error);
      if (result.state != ResultState::kDone) {
        const Fault fault = result.state == ResultState::kNotApplicable || result.state == ResultState::kUnavailable
                                ? result.error.fault
                                : Fault::kInternal;
        return failure(fault, "the result of " + pass + ", which it reads, is missing: " + result.error.sentence);
      }
      running.context.results.emplace(pass, &result);
      return {};
    };
    for (const auto& [pass, index] : running.planned->needed) {
      if (results_[index].state == ResultState::kCancelled) throw Cancelled();
      if (auto added = add(pass, results_[index]); !added) return added;
    }
    for (const auto& [pass, index] : running.planned->known) {
      if (auto added = add(pass, known_[index]); !added) return added;
    }
    return {};
  }

  /// One sweep for all that go on: the first over the frames chosen, the second over those wished for again.
  void look(std::vector<std::unique_ptr<Running>>& all, bool again) {
    std::vector<SweepReader> readers;
    Result<std::unique_ptr<FrameReader>> frames = std::unique_ptr<FrameReader>();
    std::optional<ClipShape> shape;
    const auto prepare = [&]() -> Result<void> {
      bool choosing = again;
      for (const auto& running : all) {
        const FrameChoice choice = running->planned->pass->needs.frames;
        choosing |= choice == FrameChoice::kKey || choice == FrameChoice::kSampled;
        choosing |= running->planned->request.frames.first > 0;
      }
      frames = bench_.frames();
      if (!frames) return tl::unexpected(frames.error());
      shape = bench_.shape(**frames, choosing);
      return {};
    };
    if (again) collect_second_looks(all);
    const auto wants = [&](const auto& running) {
      if (running->ended) return false;
      return again ? again_.contains(running->index) : running->planned->pass->needs.frames != FrameChoice::kNone;
    };
    if (std::none_of(all.begin(), all.end(), wants)) return;
    if (!settled(all, prepare)) return;
    for (const auto& running : all) {
      if (!wants(running)) continue;
      const Needs& needs = running->planned->pass->needs;
      SweepReader& reader = readers.emplace_back();
      reader.wish = again ? list_wish(std::move(again_[running->index]))
                          : frame_wish(needs, running->planned->request.frames, *shape);
      reader.derived = needs.derived;
      reader.look = [this, again, running = running.get()](const FrameContext& context) {
        running->ended = ending(*running->planned->pass, [&] {
          pass_job_.tick(0, 0);
          return again ? running->run->frame_again(context, pass_job_) : running->run->frame(context, pass_job_);
        });
        return !running->ended;
      };
    }
    settled(all, [&]() -> Result<void> {
      auto decoded = sweep(**frames, *shape, readers, sweep_job_);
      if (!decoded) return tl::unexpected(decoded.error());
      if (decoded->fuller_than(decoded_)) decoded_ = std::move(*decoded);
      return {};
    });
  }

  /// Runs what concerns all; where it fails or throws, that ends everybody who has not ended, each with the same
  /// error, whose subject is the exhibit.
  template <class Step>
  bool settled(std::vector<std::unique_ptr<Running>>& all, Step&& step) {
    std::optional<PassResult> outcome = ending(*all.front()->planned->pass, step);
    if (!outcome) return true;
    for (auto& running : all) {
      if (running->ended) continue;
      running->ended =
          outcome->state == ResultState::kCancelled
              ? cancelled_result(*running->planned->pass)
              : result_without_output(*running->planned->pass,
                                      {outcome->error.fault, outcome->error.sentence, bench_.exhibit.name});
    }
    return false;
  }

  void collect_second_looks(std::vector<std::unique_ptr<Running>>& all) {
    again_.clear();
    for (auto& running : all) {
      if (running->ended) continue;
      running->ended = ending(*running->planned->pass, [&]() -> Result<void> {
        std::vector<std::int64_t> frames = running->run->second_look();
        if (frames.size() > kMaxSecondLook) {
          return failure(Fault::kInternal, "the pass asked to see more than 4,096 frames again");
        }
        if (!frames.empty()) again_.emplace(running->index, std::move(frames));
        return {};
      });
    }
  }

  void finish(std::vector<std::unique_ptr<Running>>& all) {
    tbb::parallel_for(
        std::size_t{0}, all.size(),
        [&](std::size_t i) {
          Running& running = *all[i];
          // Isolated, so that a pass waiting for its own parallel work is not made to run another pass.
          tbb::this_task_arena::isolate([&] {
            PassResult done;
            if (!running.ended) {
              running.ended = ending(*running.planned->pass, [&]() -> Result<void> {
                pass_job_.tick(0, 0);
                auto output = running.run->finish(pass_job_);
                if (!output) return tl::unexpected(output.error());
                done.pass = running.planned->pass->id;
                done.version = running.planned->pass->version;
                done.state = ResultState::kDone;
                done.output = std::move(*output);
                return {};
              });
            }
            if (!running.ended) running.ended = std::move(done);
            running.run.reset();
          });
          tell(running);
        },
        tbb::simple_partitioner());
  }

  void tell(Running& running) {
    const std::scoped_lock lock(told_);
    results_[running.index] = std::move(*running.ended);
    if (events_.finished) events_.finished(running.index, results_[running.index]);
  }

  const PassBench& bench_;
  const std::vector<PlannedRequest>& plan_;
  const std::vector<PassResult>& known_;
  const RunEvents& events_;
  const Job pass_job_, sweep_job_;
  std::mutex told_;  ///< one event at a time
  std::vector<PassResult> results_;
  DecodedClip decoded_;                                     ///< of the fullest sweep
  std::map<std::size_t, std::vector<std::int64_t>> again_;  ///< frames wished for again, by request
};

}  // namespace

ResultState state_of(Fault fault) {
  switch (fault) {
    case Fault::kNotApplicable:
      return ResultState::kNotApplicable;
    case Fault::kUnavailable:
      return ResultState::kUnavailable;
    default:
      return ResultState::kFailed;
  }
}

PassResult result_without_output(const PassDescriptor& pass, Error error) {
  PassResult result;
  result.pass = pass.id;
  result.version = pass.version;
  result.state = state_of(error.fault);
  if (error.subject.empty()) error.subject = pass.id;
  result.error = std::move(error);
  return result;
}

PassResult cancelled_result(const PassDescriptor& pass) {
  PassResult result = result_without_output(pass, {Fault::kInternal, "the pass was stopped before it was done", {}});
  result.state = ResultState::kCancelled;
  return result;
}

void run_passes(const PassBench& bench, const std::vector<PlannedRequest>& plan, const std::vector<PassResult>& known,
                const RunEvents& events, const std::stop_token& stop) {
  Runner(bench, plan, known, events, stop).run();
}

}  // namespace spoor
