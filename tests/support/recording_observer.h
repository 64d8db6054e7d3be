#pragma once
/// An observer that keeps what it is told.

#include "engine/session.h"

#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <vector>

namespace spoor::test {

struct RecordingObserver : RunObserver {
  std::vector<PassResult> results;
  std::vector<DecodedClip> clips;
  std::int64_t progress_calls = 0;
  std::function<void(std::int64_t done)> on_progress;

  void progress(std::int64_t done, std::int64_t) override {
    ++progress_calls;
    if (on_progress) on_progress(done);
  }
  void finished(PassResult result) override { results.push_back(std::move(result)); }
  void decoded(const DecodedClip& clip) override { clips.push_back(clip); }

  /// The only result of a pass; a result of state failed with an empty pass where there is not exactly one.
  const PassResult& of(const std::string& pass) const {
    static const PassResult none;
    const PassResult* found = &none;
    for (const PassResult& result : results) {
      if (result.pass != pass) continue;
      if (found != &none) return none;
      found = &result;
    }
    return *found;
  }
};

}  // namespace spoor::test
