#include "engine/examine.h"

#include "engine/pass_runner.h"
#include "engine/request_plan.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace spoor {
namespace {

constexpr int kMaxDeaths = 3;

bool is_death(Fault fault) {
  return fault == Fault::kCrashed || fault == Fault::kTimedOut || fault == Fault::kOutOfMemory;
}

/// Answers found so far, by key.
class Examination : private RunObserver {
 public:
  Examination(Session& session, ResultStore* store, RunObserver& observer, const Job& job)
      : session_(session), store_(store), observer_(observer), job_(job) {}

  Result<ExamineCounts> answer(const std::vector<PassDescriptor>& passes, const std::vector<PassRequest>& requests) {
    auto plan = plan_requests(passes, requests, {}, session_.exhibit().sha256);
    if (!plan) return tl::unexpected(plan.error());
    passes_ = &passes;
    plan_ = std::move(*plan);
    for (const PlannedRequest& planned : plan_) {
      for (const auto& [pass, needed] : planned.needed) read_.insert(plan_[needed].key);
    }
    std::vector<std::size_t> open = reuse();
    if (auto done = run_together(open); !done) {
      give_up(unanswered(open), done.error());
      return tl::unexpected(done.error());
    }
    if (!stored_) return tl::unexpected(stored_.error());
    return counts_;
  }

 private:
  /// Tells what the store has; gives the requests it has not, each question once, those that are read first.
  std::vector<std::size_t> reuse() {
    std::vector<std::size_t> open;
    std::set<std::string> seen;
    for (std::size_t i = 0; i < plan_.size(); ++i) {
      if (!seen.insert(plan_[i].key).second) continue;
      if (store_ != nullptr) {
        // A store that cannot be read costs time, not the answer.
        auto found = store_->find(plan_[i].key);
        if (found && *found) {
          keep(**found);
          ++counts_.reused;
          observer_.finished(std::move(**found));
          continue;
        }
      }
      open.push_back(i);
    }
    std::stable_sort(open.begin(), open.end(),
                     [&](std::size_t a, std::size_t b) { return plan_[a].wave < plan_[b].wave; });
    return open;
  }

  /// All in one run; where the worker dies of it, those without an answer one by one.
  Result<void> run_together(const std::vector<std::size_t>& open) {
    if (open.empty()) return {};
    Result<void> outcome = asks_the_same(open) ? run(open) : run_singly(open);
    if (outcome || !is_death(outcome.error().fault)) return outcome;
    ++deaths_;
    const std::vector<std::size_t> left = unanswered(open);
    if (left.size() == 1) {
      give_up(left, outcome.error());
      return session_.restart();
    }
    if (auto restarted = session_.restart(); !restarted) {
      give_up(left, restarted.error());
      return {};
    }
    return run_singly(left);
  }

  Result<void> run_singly(const std::vector<std::size_t>& open) {
    for (const std::size_t i : open) {
      const auto outcome = run({i});
      if (outcome) continue;
      if (!is_death(outcome.error().fault)) return outcome;
      give_up(unanswered({i}), outcome.error());
      if (++deaths_ >= kMaxDeaths) {
        give_up(unanswered(open), outcome.error());
        return {};
      }
      if (auto restarted = session_.restart(); !restarted) {
        give_up(unanswered(open), restarted.error());
        return {};
      }
    }
    return {};
  }

  Result<void> run(const std::vector<std::size_t>& open) {
    std::vector<PassRequest> requests;
    for (const std::size_t i : open) requests.push_back(plan_[i].request);
    return session_.run(requests, answers_for(open), *this, job_);
  }

  /// Whether a run of `open` together reads the same results as planned: two results of one pass, asked in
  /// different circumstances, could be mixed up.
  bool asks_the_same(const std::vector<std::size_t>& open) const {
    std::vector<PassRequest> requests;
    for (const std::size_t i : open) requests.push_back(plan_[i].request);
    const auto plan = plan_requests(*passes_, requests, answers_for(open), session_.exhibit().sha256);
    if (!plan) return false;
    for (std::size_t n = 0; n < open.size(); ++n) {
      if ((*plan)[n].key != plan_[open[n]].key) return false;
    }
    return true;
  }

  /// The answers that requests of `open` read and that are not asked for among them.
  std::vector<PassResult> answers_for(const std::vector<std::size_t>& open) const {
    std::set<std::string> keys;
    for (const std::size_t i : open) {
      for (const auto& [pass, needed] : plan_[i].needed) keys.insert(plan_[needed].key);
    }
    std::vector<PassResult> known;
    for (const std::string& key : keys) {
      if (const auto found = answers_.find(key); found != answers_.end()) known.push_back(found->second);
    }
    return known;
  }

  std::vector<std::size_t> unanswered(const std::vector<std::size_t>& open) const {
    std::vector<std::size_t> left;
    for (const std::size_t i : open) {
      if (!answers_.contains(plan_[i].key)) left.push_back(i);
    }
    return left;
  }

  void give_up(const std::vector<std::size_t>& open, const Error& error) {
    const Lines environment = environment_lines();
    for (const std::size_t i : open) {
      PassResult result = result_without_output(*plan_[i].pass, error);
      result.provenance = {plan_[i].key, plan_[i].lines, environment};
      finished(std::move(result));
    }
  }

  /// Remembers that there is an answer, and its output where another request reads it.
  void keep(const PassResult& result) {
    const std::string& key = result.provenance.key;
    PassResult& kept = answers_[key];
    if (read_.contains(key)) {
      kept = result;
    } else {
      kept.pass = result.pass;
    }
  }

  // What the session tells.
  void progress(std::int64_t done, std::int64_t total) override { observer_.progress(done, total); }
  void decoded(const DecodedClip& clip) override { observer_.decoded(clip); }
  void finished(PassResult result) override {
    keep(result);
    ++counts_.computed;
    if (store_ != nullptr) {
      // The answers are told all the same; that they could not be kept is said at the end.
      auto stored = store_->put(session_.exhibit().sha256, result);
      if (!stored && stored_) stored_ = std::move(stored);
    }
    observer_.finished(std::move(result));
  }

  Session& session_;
  ResultStore* store_;
  RunObserver& observer_;
  const Job& job_;
  const std::vector<PassDescriptor>* passes_ = nullptr;
  std::vector<PlannedRequest> plan_;
  std::map<std::string, PassResult> answers_;
  std::set<std::string> read_;  ///< keys of results that other requests read
  Result<void> stored_;
  ExamineCounts counts_;
  int deaths_ = 0;
};

}  // namespace

Result<ExamineCounts> examine(Session& session, const std::vector<PassDescriptor>& passes,
                              std::vector<PassRequest> requests, ResultStore* store, RunObserver& observer,
                              const Job& job) {
  auto all = with_needed(passes, std::move(requests));
  if (!all) return tl::unexpected(all.error());
  return Examination(session, store, observer, job).answer(passes, *all);
}

}  // namespace spoor
